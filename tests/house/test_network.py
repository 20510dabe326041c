"""No test calls anybody outside of this machine: one that tries fails."""

import socket

import pytest
import requests
from pytest_socket import SocketConnectBlockedError

ELSEWHERE = "203.0.113.9"  # nobody's: an address for documents


def test_an_address_elsewhere_is_refused_before_anything_is_sent() -> None:
    with pytest.raises((SocketConnectBlockedError, UserWarning), match=ELSEWHERE):
        socket.create_connection((ELSEWHERE, 443), timeout=1)


def test_a_client_does_not_get_out_either() -> None:
    with pytest.raises((SocketConnectBlockedError, UserWarning), match=ELSEWHERE):
        requests.get(f"https://{ELSEWHERE}/", timeout=1)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
