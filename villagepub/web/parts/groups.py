"""A place's groups: ordinary ones that a person forwards to, and robots.

The village's page and the township's are the same, for a place of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action, allow
from villagepub.channels import village_groups
from villagepub.channels.registry import CHANNELS
from villagepub.channels.robot_access import TEST_ARRIVED, RobotAccess
from villagepub.models import Channel
from villagepub.outbox.pending import missed
from villagepub.states import ROBOT_FORMS, ChannelKind, RobotForm, Word
from villagepub.web.http import field, mends, needs, one_of, request_context, to
from villagepub.wechat.encryption import SealError

MISSED = "停用的时候贴的 {} 件没有发到这里。要补发，打开那一件，点“发过去”。"


def hang(bp: Blueprint, *, template: str, place_code: Callable[[], str]) -> None:
    """The page of the groups of a place, and its acts, on to a blueprint."""
    page = f"{bp.name}.groups"

    @needs(Action.CHANNELS)
    def groups() -> ResponseReturnValue:
        own = place_code()
        rows = village_groups.of_place(request_context.session(), own)
        return render_template(
            template,
            lines=[_line(row, own) for row in rows],
            forms=ROBOT_FORMS,
        )

    @needs(Action.CHANNELS)
    @mends(page)
    def add_group() -> ResponseReturnValue:
        _add(place_code())
        return to(page)

    @needs(Action.CHANNELS)
    @mends(page)
    def change_group(channel_id: int, change: str) -> ResponseReturnValue:
        CHANGES[change](channel_id)
        return to(page)

    bp.add_url_rule("/groups/", view_func=groups)
    bp.add_url_rule("/groups/", view_func=add_group, methods=["POST"])
    changes = ", ".join(CHANGES)
    bp.add_url_rule(
        f"/groups/<int:channel_id>/<any({changes}):change>",
        view_func=change_group,
        methods=["POST"],
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelLine:
    row: Channel
    note: str
    tag: Word
    is_robot: bool
    is_own: bool  # the township's groups are the township's to change


def _line(row: Channel, place_code: str) -> ChannelLine:
    kind = CHANNELS[row.kind]
    more = f"{row.keeper}在管" if row.keeper else "没写谁在管"
    if not kind.is_by_hand:
        more = ROBOT_FORMS[row.sends].text if kind.needs_address else ""
    note = "，".join(w for w in (kind.label.text, more) if w)
    return ChannelLine(
        row=row,
        note=f"停了：{row.fault}" if row.fault else note,
        tag=_tag(row),
        is_robot=kind.needs_address,
        is_own=row.place_code == place_code,
    )


def _tag(row: Channel) -> Word:
    if row.fault:
        return Word("发不出去", "bad")
    return Word("在用", "ok") if row.is_active else Word("停用")


def _add(place_code: str) -> None:
    """Add the group of this request's form to a place and say so."""
    kind = one_of("kind", ChannelKind)
    sends = one_of("sends", RobotForm, RobotForm.TEXT)
    with request_context.act() as act:
        own: dict[str, Any] = {"place_code": place_code, "name": field("name")}
        if CHANNELS[kind].needs_address:
            own |= {"address": field("address"), "sends": sends}
            row = village_groups.add_robot(act, _robots(), **own)
        else:
            row = village_groups.add(act, kind=kind, keeper=field("keeper"), **own)
    comes = "会提醒人转到这里" if CHANNELS[kind].is_by_hand else "会发到这里"
    flash(f"“{row.name}”加好了，下一次贴出公示，就{comes}。")
    _check(row)


def _robots() -> RobotAccess:
    return RobotAccess.of(request_context.settings())


def _check(row: Channel) -> bool:
    """A robot is asked about at once, and nobody in the group sees it; is it in use?"""
    if not village_groups.has_robot(row):
        return True
    try:
        fault = _robots().check(row)
    except SealError as error:
        fault = str(error)
    _keep(row, fault)
    if fault:
        flash(f"可是悄悄问了一下，发不过去，先停着：{fault}弄好了点“又用起来”。")
    else:
        flash("悄悄问过了，地址能用，群里什么也没有发。")
    return not fault


def _keep(row: Channel, fault: str) -> None:
    """Whatever the robot said: one that does not answer well is not in use."""
    with request_context.act() as act:
        village_groups.keep_fault(act, channel_id=row.id, fault=fault[:200])


def _replace_address(channel_id: int) -> None:
    """The robot of this request's form in the place of the old one."""
    with request_context.act() as act:
        row = village_groups.replace_address(
            act, channel_id=channel_id, address=field("address"), robots=_robots()
        )
    flash(f"“{row.name}”换成新地址了，等着的马上接着发。")
    _check(row)


def _choose_form(channel_id: int) -> None:
    """What the robot of this request's form sends from now on."""
    with request_context.act() as act:
        sends = one_of("sends", RobotForm)
        row = village_groups.choose_form(act, channel_id=channel_id, sends=sends)
    flash(f"记下了，下一次公示往“{row.name}”发：{ROBOT_FORMS[row.sends].text}。")


def _switch(channel_id: int, verb: Callable[..., Channel], said: str) -> None:
    with request_context.act() as act:
        row = verb(act, channel_id=channel_id)
        count = missed(act.session, channel_id) if row.is_active else 0
    flash(said)
    if row.is_active and _check(row):
        request_context.poke_worker()
    if count:
        flash(MISSED.format(count))


def _disable(channel_id: int) -> None:
    _switch(channel_id, village_groups.disable, "停用了，以后不往这里发。")


def _enable(channel_id: int) -> None:
    _switch(
        channel_id,
        village_groups.enable,
        "又用起来了。因为停着没发成的自己接着发，撤回、更正先发。",
    )


def _probe(channel_id: int) -> None:
    """Send a test message; the network is waited for outside any transaction."""
    row = request_context.session().get(Channel, channel_id)
    if row is None or not village_groups.has_robot(row):
        flash("这个群没有机器人，不用试。")
        return
    allow(request_context.actor(), Action.CHANNELS, row.place_code)
    fault = _robots().probe(row, at=request_context.now())
    _keep(row, fault)
    flash(fault or TEST_ARRIVED)


CHANGES: dict[str, Callable[[int], None]] = {
    "address": _replace_address,
    "sends": _choose_form,
    "off": _disable,
    "on": _enable,
    "probe": _probe,
}
