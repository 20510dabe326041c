"""No line of an aid list on the web is about one household."""

import pytest

from villagepub import forms
from villagepub.forms.entry import Entry, Part, Record
from villagepub.notices.content.tables import web

FORM = forms.get("T7")


def entry(*groups: str) -> Entry:
    records = tuple(
        Record(
            row=n, values={"group": g, "name": f"人{n}", "people": "1", "amount": "100"}
        )
        for n, g in enumerate(groups, 2)
    )
    return Entry(parts=(Part(records=records),))


@pytest.mark.parametrize(
    ("groups", "lines"),
    [
        (["1组", "1组", "2组", "2组"], [("1组", "2"), ("2组", "2")]),
        (["1组"] * 3 + ["2组"] * 2 + ["3组"], [("1组", "3"), ("2组、3组", "3")]),
        (["1组", "2组", "3组"], [("1组、2组、3组", "3")]),
        (["1组", "2组", "3组", "3组"], [("1组、2组", "2"), ("3组", "2")]),
        (["", "2组", "2组"], [("2组、没有写组", "3")]),
        (["1组"], [("1组", "1")]),
    ],
)
def test_a_lonely_household_stands_with_others(
    groups: list[str], lines: list[tuple[str, str]]
) -> None:
    sheet = web(FORM, entry(*groups))
    assert [row.cells[:2] for row in sheet.rows] == lines
    assert sheet.total[1] == str(len(groups))
