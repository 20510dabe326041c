"""``villagepub audit verify``: the log's chain and every frozen version, recomputed."""

import json
from collections.abc import Iterator
from itertools import chain

import click
from sqlalchemy.engine import Engine
from sqlmodel import Session

from villagepub import audit as log
from villagepub import db, integrity
from villagepub.cli.instance import Instance
from villagepub.errors import UserError
from villagepub.unreadable_rows import (
    UNREADABLE,
    find_unknown_words,
    find_unreadable,
)

LIMITS = "整套记录从头重写、或者末尾几条连同公示一起截掉，只看这台电脑查不出来。"

NOT_FURTHER = "这些不改回来，别的没法接着查，也不算查过。"


@click.group()
def audit() -> None:
    """办事记录：有没有被人动过。"""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
@click.option("--noted", default="", help="上回抄下的“第几条:指纹”，看它还在不在。")
@click.pass_obj
def verify(instance: Instance, *, as_json: bool, noted: str) -> None:
    """重算整条记录链和每一个贴出过的版本；有对不上的，状态码是 1。"""
    faults = list(find_faults(instance.engine, noted))
    with db.reading(instance.engine) as session:
        newest = log.newest(session)
    if as_json:
        said = {
            "whole": not faults,
            "broken": faults[0] if faults else None,
            "faults": faults,
            "newest": newest,
        }
        click.echo(json.dumps(said, ensure_ascii=False))
    elif faults:
        click.echo("\n".join(faults))
    else:
        click.echo("记录一条接一条，贴出过的每一版都和签过的一样。")
        click.echo(f"{LIMITS}要防这个，把最后一条抄在别处，下回用 --noted 对：{newest}")
    if faults:
        raise SystemExit(1)


def find_faults(engine: Engine, noted: str = "") -> Iterator[str]:
    """What does not hold, in words: the chain's first fault, then every notice's."""
    with db.reading(engine) as session:
        is_found = False
        try:
            for fault in chain(find_unknown_words(session), _faults(session, noted)):
                is_found = True
                yield fault
        except UNREADABLE:
            unread = list(find_unreadable(session))
            if not is_found and not unread:
                raise
            yield from unread
            yield NOT_FURTHER


def _faults(session: Session, noted: str) -> Iterator[str]:
    entry = log.first_broken(session)
    if entry is not None:
        yield f"第 {entry.id} 条记录（{entry.action}）对不上，从这里起被改过或少了。"
    if noted:
        number, digest = _parsed(noted)
        if not log.has(session, number, digest):
            yield f"抄下的第 {number} 条已经不是原来那条：记录重写过，或者被截掉了。"
    yield from integrity.find_tampered(session)


def _parsed(noted: str) -> tuple[int, str]:
    number, _, digest = noted.strip().partition(":")
    if not number.isdecimal() or len(digest) < 16:
        raise UserError("--noted 要写“第几条:指纹”，像上回 audit verify 最后一行那样。")
    return int(number), digest.lower()
