"""An identity number in the oddest corner of a sheet or a form is nowhere kept."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy.engine import Engine
from sqlmodel import Session

from tests import stage
from tests.stage import AT
from villagepub import db
from villagepub.forms.entry import Edit
from villagepub.models import Draft, metadata
from villagepub.notices import corrections, drafts, review
from villagepub.notices.draft_sheet import DraftSheet, Options
from villagepub.states import Attribute

PLANTED = "610624190711130395"
PHONE = "13749219033"
HEADS = ["序号", "姓名", "组别", "面积（亩）", "补贴标准", "补贴金额", "备注"]
ROW: list[Any] = [1, "拓小梅", "1组", 10, 60, 600, ""]


def book(
    heads: list[str] = HEADS,
    row: list[Any] = ROW,
    *,
    title: str = "马家沟村2026年耕地地力保护补贴登记表",
    sheet: str = "Sheet1",
    section: str = "",
    note: str = "",
) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    page = made.add_worksheet(sheet)
    page.write(0, 0, title)
    page.write_row(1, 0, heads)
    first = 2
    if section:
        page.write(2, 0, section)
        first = 3
    page.write_row(first, 0, row)
    page.write_row(first + 1, 0, [2, "白世雄", *row[2:]])
    page.write(first + 2, 0, note)
    page.write_comment(first, 1, f"本人 {PLANTED}")
    made.close()
    return out.getvalue()


BOOKS = {
    "the title": book(title=f"2026年耕地地力保护补贴 经办人{PLANTED}"),
    "a head": book(heads=[*HEADS[:6], f"备注 {PLANTED}"]),
    "a sheet's name": book(sheet=f"表{PLANTED}"),
    "the name": book(row=[1, f"拓小梅{PLANTED}", *ROW[2:]]),
    "a note": book(row=[*ROW[:6], f"妻ID{PLANTED} 电话+86{PHONE}"]),
    "a group": book(row=[1, "拓小梅", f"1组 {PLANTED}", *ROW[3:]]),
    "a figure": book(row=[1, "拓小梅", "1组", 10, 60, f"600元{PLANTED}", ""]),
    "a section": book(section=f"一组 组长{PLANTED}"),
    "a line below": book(note=f"制表人：拓小梅 {PLANTED}"),
    "a column without a head": book(
        heads=[*HEADS[:6], ""], row=[*ROW[:6], int(PLANTED)]
    ),
    "a formula": book(row=[*ROW[:6], f'="{PLANTED}"']),
}


@pytest.fixture
def is_kept(county: Engine) -> Callable[[], str]:
    """Table and column that hold a planted number; '' if none does."""

    def look() -> str:
        with county.connect() as connection:
            return " ".join(
                f"{table.name}.{name}"
                for table in metadata.sorted_tables
                for row in connection.execute(table.select()).mappings()
                for name, value in row.items()
                if PLANTED in str(value) or PHONE in str(value)
            )

    return look


@pytest.mark.parametrize("data", BOOKS.values(), ids=BOOKS)
def test_no_corner_of_a_sheet_brings_a_number_in(
    county: Engine, is_kept: Callable[[], str], data: bytes
) -> None:
    with db.transaction(county) as session:
        stage.upload(session, stage.begin(session), data, f"登记表{PLANTED}.xlsx")
    assert is_kept() == ""


def _options(session: Session, draft: Draft) -> None:
    drafts.set_options(
        stage.act(session, "laotuo", AT),
        draft_id=draft.id,
        revision=draft.revision,
        options=Options(title=f"公示{PLANTED}", paragraphs=(f"问{PHONE}", "好")),
        attribute=Attribute.PARTIAL,
        attribute_reason=f"涉及{PLANTED}",
    )


def _edit(session: Session, draft: Draft) -> None:
    drafts.change(
        stage.act(session, "laotuo", AT),
        draft_id=draft.id,
        revision=draft.revision,
        edits=[Edit(part="Sheet1", row=3, column="note", value=f"电话+86{PHONE}")],
    )


def _return(session: Session, draft: Draft) -> None:
    stage.submit(session, stage.settle_all(session, draft))
    review.send_back(
        stage.act(session, "zhe", AT),
        draft_id=draft.id,
        revision=draft.revision,
        remark=f"这个人的身份证 {PLANTED} 不对",
    )


def _correct(session: Session, draft: Draft) -> None:
    stage.submit(session, stage.settle_all(session, draft))
    notice = stage.approve(session, draft)
    corrections.correct(
        stage.act(session, "laotuo", AT + timedelta(days=2)),
        notice_id=notice.id,
        reason=f"{PLANTED} 写错了",
    )


def _withdraw(session: Session, draft: Draft) -> None:
    stage.submit(session, stage.settle_all(session, draft))
    notice = stage.approve(session, draft)
    stage.withdraw(
        session, notice.public_id, AT + timedelta(days=2), reason=f"表头写成了{PLANTED}"
    )


@pytest.mark.parametrize("type_in", [_options, _edit, _return, _correct, _withdraw])
def test_what_people_type_goes_through_the_gate(
    county: Engine,
    is_kept: Callable[[], str],
    type_in: Callable[[Session, Draft], None],
) -> None:
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), book(), "登记表.xlsx")
        type_in(session, draft)
    assert is_kept() == ""


def test_identities_are_still_found_under_a_cut_sheet_name(county: Engine) -> None:
    data = book(
        heads=[*HEADS[:6], "身份证号"], row=[*ROW[:6], PLANTED], sheet=f"表{PLANTED}"
    )
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), data, "登记表.xlsx")
        sheet = DraftSheet.from_json(draft.sheet)
    assert {i.sheet for i in sheet.identities} == {sheet.tables[0].name}
