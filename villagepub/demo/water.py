"""A form that the township of the demo made itself, and the notice that a village made in it."""

from datetime import datetime, timedelta

from sqlmodel import Session

from villagepub import clock, village_list
from villagepub.demo.publisher import (
    Upload,
    act_of,
    draft_of,
    post,
)
from villagepub.demo.scenario import MAJIAGOU, TOWNSHIP, read
from villagepub.forms import own_form
from villagepub.own_forms import versions
from villagepub.period import Period
from villagepub.settings import Settings
from villagepub.states import Role

ITEM = "自来水水费"
FORM, SHEET = f"{ITEM}.toml", f"马家沟村{ITEM}登记表.csv"
LIMIT = "每季度首月20日公开"
MADE, POSTED = timedelta(days=20), timedelta(days=6)  # before today


def make_form(session: Session, *, at: datetime) -> None:
    """Made, put on the village's list, issued: known to others once this is committed."""
    officer = act_of(session, TOWNSHIP, Role.TOWNSHIP, at - MADE)
    data, _ = own_form.read_file(read(FORM).decode(), FORM)
    row = versions.create(officer, township=TOWNSHIP, data=data, source=FORM)
    village_list.add(officer, village_codes=[MAJIAGOU], name=ITEM, form="", limit=LIMIT)
    versions.issue(officer, township=TOWNSHIP, number=row.number, items=[ITEM])


def post_charges(session: Session, settings: Settings, *, at: datetime) -> None:
    """The last quarter's list, signed some days ago."""
    posted = at - POSTED
    period = Period.holding("quarter", clock.day(posted)).previous
    text = read(SHEET).decode().format(period=period.label)
    upload = Upload(
        village=MAJIAGOU,
        item=ITEM,
        period=period.code,
        name=SHEET,
        data=text.encode(),
    )
    draft = draft_of(session, settings, upload, at=posted - timedelta(days=1))
    post(session, settings, draft, at=posted)
