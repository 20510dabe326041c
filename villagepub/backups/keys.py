"""The keys of an instance: in a sealed backup they go along; of another it is said at
once which are missing, and what that means.
"""

import hmac
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

from villagepub.atomic_file import whole_or_gone
from villagepub.backups import members
from villagepub.settings import Settings

MEMBER = "钥匙.json"
# What does not work without the key that the data were written with.
NEEDED_FOR = {
    "secret_key": "公众号、企业微信、机器人的密钥打不开，要到“公众号”“群”里重新填一次；大家要重新登录",
    "id_key": "身份证号的暗记跟以前的对不上：再传同一张表会当成换了人，绑过微信的人要重新绑",
    "signing_key": "以前签过的记录要用旧的公钥验",
}


def of(settings: Settings) -> dict[str, bytes]:
    return {name: getattr(settings, name) for name in NEEDED_FOR}


def marks(keys: Mapping[str, bytes]) -> dict[str, str]:
    """What tells a key again without telling it."""
    return {
        name: hmac.digest(key, b"villagepub backup", "sha256").hex()[:32]
        for name, key in keys.items()
    }


def put(archive: zipfile.ZipFile, keys: Mapping[str, bytes]) -> None:
    archive.writestr(MEMBER, json.dumps({n: k.decode() for n, k in keys.items()}))


def carried(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Those in a backup; none in one that is not sealed."""
    if MEMBER not in archive.namelist():
        return {}
    said = json.loads(members.whole(archive, MEMBER, most=members.MAX_KEYS))
    return {n: str(k).encode() for n, k in said.items()}


def take_over(keys: Mapping[str, bytes], instance: Path) -> dict[str, bytes]:
    """Puts them into instance/keys, except where the environment gives one; what was put."""
    taken = {
        name: key
        for name, key in keys.items()
        if name in NEEDED_FOR and f"VILLAGEPUB_{name.upper()}" not in os.environ
    }
    for name, key in taken.items():
        with whole_or_gone(instance / "keys" / name) as unfinished:
            unfinished.write_bytes(key)
    return taken


def missing(wanted: Mapping[str, str], keys: Mapping[str, bytes]) -> list[str]:
    """The names of those that the data were written with and that are not here."""
    here = marks(keys)
    return [name for name, mark in wanted.items() if here.get(name) != mark]


def consequences(names: list[str], instance: Path) -> str:
    """What does not work, and how to mend it."""
    told = "；".join(NEEDED_FOR.get(name, name) for name in names)
    files = "、".join(names)
    return (
        f"这里没有原来的钥匙（{files}）：{told}。"
        f"要补上：停下来，把原来 instance/keys 里的 {files} 拷进 {instance / 'keys'}，再开起来。"
    )
