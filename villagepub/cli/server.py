"""``villagepub serve``, ``run`` and ``worker``: the web server and what works behind it.

``serve`` and ``run`` only watch over processes; what those need they load themselves.
"""

import socket
import subprocess
import sys

import click

from villagepub import gc_pause, logs, supervisor
from villagepub.cli.error_output import REASONS
from villagepub.cli.instance import Instance
from villagepub.errors import UserError
from villagepub.settings import EVERYWHERE, Settings, of_this_machine
from villagepub.supervisor import Program

PROGRAM = (sys.executable, "-m", "villagepub.cli")
WEB = Program(name="web", command=(*PROGRAM, "web"), has_heartbeat=True)
WORKER = Program(name="worker", command=(*PROGRAM, "worker"))


@click.command()
@click.option("--workers", default=1, show_default=True, help="网页开几个进程。")
@click.pass_obj
def serve(instance: Instance, *, workers: int) -> None:
    """一台机器要的都开着：网页、送消息、看日子。谁停了就再开谁。"""
    _supervise(instance.settings, [WEB] * workers + [WORKER])


@click.command()
@click.option("--workers", default=1, show_default=True, help="几个进程。")
@click.pass_obj
def run(instance: Instance, *, workers: int) -> None:
    """只开网页（几台机器时用）。"""
    _supervise(instance.settings, [WEB] * workers)


def _supervise(settings: Settings, programs: list[Program]) -> None:
    logs.configure()
    # Up to date before anybody asks; in a process that ends, for what it loads.
    prepare = [*PROGRAM, "prepare"]
    done = subprocess.run(prepare, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(done.returncode)
    _require_free(settings)
    addresses = f"{done.stdout}打开 {settings.base_url}"
    others = of_this_machine(settings.port)
    if settings.host in EVERYWHERE and not settings.is_address_set and others:
        addresses += f"，办公室里别的电脑、手机打开 {others}"
    supervisor.supervise(programs, begun=lambda: click.echo(addresses))


def _require_free(settings: Settings) -> None:
    """Processes of ours share the port with each other, but not with a stranger's."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            reason = REASONS.get(error.errno or 0, error.strerror)
            raise UserError(
                f"{settings.host} 的 {settings.port} 端口开不了：{reason}。"
                "换一个就设 VILLAGEPUB_PORT。"
            ) from None


@click.command(hidden=True)
@click.pass_obj
def web(instance: Instance) -> None:
    """One web process, as ``serve`` and ``run`` start it."""
    from villagepub import server

    server.serve(instance.settings)


@click.command()
@click.option("--once", is_flag=True, help="把该发的发完就停。")
@click.pass_obj
def worker(instance: Instance, *, once: bool) -> None:
    """只送消息、看日子（几台机器时用）。"""
    with gc_pause.loading():
        from villagepub import clock
        from villagepub import worker as work

    logs.configure()
    if once:
        from villagepub.notices import drawn_files

        done, checks = work.go_round(instance.engine, instance.settings, now=clock.now)
        while drawn_files.draw_due(
            instance.engine, instance.settings.store_url, at=clock.now()
        ):
            pass
        click.echo(f"送了 {done} 条，对了 {checks} 次。")
    else:
        _ = instance.engine  # up to date, and one that is there
        work.run(instance.settings)


@click.command()
@click.pass_obj
def upgrade(instance: Instance) -> None:
    """把数据库升到这一版，升之前留一份。"""
    _ = instance.database


@click.command(hidden=True)
@click.pass_obj
def prepare(instance: Instance) -> None:
    """Up to date; where nobody has set anything up, with a code to begin."""
    from villagepub.cli.setup import tell_code

    _ = instance.database
    tell_code(instance)
