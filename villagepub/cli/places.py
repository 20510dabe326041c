"""``villagepub places import``."""

from pathlib import Path

import click

from villagepub import clock, place_import
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
        done = place_import.import_csv(act, data, filename=file.name)
    click.echo(
        f"新增 {done.added} 个，改了 {done.changed} 个，没变 {done.unchanged} 个。"
    )
    for listed, own in done.kept:
        click.echo(f"{own}：镇上改过村名，名单上还叫{listed}，没有动。")
