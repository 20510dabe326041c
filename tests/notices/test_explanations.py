"""What the clerk explained stands beside the list: names whole on the wall only."""

from pathlib import Path

from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import CASES
from villagepub import clock, db, render
from villagepub.content import NoticeContent
from villagepub.forms.entry import Decision
from villagepub.models import Notice
from villagepub.notices import open_draft, queries

SAID = "多的是开荒地，镇上量过。"


def published(engine: Engine, data: Path) -> NoticeContent:
    """The subsidy list, one thing explained, the rest mended."""
    case = CASES[0]
    with db.transaction(engine) as session:
        sheet = (data / "notices" / case.file).read_bytes()
        draft = stage.upload(session, stage.begin(session), sheet, case.file)
        notice = session.get_one(Notice, draft.notice_id)
        decisions = [
            Decision(code=p.code, choice="explain", text=SAID)
            if "白志明" in p.title
            else Decision(code=p.code, choice=p.choices[0].id, value=p.choices[0].value)
            for p in open_draft.of(
                session, notice, draft, on=clock.day(draft.saved_at)
            ).inspection.open
        ]
        draft = stage.settle(session, draft, decisions)
        stage.approve(session, stage.submit(session, draft))
        found = queries.published(session, notice.public_id)
        assert found is not None
        return found.content


def test_only_what_still_looks_wrong_is_explained(
    county: Engine, sheets_folder: Path
) -> None:
    content = published(county, sheets_folder)
    assert len(content.explanations) == 1
    assert SAID in content.explanations[0]
    assert "白志明" in content.explanations[0]


def test_an_explanation_names_nobody_outside_the_village(
    county: Engine, sheets_folder: Path
) -> None:
    shown = render.for_open_web(published(county, sheets_folder))
    assert SAID in shown.explanations[0]
    assert "白志明" not in shown.explanations[0]
    assert "白**" in shown.explanations[0]
