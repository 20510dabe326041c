"""``villagepub form``: the forms as files, out of one instance and into another."""

import json
from pathlib import Path

import click
from sqlmodel import Session

from villagepub import clock, db, own_forms, places
from villagepub.act import acting
from villagepub.cli.instance import Instance
from villagepub.errors import UserError
from villagepub.forms import load, loader
from villagepub.forms.township import own_form
from villagepub.models import Place


@click.group()
def form() -> None:
    """表样：程序带的和镇上自己的，导出、导入成一份文件。"""


@form.command("list")
@click.option("--township", help="9 位代码，或不重名的镇名：也列镇上自己的。")
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
@click.pass_obj
def list_(instance: Instance, *, township: str | None, as_json: bool) -> None:
    """看有哪些表样。"""
    told = [
        {
            "id": one.id,
            "name": one.name,
            "columns": len(own_form.own_columns_of(one.columns)),
            "items": [],
        }
        for one in load().values()
    ]
    if township:
        with db.reading(instance.engine) as session:
            town = _township(session, township)
            told += [_said(one) for one in own_forms.listed(session, town.code)]
    if as_json:
        click.echo(json.dumps({"forms": told}, ensure_ascii=False))
        return
    for line in told:
        click.echo(f"{line['id']}　{line['name']}　{line['columns']} 列")


def _said(one: own_forms.OwnForm) -> dict[str, object]:
    return {
        "id": one.row.form_id,
        "name": one.name,
        "columns": len(one.data["columns"]),
        "items": list(one.items),
    }


def _township(session: Session, text: str) -> Place:
    town = places.find(session, text)
    if len(town.code) != 9:
        raise UserError(f"“{text}”不是一个镇，表样归镇上管。")
    return town


@form.command()
@click.argument("form_id", metavar="FORM")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.pass_obj
def export(instance: Instance, *, form_id: str, output: Path) -> None:
    """把一张表样存成文件：程序带的写 T8，镇上自己的写 Z3 或 Z3.2。"""
    if form_id in load():
        text = loader.shipped_text(form_id)
    else:
        with db.reading(instance.engine) as session:
            text = own_forms.text_of(session, form_id)
    output.write_text(text, encoding="utf-8")


@form.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--township", required=True, help="9 位代码，或不重名的镇名。")
@click.option(
    "--item", "items", multiple=True, help="下发给各村，这一项就用它填；能写几个。"
)
@click.pass_obj
def import_(
    instance: Instance, *, file: Path, township: str, items: tuple[str, ...]
) -> None:
    """收一张表样文件，存成镇上自己的表样。"""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UserError(
            f"“{file.name}”打不开，要的是导出的表样文件（.toml）。"
        ) from None
    data, _ = own_form.read_file(text, file.name)
    with db.reading(instance.engine) as session:
        town = _township(session, township)
    with acting(instance.engine, at=clock.now()) as act:
        row = own_forms.create(act, township=town.code, data=data, source=file.name)
        if items:
            number = row.number
            own_forms.issue(act, township=town.code, number=number, items=items)
    issued = f"下发了，{'、'.join(items)}用它填。" if items else "还没有下发。"
    click.echo(f"{row.form_id}　{data['name']}　{town.short_name}，{issued}")
