"""账号条: accounts for a whole township at once, printed, torn off and handed over."""

from collections.abc import Callable, Iterator

from flask import render_template, request
from flask.typing import ResponseReturnValue

from villagepub import account_slips, places, staff_accounts
from villagepub.access import Action
from villagepub.account_slips import NewAccount, Slip
from villagepub.errors import StaffError
from villagepub.models import Place, Staff
from villagepub.states import ROLES, Role
from villagepub.web.http import asks_again, field, mends, needs, request_context
from villagepub.web.township import bp, township

IN_VILLAGES = (Role.CLERK, Role.SUPERVISOR)


@bp.get("/slips/")
@needs(Action.STAFF)
def slips() -> ResponseReturnValue:
    return _page()


def _page(fault: str = "") -> str:
    session, town = request_context.session(), township()
    staff = [s for s in staff_accounts.staff_below(session, town.code) if s.is_active]
    villages = places.villages_of(session, town.code)
    return render_template(
        "township/slips.html",
        villages=villages,
        names=_names(staff),
        roles={role: ROLES[role].text for role in IN_VILLAGES},
        town=town.code,
        name=town.short_name,
        typed=request.form,
        signed_in=sum(not s.must_change for s in staff),
        count=len(staff),
        fault=fault,
    )


def _names(staff: list[Staff]) -> dict[tuple[str, Role], str]:
    """Who has which post where."""
    found: dict[tuple[str, Role], list[str]] = {}
    for one in staff:
        found.setdefault((one.place_code, one.role), []).append(one.name)
    return {post: "、".join(names) for post, names in found.items()}


@bp.post("/slips/")
@needs(Action.STAFF)
@asks_again(_page, StaffError)
def make_slips() -> ResponseReturnValue:
    """All that were written, or none; the passwords stand on this answer alone."""
    town = township()
    villages = places.villages_of(request_context.session(), town.code)
    wanted = list(_wanted([town, *villages]))
    if not wanted:
        raise StaffError("还没有写名字。写一个，就是一张账号条。")
    passwords = [account_slips.one_time() for _ in wanted]
    with request_context.act() as act:
        made = account_slips.make(act, wanted, passwords)
    return printed(made)


def _wanted(rows: list[Place]) -> Iterator[NewAccount]:
    for row in rows:
        for role in (*IN_VILLAGES, Role.TOWNSHIP):
            name = " ".join(request.form.get(f"{role}-{row.code}", "").split())
            if name:
                yield NewAccount(place_code=row.code, role=role, name=name)


def printed(made: list[Slip]) -> str:
    """The page to print; who leaves it never sees the passwords again."""
    return render_template(
        "township/slips/printed.html",
        slips=made,
        address=request_context.settings().base_url.partition("://")[2],
    )


@bp.post("/slips/<int:staff_id>/renew")
@needs(Action.STAFF)
@mends("township.accounts")
def renew_slip(staff_id: int) -> ResponseReturnValue:
    return _new_slip(account_slips.renew, staff_id=staff_id)


@bp.post("/slips/<int:staff_id>/enable")
@needs(Action.STAFF)
@mends("township.accounts")
def enable_account(staff_id: int) -> ResponseReturnValue:
    return _new_slip(account_slips.enable, staff_id=staff_id)


@bp.post("/slips/<int:staff_id>/hand-over")
@needs(Action.STAFF)
@mends("township.accounts")
def hand_over_account(staff_id: int) -> ResponseReturnValue:
    name = " ".join(field("name").split())
    return _new_slip(account_slips.hand_over, staff_id=staff_id, name=name)


def _new_slip(verb: Callable[..., Slip], **said: object) -> str:
    password = account_slips.one_time()  # takes its time: before the act
    with request_context.act() as act:
        slip = verb(act, password=password, **said)
    return printed([slip])
