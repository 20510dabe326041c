"""Sheets whose notice went wrong once, with what a careful person expects of it."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.forms.case_sheets import CASES, from_file
from tests.notices.test_store_and_compose import frame
from tests.stage import AT, Case
from villagepub import db, render
from villagepub.duties.workdays import PUBLISHED
from villagepub.notices.content.composer import compose


def test_a_period_over_new_year_counts_the_statutory_day_and_is_an_estimate() -> None:
    found = from_file("01-holiday-2027", "01_dibao.xlsx", "T6")
    assert found.problems == ()
    content = compose(replace(frame(found.form), on=date(2026, 12, 28)), found.entry)
    assert content.objection_until == date(2027, 1, 6)
    assert "（7个工作日，暂估）" in content.objection_period


def test_statutory_days_are_free_without_any_announcement() -> None:
    assert PUBLISHED.add_workdays(date(2026, 12, 10), 20) == date(2027, 1, 8)
    spring = PUBLISHED.objection_end(date(2027, 2, 1), 7, "working")
    # 2月5日 to 8日 are 春节; for its Saturday and Sunday 9日 and 10日 are free
    assert spring == date(2027, 2, 15)


def test_a_character_without_a_glyph_is_named_by_the_row_of_the_clerks_sheet(
    county: Engine,
) -> None:
    name = "12_rare.xlsx"
    data = (CASES / "12-font-row-number" / name).read_bytes()
    with db.transaction(county) as session:
        draft = stage.begin(session, Case("高龄老人补贴对象", "2026Q2", name))
        draft = stage.upload(session, draft, data, name)
        draft = stage.settle_all(session, draft, choose="explain")
        with pytest.raises(render.MissingGlyph) as fault:
            stage.submit(session, draft, AT)
    assert "第 44 行“吕□" in str(fault.value)
