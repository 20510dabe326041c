"""One call to an address that somebody typed: bounded in time and length, followed nowhere.

A library's time limit is one between two bytes, and one that follows, asks a proxy or
sends what stands in a .netrc calls whom nobody typed.
"""

import socket
import ssl
import time
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

MAX_PLACES = 4  # addresses of one name that are tried
PORTS = {"http": 80, "https": 443}


def first_answer(url: str, query: str, *, patience: float, most: int) -> bytes:
    """The first ``most`` bytes of what an http or https address answers, head and all.

    Raises OSError: ssl.SSLError, TimeoutError after ``patience`` seconds; ValueError for
    what is no such address.
    """
    end = time.monotonic() + patience
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    asked = (
        f"GET {parts.path}{query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "Accept-Encoding: identity\r\nConnection: close\r\n\r\n"
    )
    with (
        _connected(host, port, end) as plain,
        _secured(plain, parts.scheme, host) as line,
    ):
        line.settimeout(_left(end))
        line.sendall(asked.encode("ascii"))
        return b"".join(_pieces(line, end, most))


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _connected(host: str, port: int, end: float) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[:MAX_PLACES]
    refused: OSError = ConnectionRefusedError()
    for family, kind, protocol, _, place in found:
        if not _is_callable(str(place[0])):
            continue
        line = socket.socket(family, kind, protocol)
        try:
            line.settimeout(_left(end))
            line.connect(place)
        except OSError as error:
            line.close()
            refused = error
        else:
            return line
    raise refused


def _is_callable(address: str) -> bool:
    """The office's own network is; what only machines of a cloud ask (169.254…) is not."""
    number = ip_address(address.partition("%")[0])
    number = getattr(number, "ipv4_mapped", None) or number
    return not (number.is_link_local or number.is_multicast or number.is_unspecified)


def _secured(plain: socket.socket, scheme: str, host: str) -> socket.socket:
    """Its hand-shake has the time that the connection has left, as a whole."""
    if scheme == "http":
        return plain
    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    return context.wrap_socket(plain, server_hostname=host)


def _pieces(line: socket.socket, end: float, most: int) -> Iterator[bytes]:
    while most > 0:
        line.settimeout(_left(end))
        piece = line.recv(min(most, 4096))
        if not piece:
            return
        most -= len(piece)
        yield piece
