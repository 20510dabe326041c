"""What was frozen by an earlier program is read by this one, and says the same."""

from datetime import date
from pathlib import Path

import pytest

from villagepub.canonical_json import canonical_json, thaw
from villagepub.content import NoticeContent
from villagepub.forms.entry import Entry, Record
from villagepub.notices.draft_sheet import DraftSheet

FROZEN = Path(__file__).parent / "data" / "frozen"
FORMS = ("T1", "T7", "T17")


@pytest.mark.parametrize("form", FORMS)
def test_an_earlier_notice_is_read_with_its_code(form: str) -> None:
    text = (FROZEN / f"{form}.content.json").read_text("utf-8")
    content = NoticeContent.from_json(text)
    assert content.form == form
    assert content.board.sections
    assert content.published_at is not None
    assert content.published_at.tzinfo is not None
    assert content.posting_until is None or isinstance(content.posting_until, date)


@pytest.mark.parametrize("form", FORMS)
def test_an_earlier_list_is_read_row_by_row(form: str) -> None:
    text = (FROZEN / f"{form}.records.json").read_text("utf-8")
    entry = thaw(Entry, text)
    assert entry.records
    assert all(any(record.values.values()) for record in entry.records)


def test_an_earlier_draft_is_read_with_its_decisions() -> None:
    sheet = DraftSheet.from_json((FROZEN / "draft.sheet.json").read_text("utf-8"))
    assert sheet.tables[0].rows
    assert len(sheet.mappings[0]) == len(sheet.tables[0].columns)


def test_unknown_keys_are_left_aside_and_missing_ones_take_their_defaults() -> None:
    assert thaw(
        Record, '{"row":4,"values":{"name":"王建国"},"colour":"red"}'
    ) == Record(row=4, values={"name": "王建国"})


def test_a_text_that_is_no_such_value_is_refused() -> None:
    with pytest.raises(ValueError, match="row"):
        thaw(Record, '{"values":{}}')


def test_freezing_what_was_thawed_gives_the_same_text() -> None:
    value = {"row": 4, "values": {"name": "王建国"}, "identity": "", "mask": ""}
    text = canonical_json(value | {"unread": {}, "written": {}})
    from dataclasses import asdict

    assert canonical_json(asdict(thaw(Record, text))) == text
