"""``villagepub setup``: the one-time code that opens the first day in the browser."""

import click

from villagepub import clock, db, site
from villagepub import setup as first_day
from villagepub.cli.instance import Instance
from villagepub.errors import UserError
from villagepub.setup import Stage


@click.command()
@click.pass_obj
def setup(instance: Instance) -> None:
    """头一天：写出打开 /setup 的一次性代码。"""
    _ = instance.database
    if not tell_code(instance):
        raise UserError("这里已经开了头，用开头那个人的账号登录接着办。")


def tell_code(instance: Instance) -> bool:
    """Where nobody has begun, or where a demonstration would make room."""
    is_demo = instance.settings.is_demo
    with db.transaction(instance.database) as session:
        if first_day.stage_of(session) is not Stage.EMPTY and not is_demo:
            return False
        code = first_day.make_code(session, at=clock.now())
        address = site.with_address(session, instance.settings).base_url
    what = "要办自己的" if is_demo else "头一天"
    click.echo(f"{what}：打开 {address}/setup，写上代码 {code}（一天里只能用一次）")
    return True
