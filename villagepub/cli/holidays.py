"""``villagepub holidays``: the announced holidays of a year, brought in and listed."""

from pathlib import Path

import click

from villagepub import clock, db
from villagepub.act import acting
from villagepub.cli.instance import Instance
from villagepub.duties import holidays as room
from villagepub.states import HOLIDAYS


@click.group()
def holidays() -> None:
    """国务院公布的放假安排：公布一年，导入一年。"""


@holidays.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_(instance: Instance, *, file: Path) -> None:
    """从 CSV（date,kind，写“休”或者“班”）导入一年的；再导一次就是替换。"""
    data = file.read_bytes()
    with acting(instance.new_engine, at=clock.now()) as act:
        done = room.import_csv(act, data, filename=file.name)
    click.echo(
        f"{done.year}年：休 {done.rest} 天，班 {done.work} 天。"
        f"公示期跟着改了的公示 {done.changed} 份。"
    )


@holidays.command("list")
@click.pass_obj
def list_(instance: Instance) -> None:
    """导入过的放假安排，一天一行。"""
    with db.reading(instance.engine) as session:
        for day in room.added(session):
            click.echo(f"{day.on.isoformat()}  {HOLIDAYS[day.kind].text}")
