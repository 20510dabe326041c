"""``villagepub catalog``: import a published catalog, list what there is, issue lists."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from villagepub import catalog as room
from villagepub import clock, db, places
from villagepub.act import acting
from villagepub.cli.instance import Instance
from villagepub.errors import UserError


@click.group()
def catalog() -> None:
    """公开目录：导入、查看、发到村。"""


@catalog.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
@click.pass_obj
def import_(instance: Instance, *, file: Path, as_json: bool) -> None:
    """导入标准目录或村级清单；再导一次不会重复。"""
    found = room.read_file(file.read_bytes(), filename=file.name)
    with acting(instance.new_engine, at=clock.now()) as act:
        done = room.store(act, found, source=file.name)
    if as_json:
        items = done.added + done.changed + done.unchanged
        told = {"domain": done.domain, "items": items, **asdict(done)}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(
        f"{done.domain}：新增 {done.added} 项，改了 {done.changed} 项，"
        f"没变 {done.unchanged} 项。"
    )
    for refused in done.refused:
        click.echo(f"没有收：{refused.reason}")
    if done.missing:
        click.echo(f"这次的表里没有了，先留着：{'、'.join(done.missing)}")


@catalog.command("list")
@click.option("--domain", default="", help="只看这个领域。")
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
@click.pass_obj
def list_(instance: Instance, *, domain: str, as_json: bool) -> None:
    """看目录里有哪些事项。"""
    with db.reading(instance.engine) as session:
        items = [room.as_plain(i) for i in room.current(session, domain=domain)]
    if as_json:
        click.echo(json.dumps({"items": items}, ensure_ascii=False))
        return
    for item in items:
        levels = " / ".join(
            filter(None, (item["level1"], item["level2"], item["level3"]))
        )
        click.echo(f"{item['code']}  {item['domain']}  {levels}  {item['limit']}")


@catalog.command()
@click.option("--village", help="12 位代码，或不重名的村名。")
@click.option("--township", help="9 位代码，或不重名的镇名：这个镇所有的村。")
@click.option(
    "--from",
    "owed_from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="从哪天起该公开，不写就是今天；以前的不算欠。",
)
@click.pass_obj
def issue(
    instance: Instance,
    *,
    village: str | None,
    township: str | None,
    owed_from: datetime | None,
) -> None:
    """把村级清单发到一个村或一个镇的村；村里已有的不动。"""
    if bool(village) == bool(township):
        raise UserError("要写 --village 或 --township，写一个。")
    with acting(instance.engine, at=clock.now()) as act:
        place = places.find(act.session, village or township or "")
        codes = (
            [v.code for v in places.villages_of(act.session, place.code)]
            if township
            else [place.code]
        )
        added = room.issue_many(
            act,
            village_codes=codes,
            owed_from=owed_from.date() if owed_from else None,
        )
    click.echo(f"{place.full_name}：{len(codes)} 个村，新增 {added} 项。")
