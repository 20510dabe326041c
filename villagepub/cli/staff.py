"""``villagepub staff``: accounts for people who work with the system."""

import click
from sqlmodel import col, select

from villagepub import clock, db, passwords, places, staff_accounts
from villagepub.act import acting
from villagepub.cli.instance import Instance
from villagepub.models import Place, Staff
from villagepub.states import ROLES, Role


@click.group()
def staff() -> None:
    """账号：开、看、停。"""


@staff.command()
@click.argument("login")
@click.option("--name", required=True, help="姓名，会印在榜上。")
@click.option("--role", required=True, type=click.Choice([r.value for r in Role]))
@click.option("--place", required=True, help="村、镇、县的代码，或不重名的名字。")
@click.password_option(help="头一次登录要改掉。")
@click.pass_obj
def add(
    instance: Instance, *, login: str, name: str, role: str, place: str, password: str
) -> None:
    """开一个账号。"""
    hashed = passwords.hashed(password, login)
    with acting(instance.engine, at=clock.now()) as act:
        code = places.find(act.session, place).code
        staff_accounts.add(
            act,
            login=login,
            name=name,
            role=Role(role),
            place_code=code,
            password=hashed,
        )
    click.echo(f"开好了：{login}（{name}）。头一次登录要改密码。")


@staff.command("list")
@click.pass_obj
def list_(instance: Instance) -> None:
    """看有哪些账号。"""
    with db.reading(instance.engine) as session:
        rows = session.exec(
            select(Staff, Place.full_name)
            .join(Place, col(Place.code) == Staff.place_code)
            .order_by(col(Staff.place_code), col(Staff.login))
        )
        for person, place in rows:
            state = "" if person.is_active else "（已停）"
            role = ROLES[person.role].text
            click.echo(f"{person.login}  {person.name}  {role}  {place}{state}")


@staff.command()
@click.argument("login")
@click.pass_obj
def disable(instance: Instance, *, login: str) -> None:
    """停一个账号，开着的页面也马上不能用。"""
    with acting(instance.engine, at=clock.now()) as act:
        staff_accounts.disable(act, login=login)
    click.echo(f"停了：{login}。")
