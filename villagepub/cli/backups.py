"""``villagepub backup``, ``restore`` and ``archive``."""

from pathlib import Path

import click

from villagepub import archives, audit, backups, db, places
from villagepub.backups import keys as keyring
from villagepub.cli.audit import find_faults
from villagepub.cli.instance import Instance
from villagepub.errors import UserError

MIN_PASSPHRASE = 12
UNSEALED = "这一份没有封，拿到过的人能整份改好再交回来，只看它查不出来。"
passphrase_file = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help="口令写在这个文件里（定时备份用）。",
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sealed", is_flag=True, help="问一个口令，用它封起来，钥匙也放进去。")
@passphrase_file
@click.pass_obj
def backup(
    instance: Instance, *, file: Path, sealed: bool, passphrase_file: Path | None
) -> None:
    """备份成一个文件，不用停。用口令封起来的，钥匙也在里面。"""
    engine, settings = instance.engine, instance.settings
    passphrase = _passphrase(passphrase_file, ask=sealed, is_new=True)
    rows = backups.save(
        engine,
        file,
        settings.store_url,
        keys=keyring.of(settings),
        passphrase=passphrase,
    )
    click.echo(f"备份好了：{sum(rows.values())} 行，在 {file}。")
    if passphrase:
        click.echo("用口令封着，钥匙也在里面。口令丢了谁也打不开，请写在纸上收好。")
    else:
        click.echo("instance/keys 里的钥匙不在备份里，请另外收好。")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@passphrase_file
@click.pass_obj
def restore(instance: Instance, *, file: Path, passphrase_file: Path | None) -> None:
    """恢复到一个空的 instance，恢复完重算一遍记录链。"""
    settings = instance.settings
    passphrase = _passphrase(passphrase_file, ask=backups.is_sealed(file), is_new=False)
    engine = db.make_engine(settings.database_url)
    done = backups.load(engine, file, settings.store_url, passphrase=passphrase)
    here = keyring.of(settings) | keyring.take_over(done.keys, settings.instance)
    fault = next(find_faults(engine), None)
    if fault:
        raise UserError(f"恢复了，可是{fault}")
    click.echo(f"恢复好了：{sum(done.rows.values())} 行，记录和签过的一样。")
    if done.asked:
        click.echo(
            f"备份的时候有 {done.asked} 条还没往群里发完，不会自己再发：请到群里看一眼，"
            "在各村的清单上说一声发出去没有。"
        )
    if not backups.is_sealed(file):
        with db.reading(engine) as session:
            newest = audit.newest(session)
        click.echo(f"{UNSEALED}跟抄在别处的对一下：最后一条是 {newest}")
    missing = keyring.missing(done.marks, here)
    if missing:
        click.echo(keyring.consequences(missing, settings.instance), err=True)


def _passphrase(file: Path | None, *, ask: bool, is_new: bool) -> str:
    """From a file or asked for; '' where none is wanted."""
    if file is not None:
        text = file.read_text("utf-8").strip()
    elif ask:
        text = click.prompt("口令", hide_input=True, confirmation_prompt=is_new)
    else:
        return ""
    if is_new and len(text) < MIN_PASSPHRASE:
        raise UserError(
            f"口令太短，至少 {MIN_PASSPHRASE} 个字。几个不相干的词连起来就好记。"
        )
    return str(text)


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
