"""``villagepub channel``: groups and robots; a robot's address is asked for, not echoed."""

from typing import Any

import click
from sqlmodel import Session, col, select

from villagepub import clock, db, places
from villagepub.act import acting
from villagepub.channels import village_groups
from villagepub.channels.registry import CHANNELS
from villagepub.channels.robot_access import TEST_ARRIVED, RobotAccess
from villagepub.cli.instance import Instance
from villagepub.errors import UserError
from villagepub.models import Channel, Place
from villagepub.states import ROBOT_FORMS, ChannelKind, RobotForm

# The other kinds need an account, which the township sets up on its pages.
ALONE = {one.kind.value: one for one in CHANNELS.values() if not one.account}


@click.group()
def channel() -> None:
    """微信群和机器人。"""


@channel.command()
@click.option("--place", required=True, help="村或镇的代码，或不重名的名字。")
@click.option("--kind", type=click.Choice(list(ALONE)), required=True)
@click.option("--name", required=True, help="群名。")
@click.option("--keeper", default="", help="群主或管群的人。")
@click.option(
    "--sends",
    type=click.Choice([f.value for f in RobotForm]),
    default=RobotForm.TEXT.value,
    help="机器人发成什么样："
    + "，".join(f"{form.value} {word.text}" for form, word in ROBOT_FORMS.items())
    + "。",
)
@click.pass_obj
def add(
    instance: Instance, *, place: str, kind: str, name: str, keeper: str, sends: str
) -> None:
    """加一个群。机器人的地址会另外问，输入时不显示。"""
    own: dict[str, Any] = {"name": name}
    if ALONE[kind].needs_address:
        own["address"] = click.prompt("机器人地址", hide_input=True)
    with acting(instance.engine, at=clock.now()) as act:
        own["place_code"] = places.find(act.session, place).code
        if ALONE[kind].needs_address:
            robots = RobotAccess.of(instance.settings)
            village_groups.add_robot(act, robots, sends=RobotForm(sends), **own)
        else:
            village_groups.add(act, kind=ChannelKind(kind), keeper=keeper, **own)
    click.echo(f"加好了：{name}。")


@channel.command("list")
@click.pass_obj
def list_(instance: Instance) -> None:
    """看有哪些群。"""
    with db.reading(instance.engine) as session:
        rows = session.exec(
            select(Channel, Place.full_name)
            .join(Place, col(Place.code) == Channel.place_code)
            .order_by(col(Channel.place_code), col(Channel.id))
        )
        for one, place in rows:
            state = "" if one.is_active else f"（停用：{one.fault or '人停的'}）"
            how = CHANNELS[one.kind].label.text
            if village_groups.has_robot(one):
                how += f"，{ROBOT_FORMS[one.sends].text}"
            click.echo(f"{one.id}  {place}  {how}  {one.name}{state}")


@channel.command()
@click.argument("channel_id", type=int, metavar="号")
@click.pass_obj
def probe(instance: Instance, *, channel_id: int) -> None:
    """给机器人的群发一句试试，群里的人都看得到。"""
    with db.reading(instance.engine) as session:
        one = _robot(session, channel_id)
    at = clock.local(clock.now())
    fault = RobotAccess.of(instance.settings).probe(one, at=at)
    click.echo(fault or TEST_ARRIVED)


def _robot(session: Session, channel_id: int) -> Channel:
    one = session.get(Channel, channel_id)
    if one is None or not village_groups.has_robot(one):
        raise UserError(f"没有 {channel_id} 号机器人，先用 channel list 看一看。")
    return one
