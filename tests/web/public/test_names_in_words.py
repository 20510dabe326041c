"""A clerk's words go further than the list: no full name of the list goes with them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import AT, CASES, VILLAGE, Case
from villagepub import db
from villagepub.content import NoticeContent
from villagepub.forms.entry import Edit
from villagepub.models import Delivery, Draft, Notice, NoticeVersion
from villagepub.notices import corrections, drafts
from villagepub.notices.draft_sheet import DraftSheet, Options
from villagepub.notices.errors import NotReady
from villagepub.states import Attribute

LATER = AT + timedelta(days=2)
PATHS = ("", ".json", ".txt", ".csv", "/v1", "/v2")


def name_of(session: Session) -> str:
    """Somebody on the list of the first version."""
    content = NoticeContent.from_json(session.exec(select(NoticeVersion.content)).one())
    place = [c.kind for c in content.board.columns].index("name")
    return content.board.rows[3].cells[place]


def row_of(draft: Draft, name: str) -> tuple[str, int]:
    tables = DraftSheet.from_json(draft.sheet).tables
    row = next(r for t in tables for r in t.rows if name in r.cells)
    return tables[0].name, row.row


def _correct(session: Session, reason: str) -> Draft:
    return corrections.correct(
        stage.act(session, "laotuo", LATER),
        notice_id=session.exec(select(Notice.id)).one() or 0,
        reason=reason,
    )


def _drop(session: Session, name: str) -> None:
    """The household that the reason names is not on the new list."""
    draft = _correct(session, f"{name}家不该领")
    row = row_of(draft, name)[1]
    draft = drafts.change(
        stage.act(session, "laotuo", LATER),
        draft_id=draft.id,
        revision=draft.revision,
        edits=[Edit(part="", row=row, column="", value="drop")],
    )
    draft = stage.settle_all(session, draft, LATER)
    stage.approve(session, stage.submit(session, draft, LATER), LATER)


def _restrict(session: Session, name: str) -> None:
    """Without a list on the notice nothing tells what is a name."""
    draft = _correct(session, "部分公开")
    draft = drafts.set_options(
        stage.act(session, "laotuo", LATER),
        draft_id=draft.id,
        revision=draft.revision,
        options=Options(paragraphs=(f"{name}家另行通知",)),
        attribute=Attribute.PARTIAL,
        attribute_reason=f"涉及{name}家的私事",
    )
    stage.approve(session, stage.submit(session, draft, LATER), LATER)


def _withdraw(session: Session, name: str) -> None:
    stage.withdraw(session, at=LATER, reason=f"{name}家的数写错了")


@pytest.mark.parametrize("case", [CASES[0], CASES[2]], ids=lambda c: c.item)
@pytest.mark.parametrize("act", [_drop, _restrict, _withdraw])
def test_no_reason_names_anybody_outside_the_village(
    client: FlaskClient,
    county: Engine,
    sheets_folder: Path,
    act: Callable[[Session, str], None],
    case: Case,
) -> None:
    public_id = stage.publish(county, sheets_folder, case)
    with db.transaction(county) as session:
        name = name_of(session)
        act(session, name)
        sent = "".join(session.exec(select(Delivery.payload)))
    paths = [f"/n/{public_id}{end}" for end in PATHS]
    paths += [f"/v/{VILLAGE}", f"/v/{VILLAGE}/feed.atom", f"/v/{VILLAGE}/feed.json"]
    shown = {p: client.get(p).get_data(as_text=True) for p in paths}
    assert not [p for p, text in shown.items() if name in text]
    assert name not in sent


def test_a_name_of_the_list_is_no_title(county: Engine, sheets_folder: Path) -> None:
    with db.transaction(county) as session:
        draft = stage.begin(session)
        data = (sheets_folder / "notices" / CASES[0].file).read_bytes()
        draft = stage.settle_all(session, stage.upload(session, draft, data, "表.xlsx"))
        draft = drafts.set_options(
            stage.act(session, "laotuo", AT),
            draft_id=draft.id,
            revision=draft.revision,
            options=Options(title="白志明家的补贴"),
            attribute=Attribute.ACTIVE,
            attribute_reason="",
        )
        with pytest.raises(NotReady, match="人名"):
            stage.submit(session, draft)
