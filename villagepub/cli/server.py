"""``villagepub run`` and ``worker``: the web server and what works behind it."""

import click

from villagepub import logs
from villagepub.cli.instance import Instance


@click.command()
@click.option("--workers", default=1, show_default=True, help="几个进程。")
@click.pass_obj
def run(instance: Instance, *, workers: int) -> None:
    """开网页。"""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    settings = instance.settings
    _ = instance.engine  # the database is brought up to date before anybody asks
    click.echo(f"打开 {settings.base_url}")
    Granian(
        "villagepub.factory:create_app",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


@click.command()
@click.option("--once", is_flag=True, help="把该发的发完就停。")
@click.pass_obj
def worker(instance: Instance, *, once: bool) -> None:
    """送消息、看日子。"""
    from villagepub import clock
    from villagepub import worker as work

    logs.configure()
    if once:
        done, checks = work.go_round(instance.engine, instance.settings, now=clock.now)
        click.echo(f"送了 {done} 条，对了 {checks} 次。")
    else:
        work.run(instance.settings)
