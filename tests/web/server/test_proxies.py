"""The proxies of deploy/ before the program: what people read in its good and bad moments."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from tests.conftest import ROOT
from tests.processes import PATIENCE, free_port, wait_for
from tests.web.server.conftest import Site
from tests.web.server.visits import MB

Begin = Callable[[Path, int, int], list[str]]


def nginx(folder: Path, port: int, program: int) -> list[str]:
    """The command of nginx by its file in deploy/, without the certificate."""
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    text = re.sub(r"ssl_certificate\w* [^;]+;", "", text)
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{program}")
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    whole = folder / "nginx.conf"
    log = (
        f"user root; pid {folder}/pid; error_log {folder}/log; daemon off; events {{}}"
    )
    bodies = f"access_log off; client_body_temp_path {folder}/bodies;"
    whole.write_text(f"{log} http {{ {bodies} {text} }}", "utf-8")
    return ["nginx", "-c", str(whole)]


def caddy(folder: Path, port: int, program: int) -> list[str]:
    """The command of Caddy by its file in deploy/, without a certificate or its name."""
    text = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{program}")
    text = text.replace("gk.example.cn {", f"http://:{port} {{")
    whole = folder / "Caddyfile"
    whole.write_text(f"{{\n\tadmin off\n}}\n{text}", "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(whole)]


@contextmanager
def before(begin: Begin, folder: Path, site: Site) -> Iterator[Site]:
    """The site as it is reached through this proxy."""
    proxy = replace(site, port=free_port())
    log = folder / "out"
    with log.open("w") as out:
        process = subprocess.Popen(
            begin(folder, proxy.port, site.port), stdout=out, stderr=out
        )
    try:
        wait_for(lambda: proxy.is_there() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield proxy
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(params=[nginx, caddy], ids=["nginx", "Caddy"])
def begin(request: pytest.FixtureRequest) -> Begin:
    chosen: Begin = request.param
    if shutil.which(chosen.__name__) is None:
        pytest.skip(f"{chosen.__name__} is not here")
    return chosen


def test_a_proxy_passes_pages_on_but_not_the_counts(
    begin: Begin, site: Site, tmp_path: Path
) -> None:
    with before(begin, tmp_path, site) as proxy:
        page, counts = (
            requests.get(f"{proxy.address}{path}", timeout=PATIENCE)
            for path in (site.notice, "/metrics")
        )
    assert "耕地地力保护补贴" in page.text
    assert counts.status_code == 404


def test_who_hands_in_too_much_reads_our_sentence_through_a_proxy(
    begin: Begin, site: Site, tmp_path: Path
) -> None:
    with before(begin, tmp_path, site) as proxy:
        large = bytes(30 * MB)
        answer = requests.post(f"{proxy.address}/login", data=large, timeout=PATIENCE)
    assert answer.status_code == 413
    assert "交来的太大了" in answer.text


def test_while_the_program_starts_a_proxy_says_in_chinese_to_wait(
    begin: Begin, site: Site, tmp_path: Path
) -> None:
    with before(begin, tmp_path, replace(site, port=free_port())) as proxy:
        answer = requests.get(f"{proxy.address}/", timeout=PATIENCE)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "等一两分钟" in answer.text
