"""综合栏: what the quarter's notices say, and what is said of a block without any."""

from pathlib import Path

from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT, CASES
from villagepub import db, forms
from villagepub.models import Notice, NoticeVersion, VillageItem
from villagepub.notices import drafts, overview
from villagepub.notices.overview import MISSING, NOTHING
from villagepub.period import Period


def test_every_form_has_its_block() -> None:
    told = {key for block in overview.blocks() for key in block.forms}
    assert told == set(forms.load()) - {"T0", "T20"}


def said(engine: Engine, period: str) -> dict[str, list[str]]:
    """The blocks' texts, by name."""
    found: dict[str, list[str]] = {}
    with db.reading(engine) as session:
        edits = overview.rows(session, stage.VILLAGE, Period.parse(period))
    lines: dict[int, dict[str, str]] = {}
    for edit in edits:
        lines.setdefault(edit.row, {})[edit.column] = edit.value
    for line in lines.values():
        found.setdefault(line["block"], []).append(f"{line['title']}|{line['text']}")
    return found


def test_a_block_says_what_was_published_in_the_villages_totals(
    county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder, CASES[0])  # a year's list, hung in June
    found = said(county, "2026Q2")
    (subsidy,) = found["惠农补贴发放"]
    assert subsidy.startswith("2026年耕地地力保护补贴发放公示|补贴总额 ")
    assert "亩" in subsidy
    assert said(county, "2026Q1")["惠农补贴发放"] == [f"|{NOTHING}"]


def test_what_is_owed_and_missing_is_no_nothing(county: Engine) -> None:
    found = said(county, "2026Q2")
    assert found["农村低保和临时救助"] == [f"|{MISSING}"]
    assert found["征地补偿"] == [f"|{NOTHING}"]


def test_a_new_board_has_its_blocks_in_it(county: Engine) -> None:
    with db.transaction(county) as session:
        item = VillageItem(
            village_code=stage.VILLAGE,
            item_key="村务公开综合栏",
            name="村务公开综合栏",
            form="T20",
        )
        session.add(item)
        session.flush()
        act = stage.act(session, "laotuo", AT)
        draft = drafts.start(act, item_id=item.id or 0, period="2026Q1")
        notice = session.get_one(Notice, draft.notice_id)
        assert notice.form == "T20"
        assert draft.sheet.count('"block"') == len(overview.blocks())
        assert session.exec(select(NoticeVersion)).first() is None
