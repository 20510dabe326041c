"""What the clerk explained stands beside the list: names whole on the wall only."""

from dataclasses import replace
from pathlib import Path

import pytest
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


def test_a_clerks_own_words_about_a_household_stay_on_the_wall(
    county: Engine, sheets_folder: Path
) -> None:
    content = published(county, sheets_folder)
    assert render.for_open_web(content).explanations == ()
    told = (
        "4组 白志明的补贴面积 13.25 亩改成 12.35 亩。",
        "4组 白志明写了两遍，删了一遍。",
    )
    shown = render.for_open_web(replace(content, explanations=told))
    assert shown.explanations == tuple(s.replace("白志明", "白**") for s in told)


@pytest.mark.parametrize(
    "said",
    [
        "补贴面积超过确权面积。文书说明：东头断了一条腿那家的。",
        "删了第 9 行 东头那家。",
        "4组 王**用途“断腿的那家”改成 5 亩。",
        "4组 王**用途改成 给东头那家。",
    ],
)
def test_no_words_of_the_sheet_or_the_clerk_are_in_a_sentence_for_the_web(
    county: Engine, sheets_folder: Path, said: str
) -> None:
    content = replace(published(county, sheets_folder), explanations=(said,))
    assert render.for_open_web(content).explanations == ()
