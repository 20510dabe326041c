"""``villagepub backup`` and ``restore``."""

from pathlib import Path

import click

from villagepub import backups
from villagepub.backups import BackupError
from villagepub.cli.audit import first_broken
from villagepub.cli.errors import BadInput
from villagepub.cli.instance import Instance


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(instance: Instance, *, file: Path) -> None:
    """备份成一个文件，不用停。钥匙在 instance/keys，另外收好。"""
    try:
        rows = backups.save(instance.engine, file)
    except OSError as error:
        raise BadInput(f"“{file}”写不进去：{error.strerror}。") from None
    click.echo(f"备份好了：{sum(rows.values())} 行，在 {file}。")
    click.echo("instance/keys 里的钥匙不在备份里，请另外收好。")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(instance: Instance, *, file: Path) -> None:
    """恢复到一个空的 instance，恢复完重算一遍记录链。"""
    try:
        rows = backups.load(instance.engine, file)
    except BackupError as error:
        raise BadInput(str(error)) from None
    broken = first_broken(instance.engine)
    if broken:
        raise BadInput(f"恢复了，可是{broken}")
    click.echo(f"恢复好了：{sum(rows.values())} 行，记录链完整。")
