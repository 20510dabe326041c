"""A published page as it comes over the wire, against nginx with the same bytes.

    python -m benchmarks.over_http

wrk asks from the same machine, in turns: the program as ``villagepub run`` starts it,
then nginx with the same gzipped page as a file. Requests a second, and the time within
which 99 of 100 are answered. A peer that is not installed is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from benchmarks.rounds import missing as not_there
from benchmarks.rounds import ms, verdict
from benchmarks.served import published
from tests.processes import free_port

SECONDS = 6
ROUNDS = 3
CONNECTIONS = 64
ROOT = Path(__file__).resolve().parent.parent
NGINX = """
daemon off; user root; worker_processes {processes}; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; gzip_static always; sendfile on; tcp_nopush on;
  keepalive_requests 1000000; default_type text/html;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }} }}
"""


@dataclass(frozen=True)
class Load:
    rate: float  # requests a second
    p99: float  # milliseconds


def load(address: str, *, seconds: int | None = None) -> Load:
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds or SECONDS}s", "--latency",
         "-H", "Accept-Encoding: gzip", address],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    if "Non-2xx" in done.stdout:
        raise RuntimeError(done.stdout)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    late = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    assert rate, done.stdout
    assert late, done.stdout
    return Load(
        float(rate[1]), float(late[1]) * {"us": 0.001, "ms": 1, "s": 1000}[late[2]]
    )


@contextmanager
def started(
    command: Sequence[str], address: str, environ: dict[str, str]
) -> Iterator[str]:
    """A server that answers, until the end."""
    process = subprocess.Popen(command, env=os.environ | environ)
    try:
        for _ in range(1_200):
            try:
                with urlopen(address, timeout=5):  # noqa: S310  (our own)
                    break
            except OSError:
                if process.poll() is not None:
                    raise
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait()


@contextmanager
def product(folder: Path, path: str, **environ: str) -> Iterator[str]:
    port = free_port()
    own = {"VILLAGEPUB_INSTANCE": str(folder), "VILLAGEPUB_PORT": str(port)}
    command = [sys.executable, "-m", "villagepub.cli", "run"]
    address = f"http://127.0.0.1:{port}{path}"
    with started(command, address, own | environ):
        yield address


@contextmanager
def nginx(folder: Path, page: bytes) -> Iterator[str]:
    files, port = folder / "files", free_port()
    files.mkdir()
    (files / "page.gz").write_bytes(page)
    folder.chmod(0o755)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        NGINX.format(folder=folder, port=port, processes=1), "utf-8"
    )
    address = f"http://127.0.0.1:{port}/page"
    command = [str(program("nginx")), "-p", str(folder), "-c", str(configuration)]
    with started(command, address, {}):
        yield address


def fetched(address: str) -> bytes:
    asked = Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urlopen(asked, timeout=10) as answer:  # noqa: S310
        data: bytes = answer.read()
        return data


def compare(ours: str, theirs: str) -> tuple[Load, Load]:
    """Medians of interleaved rounds."""
    rounds = [(load(ours), load(theirs)) for _ in range(ROUNDS)]
    own, peer = zip(*rounds, strict=True)
    return _median(own), _median(peer)


def _median(loads: Sequence[Load]) -> Load:
    return Load(median(x.rate for x in loads), median(x.p99 for x in loads))


def main() -> int:
    if missing := [name for name in ("wrk", "nginx") if not program(name)]:
        not_there("贴出的页，过网络", "、".join(missing))
        return 1
    with (
        published() as (folder, _, path),
        product(folder, path) as ours,
        tempfile.TemporaryDirectory() as made,
        nginx(Path(made), fetched(ours)) as theirs,
    ):
        own, peer = compare(ours, theirs)
    good = [
        verdict(
            f"贴出的页，{CONNECTIONS} 个人一起看，一秒几页",
            own.rate / peer.rate,
            0.55,
            ours=f"{own.rate:,.0f}",
            peer=f"nginx {peer.rate:,.0f}",
        ),
        verdict(
            "贴出的页，100 次里 99 次多久出来",
            own.p99 / peer.p99,
            2,
            at_most=True,
            ours=ms(own.p99),
            peer=f"nginx {ms(peer.p99)}",
        ),
    ]
    return 0 if all(good) else 1


def program(name: str) -> str | None:
    """Where it is; Debian keeps nginx off the path of ordinary users."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin")


if __name__ == "__main__":
    sys.exit(main())
