"""The township's own groups; the villages keep theirs themselves."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.channels import village_groups as verbs
from villagepub.states import ROBOT_FORMS
from villagepub.web.clerk.groups.views import (
    add_channel,
    channel_lines,
    choose_form,
    probe_channel,
    replace_address,
    switch_channel,
)
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs
from villagepub.web.township import bp
from villagepub.web.township.place import township


def to_groups(**_: object) -> str:
    return url_for("township.groups")


@bp.get("/groups/")
@needs(Action.CHANNELS)
def groups() -> ResponseReturnValue:
    return render_template(
        "township/groups/page.html",
        lines=channel_lines(township().code),
        forms=ROBOT_FORMS,
    )


@bp.post("/groups/")
@needs(Action.CHANNELS)
@mends(to_groups)
def add_group() -> ResponseReturnValue:
    add_channel(township().code)
    return redirect(to_groups(), 303)


@bp.post("/groups/<int:channel_id>/off")
@needs(Action.CHANNELS)
@mends(to_groups)
def disable_group(channel_id: int) -> ResponseReturnValue:
    switch_channel(channel_id, verbs.disable, "停用了，以后不往这里发。")
    return redirect(to_groups(), 303)


@bp.post("/groups/<int:channel_id>/on")
@needs(Action.CHANNELS)
@mends(to_groups)
def enable_group(channel_id: int) -> ResponseReturnValue:
    switch_channel(channel_id, verbs.enable, "又用起来了。")
    return redirect(to_groups(), 303)


@bp.post("/groups/<int:channel_id>/probe")
@needs(Action.CHANNELS)
@mends(to_groups)
def probe_group(channel_id: int) -> ResponseReturnValue:
    probe_channel(channel_id, township().code)
    return redirect(to_groups(), 303)


@bp.post("/groups/<int:channel_id>/address")
@needs(Action.CHANNELS)
@mends(to_groups)
def change_address(channel_id: int) -> ResponseReturnValue:
    replace_address(channel_id)
    return redirect(to_groups(), 303)


@bp.post("/groups/<int:channel_id>/sends")
@needs(Action.CHANNELS)
@mends(to_groups)
def change_form(channel_id: int) -> ResponseReturnValue:
    choose_form(channel_id)
    return redirect(to_groups(), 303)
