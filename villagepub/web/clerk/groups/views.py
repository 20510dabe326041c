"""The village's groups: ordinary ones that a person forwards to, and robots."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.channels import village_groups
from villagepub.channels.registry import CHANNELS
from villagepub.models import Channel
from villagepub.outbox.pending import missed
from villagepub.states import ROBOT_FORMS, RobotForm, Word
from villagepub.web.clerk import bp
from villagepub.web.clerk.tasks.views import to_tasks
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelLine:
    id: int
    name: str
    note: str
    tag: Word
    is_robot: bool
    is_active: bool
    is_own: bool  # the township's groups are the township's to change
    sends: RobotForm


MISSED = "停用的时候贴的 {} 件没有发到这里。要补发，打开那一件，点“发过去”。"


def to_groups(**_: object) -> str:
    return url_for("clerk.groups")


def channel_lines(place_code: str) -> list[ChannelLine]:
    rows = village_groups.of_place(request_context.session(), place_code)
    return [_line(row, place_code) for row in rows]


def _line(row: Channel, place_code: str) -> ChannelLine:
    kind = CHANNELS[row.kind]
    more = f"{row.keeper}在管" if row.keeper else "没写谁在管"
    if not kind.is_by_hand:
        more = ROBOT_FORMS[row.sends].text if kind.needs_address else ""
    note = "，".join(w for w in (kind.label.text, more) if w)
    return ChannelLine(
        id=row.id or 0,
        name=row.name,
        note=f"停了：{row.fault}" if row.fault else note,
        tag=_tag(row),
        is_robot=kind.needs_address,
        is_active=row.is_active,
        is_own=row.place_code == place_code,
        sends=row.sends,
    )


def _tag(row: Channel) -> Word:
    if row.fault:
        return Word("发不出去", "bad")
    return Word("在用", "ok") if row.is_active else Word("停用")


@bp.get("/groups/")
@needs(Action.CHANNELS)
@mends(to_tasks)
def groups() -> ResponseReturnValue:
    return render_template(
        "clerk/groups/page.html",
        lines=channel_lines(request_context.actor().place_code),
        forms=ROBOT_FORMS,
    )


@bp.post("/groups/")
@needs(Action.CHANNELS)
@mends(to_groups)
def add_group() -> ResponseReturnValue:
    add_channel(request_context.actor().place_code)
    return redirect(to_groups(), 303)


def add_channel(place_code: str) -> None:
    """Add the group of this request's form to a place and say so."""
    chosen = request_context.settings()
    kind = village_groups.kind_of(request.form.get("kind", ""))
    with request_context.act() as act:
        row = village_groups.add(
            act,
            place_code=place_code,
            kind=kind,
            name=request.form.get("name", ""),
            keeper=request.form.get("keeper", ""),
            address=request.form.get("address", ""),
            api=chosen.wecom_api,
            secret_key=chosen.secret_key,
            sends=village_groups.form_of(request.form.get("sends", RobotForm.TEXT)),
        )
    comes = "会提醒人转到这里" if CHANNELS[kind].is_by_hand else "会发到这里"
    flash(f"“{row.name}”加好了，下一次贴出公示，就{comes}。")
    _check(row)


def _check(row: Channel) -> None:
    """A robot is asked about at once, and nobody in the group sees it."""
    if not village_groups.has_robot(row):
        return
    chosen = request_context.settings()
    fault = village_groups.check(
        row, api=chosen.wecom_api, secret_key=chosen.secret_key
    )
    if fault:
        flash(f"可是悄悄问了一下，发不过去：{fault}")
    else:
        flash("悄悄问过了，地址能用，群里什么也没有发。")


def replace_address(channel_id: int) -> None:
    """The robot of this request's form in the place of the old one."""
    chosen = request_context.settings()
    with request_context.act() as act:
        row = village_groups.replace_address(
            act,
            channel_id=channel_id,
            address=request.form.get("address", ""),
            api=chosen.wecom_api,
            secret_key=chosen.secret_key,
        )
    flash(f"“{row.name}”换成新地址了，等着的马上接着发。")
    _check(row)


@bp.post("/groups/<int:channel_id>/address")
@needs(Action.CHANNELS)
@mends(to_groups)
def change_address(channel_id: int) -> ResponseReturnValue:
    replace_address(channel_id)
    return redirect(to_groups(), 303)


def choose_form(channel_id: int) -> None:
    """What the robot of this request's form sends from now on."""
    with request_context.act() as act:
        row = village_groups.choose_form(
            act,
            channel_id=channel_id,
            sends=village_groups.form_of(request.form.get("sends", "")),
        )
    flash(f"记下了，下一次公示往“{row.name}”发：{ROBOT_FORMS[row.sends].text}。")


@bp.post("/groups/<int:channel_id>/sends")
@needs(Action.CHANNELS)
@mends(to_groups)
def change_form(channel_id: int) -> ResponseReturnValue:
    choose_form(channel_id)
    return redirect(to_groups(), 303)


@bp.post("/groups/<int:channel_id>/off")
@needs(Action.CHANNELS)
@mends(to_groups)
def disable_group(channel_id: int) -> ResponseReturnValue:
    switch_channel(channel_id, village_groups.disable, "停用了，以后不往这里发。")
    return redirect(to_groups(), 303)


@bp.post("/groups/<int:channel_id>/on")
@needs(Action.CHANNELS)
@mends(to_groups)
def enable_group(channel_id: int) -> ResponseReturnValue:
    switch_channel(channel_id, village_groups.enable, "又用起来了。")
    return redirect(to_groups(), 303)


def switch_channel(channel_id: int, verb: Callable[..., Channel], said: str) -> None:
    with request_context.act() as act:
        row = verb(act, channel_id=channel_id)
        count = missed(act.session, channel_id) if row.is_active else 0
    flash(said)
    if count:
        flash(MISSED.format(count))


@bp.post("/groups/<int:channel_id>/probe")
@needs(Action.CHANNELS)
@mends(to_groups)
def probe_group(channel_id: int) -> ResponseReturnValue:
    probe_channel(channel_id, request_context.actor().place_code)
    return redirect(to_groups(), 303)


def probe_channel(channel_id: int, place_code: str) -> None:
    """Send a test message; the network is waited for outside any transaction."""
    chosen = request_context.settings()
    rows = village_groups.of_place(request_context.session(), place_code)
    row = next((r for r in rows if r.id == channel_id), None)
    if row is None or not village_groups.has_robot(row):
        flash("这个群没有机器人，不用试。")
        return
    said = village_groups.probe(
        row,
        api=chosen.wecom_api,
        secret_key=chosen.secret_key,
        at=request_context.now(),
    )
    flash(said)
