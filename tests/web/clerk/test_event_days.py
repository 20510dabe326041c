"""Several meetings or projects of one day: each a notice, told apart in every list."""

import io
from dataclasses import replace

from tests.web.clerk.desk import Desk, first_ways
from tests.web.clerk.village_sheets import SHEETS, VillageSheet
from tests.web.conftest import Page

FIRST = next(sheet for sheet in SHEETS if sheet.form == "T17")
SECOND = replace(
    FIRST, text=FIRST.text.replace("误工补贴的人员和标准", "村里路灯维修的筹资")
)
DAY, NEXT = f"9月2日 {FIRST.item}", f"9月2日（第二件） {FIRST.item}"


def bring(clerk: Desk, sheet: VillageSheet) -> Page:
    """From the row that waits for one more, with the day of the meeting."""
    rows = clerk.get("/clerk/").soup.select("a.cell[href*='/upload/']")
    path = next(str(a["href"]) for a in rows if sheet.item in a.get_text())
    came = (io.BytesIO(sheet.data), sheet.name)
    return clerk.send(
        clerk.get(path), {"period": sheet.day, "file": came}, action="/read"
    )


def hand_in(clerk: Desk, page: Page) -> None:
    checked = clerk.send(page, first_ways(page), action="/settle")
    assert "交给监委会了" in clerk.send(checked, action="/submit").words


def names(clerk: Desk) -> list[str]:
    """How the list calls the item's notices, and the row for one more."""
    cells = clerk.get("/clerk/").soup.select(".cell b")
    return [b.get_text() for b in cells if FIRST.item in b.get_text()]


def test_a_second_meeting_of_the_day_is_a_notice_of_its_own(clerk: Desk) -> None:
    bring(clerk, FIRST)
    assert "这是2026年9月2日（第二件）" in bring(clerk, SECOND).words
    assert sorted(names(clerk)) == sorted([DAY, NEXT, FIRST.item])


def test_the_same_sheet_again_is_the_same_notice(clerk: Desk) -> None:
    bring(clerk, FIRST)
    assert "第二件" not in bring(clerk, FIRST).words
    assert names(clerk) == [DAY, FIRST.item]


def test_a_meeting_after_a_posted_one_of_that_day_has_its_own_title(
    clerk: Desk, signer: Desk
) -> None:
    hand_in(clerk, bring(clerk, FIRST))
    hand_in(clerk, bring(clerk, SECOND))
    waiting = signer.get("/review/").words
    assert "2026年9月2日村级重大事项表决结果" in waiting
    assert "2026年9月2日（第二件）村级重大事项表决结果" in waiting
