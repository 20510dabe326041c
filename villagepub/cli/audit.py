"""``villagepub audit verify``: the log's chain and every frozen version, recomputed."""

import json

import click
from sqlalchemy.engine import Engine

from villagepub import audit as log
from villagepub import db
from villagepub.cli.instance import Instance
from villagepub.models import AuditEntry
from villagepub.notices import integrity


@click.group()
def audit() -> None:
    """办事记录：有没有被人动过。"""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
@click.pass_obj
def verify(instance: Instance, *, as_json: bool) -> None:
    """重算整条记录链和每一个贴出过的版本；有断的地方，状态码是 1。"""
    broken = first_broken(instance.engine)
    if as_json:
        click.echo(
            json.dumps({"whole": broken is None, "broken": broken}, ensure_ascii=False)
        )
    else:
        click.echo(broken or "记录完整，贴出过的每一版都没有被改过。")
    if broken:
        raise SystemExit(1)


def first_broken(engine: Engine) -> str | None:
    """What does not hold first, in words; None if everything holds."""
    with db.reading(engine) as session:
        entry: AuditEntry | None = log.first_broken(session)
        if entry is not None:
            return (
                f"第 {entry.id} 条记录（{entry.action}）对不上，从这里起被改过或少了。"
            )
        return integrity.first_untrue(session)
