"""``villagepub places import``."""

import json
from pathlib import Path

import click

from villagepub import clock, db, place_facts
from villagepub import places as room
from villagepub.act import acting
from villagepub.cli.instance import Instance


@click.group()
def places() -> None:
    """村、镇、县。"""


@places.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_(instance: Instance, *, file: Path) -> None:
    """从 CSV（code,name,streetCode,street,areaCode）导入；再导一次就是更新。"""
    data = file.read_bytes()
    with acting(instance.new_engine, at=clock.now()) as act:
        done = room.import_csv(act, data, filename=file.name)
    click.echo(
        f"新增 {done.added} 个，改了 {done.changed} 个，没变 {done.unchanged} 个。"
    )


@places.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="一份 JSON。")
@click.pass_obj
def show(instance: Instance, *, code: str, as_json: bool) -> None:
    """看一个地方的电话和名称。"""
    with db.reading(instance.engine) as session:
        place = room.find(session, code)
        said = {f.name: getattr(place, f.name) for f in place_facts.facts_of(place)}
    if as_json:
        click.echo(json.dumps({"code": place.code, **said}, ensure_ascii=False))
        return
    click.echo(f"{place.full_name} {place.code}")
    for fact in place_facts.facts_of(place):
        click.echo(f"{fact.label}：{said[fact.name] or '没写'}（印在：{fact.printed}）")


@places.command("set")
@click.argument("code")
@click.option("--phone", help="电话。")
@click.option("--office-phone", help="村委会的电话。")
@click.option("--supervisors", help="监督机构叫什么。")
@click.option("--collective", help="村集体经济组织叫什么。")
@click.option("--bookkeeper", help="账由谁记。")
@click.pass_obj
def set_(instance: Instance, /, *, code: str, **said: str | None) -> None:
    """改一个地方的电话和名称；新贴的公示照新的印，已经贴出的不变。"""
    values = {name: value for name, value in said.items() if value is not None}
    with acting(instance.engine, at=clock.now()) as act:
        found = room.find(act.session, code)
        known = {fact.name for fact in place_facts.facts_of(found)}
        if unknown := sorted(values.keys() - known):
            raise room.PlaceError(f"{found.short_name}没有 --{unknown[0]} 这一样。")
        place_facts.change(act, place_code=found.code, values=values)
    click.echo(f"存好了：{found.full_name}。")
