"""综合栏: what the quarter's notices say, and what is said of a block without any."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT, CASES
from villagepub import db, forms
from villagepub.duties import declarations
from villagepub.models import Notice, NoticeVersion, VillageItem
from villagepub.notices import drafts, quarter_board
from villagepub.notices.quarter_board import GONE, MISSING, NOTHING
from villagepub.period import Period


def test_every_form_has_its_block() -> None:
    told = {key for block in quarter_board.blocks() for key in block.forms}
    assert told == set(forms.load()) - {"T0", "T20"}


def said(engine: Engine, period: str) -> dict[str, list[str]]:
    """The blocks' texts, by name."""
    found: dict[str, list[str]] = {}
    with db.reading(engine) as session:
        edits = quarter_board.rows(session, stage.VILLAGE, Period.parse(period))
    lines: dict[int, dict[str, str]] = {}
    for edit in edits:
        lines.setdefault(edit.row, {})[edit.column] = edit.value
    for line in lines.values():
        found.setdefault(line["block"], []).append(f"{line['title']}|{line['text']}")
        assert not line["number"] or line["number"].startswith("〔2026〕")
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
        draft = drafts.start(act, item_id=item.id, period="2026Q1")
        notice = session.get_one(Notice, draft.notice_id)
        assert notice.form == "T20"
        assert draft.sheet.count('"block"') == len(quarter_board.blocks())
        assert session.exec(select(NoticeVersion)).first() is None


def test_what_was_withdrawn_is_not_said_to_be_nothing(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder, CASES[0])
    with db.transaction(county) as session:
        stage.withdraw(
            session, public_id, AT + timedelta(days=2), reason="名单重新核对"
        )
    assert said(county, "2026Q2")["惠农补贴发放"] == [f"|{GONE}"]


def test_what_is_being_written_is_not_said_to_be_nothing(county: Engine) -> None:
    with db.transaction(county) as session:
        item = VillageItem(
            village_code=stage.VILLAGE,
            item_key="征地补偿费分配",
            name="征地补偿费分配",
            form="T16",
        )
        session.add(item)
        session.flush()
        act = stage.act(session, "laotuo", AT)
        drafts.start(act, item_id=item.id, period="2026-05-03")
    assert said(county, "2026Q2")["征地补偿"] == [f"|{MISSING}"]
    assert said(county, "2026Q1")["征地补偿"] == [f"|{NOTHING}"]


def test_what_the_township_waits_for_no_more_is_still_missing(county: Engine) -> None:
    with db.transaction(county) as session:
        declarations.waive(
            stage.act(session, "bai", AT + timedelta(days=30)),
            item_id=stage.item_id(session, stage.AID),
            period="2026Q2",
            reason="镇上统一补",
            names=(),
        )
    assert said(county, "2026Q2")["农村低保和临时救助"] == [f"|{MISSING}"]


def test_one_block_owes_only_what_is_its_own(county: Engine) -> None:
    """特困供养 has a block of its own: 低保 says nothing of it."""
    assert quarter_board.block_of(
        "T7", "特困人员救助供养"
    ) is not quarter_board.block_of("T7", stage.AID)
    with db.transaction(county) as session:
        low = session.get_one(VillageItem, stage.item_id(session, stage.AID))
        low.name = "特困人员救助供养"
    found = said(county, "2026Q2")
    assert found["特困供养"] == [f"|{MISSING}"]
    assert found["农村低保和临时救助"] == [f"|{NOTHING}"]
