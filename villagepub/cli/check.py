"""``villagepub disclosure import`` and ``check``: what is in the database, compared."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlmodel import Session

from villagepub import clock, db, disclosures
from villagepub import places as places_room
from villagepub.act import acting
from villagepub.catalog import find_village_item
from villagepub.cli.instance import Instance
from villagepub.disclosures import Facts
from villagepub.errors import UserError
from villagepub.findings import check_runs, queries
from villagepub.findings.queries import FindingLine
from villagepub.models import Place
from villagepub.period import Period
from villagepub.states import FINDINGS
from villagepub.tables.table import own_row, table_of


@click.group()
def disclosure() -> None:
    """政府公开的名单：导入。"""


@disclosure.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--township", required=True, help="9 位代码，或不重名的镇名。")
@click.option("--item", required=True, help="哪一件事，写清单上的名字。")
@click.option("--period", required=True, help="2026、2026Q3……")
@click.option("--title", required=True, help="公示的标题。")
@click.option("--document", default="", help="文号。")
@click.option("--address", default="", help="网址。")
@click.option("--on", "on", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.pass_obj
def import_(
    instance: Instance,
    *,
    file: Path,
    township: str,
    item: str,
    period: str,
    title: str,
    document: str,
    address: str,
    on: datetime,
) -> None:
    """导入一份政府公开的名单，身份证号读到就删。"""
    data = file.read_bytes()
    with db.reading(instance.engine) as session:
        read = disclosures.read_list(
            session,
            place_code=places_room.find(session, township).code,
            facts=Facts(
                item=item,
                period=Period.parse(period).code,
                title=title,
                document=document,
                address=address,
                published_on=on.date(),
            ),
            data=data,
            filename=file.name,
            store_url=instance.settings.store_url,
            key=instance.settings.id_key,
        )
    with acting(instance.engine, at=clock.now()) as act:
        _say_import(disclosures.import_list(act, read))


def _say_import(done: disclosures.DisclosureImport) -> None:
    if done.is_known:
        click.echo("这一份早就在了，没有再存一遍。")
        return
    click.echo(f"读好了：{done.villages} 个村，{done.disclosure.rows} 行。")
    if done.unplaced:
        click.echo(f"村名认不出，没有收：{'、'.join(done.unplaced)}。")


@click.command()
@click.option("--township", required=True, help="代码或不重名的名字，村、镇、县都行。")
@click.option("--item", default="", help="只对这一件事：代码或名字。")
@click.option("--period", default="", help="只对这一期：2026、2026Q3……")
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
@click.pass_context
def check(
    ctx: click.Context, *, township: str, item: str, period: str, as_json: bool
) -> None:
    """各村贴的和政府公开的对一遍。都一样返回 0，有出入返回 1。"""
    instance: Instance = ctx.obj
    place, name, code = _asked(instance, township, item, period)
    with acting(instance.engine, at=clock.now()) as act:
        asked = check_runs.ask(act, place_code=place.code, item=name, period=code)
    check_runs.run(instance.engine, asked.id, now=clock.now)
    with db.reading(instance.engine) as session:
        found = queries.lines(session, place.code, item=name, period=code)
        if as_json:
            click.echo(json.dumps(_plain(session, place, found), ensure_ascii=False))
    if not as_json:
        _show(place, found)
    ctx.exit(1 if found else 0)


def _asked(
    instance: Instance, township: str, item: str, period: str
) -> tuple[Place, str, str]:
    code = Period.parse(period).code if period else ""
    with db.reading(instance.engine) as session:
        place = places_room.find(session, township)
        line = find_village_item(session, place.code, item) if item else None
    if item and line is None:
        raise UserError(f"各村的公开清单上没有“{item}”这一项。")
    return place, line.name if line else "", code


def _plain(
    session: Session, place: Place, found: tuple[FindingLine, ...]
) -> dict[str, Any]:
    lists = queries.agreements(session, place.code)
    return {
        "place": place.full_name,
        "lists": [
            {
                "village": one.village,
                "item": one.item,
                "period": one.period,
                "rows": {
                    "village": one.village_rows,
                    "government": one.government_rows,
                },
                "matched": one.matched,
            }
            for one in lists
        ],
        "findings": [plain(one) for one in found],
    }


def plain(one: FindingLine) -> dict[str, Any]:
    """As ``compare`` says it: a row of a document's later table has its table too."""
    rows = {"village": one.village_row, "government": one.government_row}
    tables = {f"{side}_table": table_of(row) for side, row in rows.items()}
    return {
        **{key: number for key, number in tables.items() if number},
        "village": one.village,
        "item": one.item,
        "period": one.period,
        "kind": one.kind.value,
        "field": one.field,
        "name": one.name,
        "group": one.group,
        "village_row": own_row(one.village_row) or None,
        "government_row": own_row(one.government_row) or None,
        "village_value": one.village_value,
        "government_value": one.government_value,
        "note": one.note,
        "state": one.state.value,
        "due": one.due_on.isoformat() if one.due_on else None,
    }


def _show(place: Place, found: tuple[FindingLine, ...]) -> None:
    click.echo(f"{place.short_name}：有 {len(found)} 条对不上。")
    for one in found:
        who = "　".join(p for p in (one.name, one.group, one.field) if p) or one.item
        click.echo(f"  {one.village}　{FINDINGS[one.kind].text}　{who}　{one.note}")
