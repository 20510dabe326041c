"""``villagepub backup``, ``restore`` and ``archive``."""

from pathlib import Path

import click

from villagepub import archives, backups, db, places
from villagepub.cli.audit import first_broken
from villagepub.cli.errors import BadInput
from villagepub.cli.instance import Instance


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(instance: Instance, *, file: Path) -> None:
    """备份成一个文件，不用停。钥匙在 instance/keys，另外收好。"""
    rows = backups.save(instance.engine, file, instance.settings.store_url)
    click.echo(f"备份好了：{sum(rows.values())} 行，在 {file}。")
    click.echo("instance/keys 里的钥匙不在备份里，请另外收好。")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(instance: Instance, *, file: Path) -> None:
    """恢复到一个空的 instance，恢复完重算一遍记录链。"""
    rows = backups.load(instance.engine, file, instance.settings.store_url)
    broken = first_broken(instance.engine)
    if broken:
        raise BadInput(f"恢复了，可是{broken}")
    click.echo(f"恢复好了：{sum(rows.values())} 行，记录链完整。")


@click.command()
@click.option("--village", required=True, help="12 位代码，或不重名的村名。")
@click.option("--year", required=True, type=click.IntRange(2000, 2099), help="哪一年。")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.pass_obj
def archive(instance: Instance, *, village: str, year: int, output: Path) -> None:
    """一个村一年的公示档案：榜、名单、目录、校验，放进一个 zip。"""
    with db.reading(instance.engine) as session:
        place = places.find(session, village)
        count = archives.save(session, village=place, year=year, path=output)
    click.echo(f"{place.short_name}{year}年贴过的 {count} 份都在 {output}。")
