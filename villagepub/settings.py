"""Settings, read once from ``VILLAGEPUB_*`` and frozen.

A setting that makes no sense stops the start with one sentence; nothing is guessed.
docs/部署.md names every one of them, and a test compares the two.
"""

import fcntl
import os
import secrets
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from villagepub.errors import UserError

WECOM_API = "https://qyapi.weixin.qq.com"
OA_API = "https://api.weixin.qq.com"
DEMO_MARKER = "demo.json"  # in the instance, beside the demonstration's data
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  (named, and listened to nowhere)
SIOCGIFADDR = 0x8915  # an interface's address (Linux, netdevice(7))
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

NAMES = (
    "INSTANCE", "DATABASE_URL", "QUEUE_URL", "STORE_URL", "BASE_URL", "OA_API", "WECOM_API",
    "HOST", "PORT", "SECRET_KEY", "ID_KEY", "SIGNING_KEY",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where things are kept and what the outside is called.

    ``secret_key`` signs sessions and seals channel secrets; ``id_key`` makes the keyed
    hashes of identity numbers; ``signing_key`` is kept for signed heads.
    """

    instance: Path
    database_url: str
    queue_url: str
    store_url: str
    base_url: str
    is_address_set: bool  # by a setting: then no page changes it
    oa_api: str
    wecom_api: str
    host: str
    port: int
    secret_key: bytes
    id_key: bytes
    signing_key: bytes

    @property
    def is_demo(self) -> bool:
        """Filled with the demonstration."""
        return (self.instance / DEMO_MARKER).exists()

    @property
    def is_for_this_machine(self) -> bool:
        """Listened to and addressed here only: what is printed for a demo stays here."""
        named = urlsplit(self.base_url).hostname
        return self.host in LOOPBACK and named in LOOPBACK

    @property
    def redis_url(self) -> str | None:
        return self.queue_url if self.queue_url.startswith("redis") else None


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; makes the instance folder and its keys.

    Raises UserError with a sentence that names the setting.
    """
    values = environ if environ is not None else os.environ
    instance = Path(values.get("VILLAGEPUB_INSTANCE") or "instance").resolve()
    _make_private(instance)
    instance.chmod(0o700)
    os.umask(0o077)  # the database, its journal and the queue are files of 0600
    return Settings(
        instance=instance,
        database_url=_database(values.get("VILLAGEPUB_DATABASE_URL"), instance),
        queue_url=_queue(values.get("VILLAGEPUB_QUEUE_URL"), instance),
        store_url=_store(values.get("VILLAGEPUB_STORE_URL"), instance),
        **_addresses(values),
        secret_key=_key(values, "SECRET_KEY", instance),
        id_key=_key(values, "ID_KEY", instance),
        signing_key=_key(values, "SIGNING_KEY", instance),
    )


def require_there() -> None:
    """Raises UserError where there is no instance yet, and makes nothing."""
    values = os.environ
    instance = Path(values.get("VILLAGEPUB_INSTANCE") or "instance").resolve()
    _addresses(values)  # what makes no sense is said first
    url = _database(values.get("VILLAGEPUB_DATABASE_URL"), instance)
    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite") and not file.is_file():
        raise UserError(
            f"“{instance}”里没有数据（没有 {file.name}）。看看 VILLAGEPUB_INSTANCE 写对没有；"
            "要新开一个，先 villagepub serve 或者 villagepub places import。"
        )


def is_this_machine(address: str) -> bool:
    """Nobody else's phone opens it."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        number = ip_address(host)
    except ValueError:
        return host in LOOPBACK or host.endswith(".localhost")
    number = getattr(number, "ipv4_mapped", None) or number
    return number.is_loopback or number.is_unspecified or number.is_link_local


def of_this_machine(port: int) -> str:
    """http://192.168.1.8:8000, where others of the same network open it; '' where there is
    none. The machine is asked, nothing is sent.
    """
    addresses = (f"http://{host}:{port}" for host in _own_hosts())
    return next((one for one in addresses if not is_this_machine(one)), "")


def _own_hosts() -> Iterator[str]:
    """The address of each interface, in their order."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # one that has none
                given = struct.pack("256s", name.encode()[:15])
                answer = fcntl.ioctl(asked, SIOCGIFADDR, given)
                yield socket.inet_ntoa(answer[20:24])


def _addresses(values: Mapping[str, str]) -> dict[str, Any]:
    host = values.get("VILLAGEPUB_HOST") or "127.0.0.1"
    port = _port(values.get("VILLAGEPUB_PORT") or "8000")
    here = "127.0.0.1" if host in EVERYWHERE else host  # where its own browser opens it
    return {
        "host": host,
        "port": port,
        "base_url": _address(values, "BASE_URL", f"http://{here}:{port}"),
        "is_address_set": bool(values.get("VILLAGEPUB_BASE_URL")),
        "oa_api": _address(values, "OA_API", OA_API),
        "wecom_api": _address(values, "WECOM_API", WECOM_API),
    }


def _make_private(folder: Path, name: str = "INSTANCE") -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UserError(
            f"VILLAGEPUB_{name} 指的文件夹“{folder}”建不起来：{error.strerror}。"
        ) from None


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise UserError(f"VILLAGEPUB_PORT 要写 1 到 65535 的数，现在是“{text}”。")
    return int(text)


def _database(text: str | None, instance: Path) -> str:
    url = text or f"sqlite:///{instance / 'villagepub.db'}"
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise UserError(
            "VILLAGEPUB_DATABASE_URL 要以 sqlite:/// 或 postgresql+psycopg:// 开头。"
        )
    return url


def _queue(text: str | None, instance: Path) -> str:
    url = text or f"sqlite:///{instance / 'queue.db'}"
    if not url.startswith(("sqlite:///", "redis://", "rediss://")):
        raise UserError("VILLAGEPUB_QUEUE_URL 要以 sqlite:/// 或 redis:// 开头。")
    return url


def _store(text: str | None, instance: Path) -> str:
    """file:///… of a folder that is there, or s3://bucket/prefix."""
    if text and text.startswith("s3://"):
        if not urlsplit(text).netloc:
            raise UserError("VILLAGEPUB_STORE_URL 里没有写桶，例如 s3://桶/前缀。")
        return text
    plain = (text or str(instance)).removeprefix("file://")
    if "://" in plain:
        raise UserError(
            f"VILLAGEPUB_STORE_URL 要写文件夹或 s3://桶/前缀，现在是“{text}”。"
        )
    folder = Path(plain).resolve()
    _make_private(folder, "STORE_URL")
    return folder.as_uri()


def _address(values: Mapping[str, str], name: str, default: str) -> str:
    text = (values.get(f"VILLAGEPUB_{name}") or default).rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UserError(
            f"VILLAGEPUB_{name} 要写完整的网址，例如 https://gk.example.cn，现在是“{text}”。"
        )
    return text


def _key(values: Mapping[str, str], name: str, instance: Path) -> bytes:
    given = values.get(f"VILLAGEPUB_{name}")
    if given is not None:
        if len(given) < 16:
            raise UserError(f"VILLAGEPUB_{name} 太短，至少 16 个字符。")
        return given.encode()
    return _kept_key(instance / "keys" / name.lower())


def _kept_key(path: Path) -> bytes:
    """Made once: of several that start at once, the first one's, and never half of it."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if not path.exists():
        own = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        own.touch(mode=0o600)
        own.write_bytes(secrets.token_urlsafe(32).encode())
        with suppress(FileExistsError):
            path.hardlink_to(own)
        own.unlink()
    return path.read_bytes()
