"""Preview, letters, the booklet of powers and what is exported, held against other reckoning.

Each right value is read here from the sheet, the list or the letter itself, by TOML
and by hand, and by no code of the product.
"""

import csv
import io
import re
import tomllib
from collections import Counter
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.notices.content.office_lists import OFFICES, drawn, shown
from tests.render.reading import pdf_text, squeezed
from tests.stage import VILLAGE
from villagepub import db, powers, render
from villagepub.letters import matters, register
from villagepub.letters.register import LetterChoice
from villagepub.models import LetterKind
from villagepub.notices import open_draft, publication
from villagepub.powers.printouts import PrintoutPlace, book_of

SAMPLE = tomllib.loads(
    files("villagepub.powers").joinpath("sample.toml").read_text("utf-8")
)["items"]


@pytest.mark.parametrize("seed", range(3))
def test_a_drafts_preview_comes_to_what_its_sheet_does(
    county: Engine, seed: int
) -> None:
    raw = drawn(OFFICES["T8"], seed + 20)
    with db.transaction(county) as session:
        data = io.StringIO()
        csv.writer(data).writerows(line.split("\t") for line in raw.text.splitlines())
        draft = stage.upload(
            session, stage.begin(session), data.getvalue().encode(), "补贴.csv"
        )
        found = open_draft.load(
            session,
            actor=stage.actor(session, "laotuo"),
            draft_id=draft.id,
            on=date(2026, 6, 19),
        )
        content = publication.preview(session, found)
    assert content.facts[0].value == shown(raw.sum("amount"))
    assert content.facts[1].value == str(len(raw.rows))
    assert content.board.total[-1] == shown(raw.sum("amount"))
    printed = squeezed(pdf_text(render.poster_pdf(content, paper="a4", ink="black")))
    assert shown(raw.sum("area")) in printed


def test_the_booklet_counts_its_items_and_their_steps() -> None:
    ground = PrintoutPlace(
        place="延安市安塞区沿河湾镇马家沟村", village="马家沟村", publisher="村民委员会",
        township="沿河湾镇", phones=(), day=date(2026, 11, 29), is_sample=True,
    )  # fmt: skip
    book = book_of(powers.sample(), ground, url="https://gk.example.cn/power")
    text = squeezed(pdf_text(render.sheet_pdf(book)))
    assert f"共{len(SAMPLE)}项" in text
    printed = Counter(re.findall(r"(?<![第\d])(\d+)步(?:，(\d+)步要贴出来)?", text))
    told = Counter(
        (str(len(steps)), str(published) if published else "")
        for one in SAMPLE
        for steps in [one["steps"]]
        for published in [sum("publicity" in step for step in steps)]
    )
    assert {key: printed[key] for key in told} == told
    for one in SAMPLE:
        assert squeezed(one["name"]) in text
        for risk in one.get("risks", ()):
            assert f"第{risk['step']}步" in text
            assert 1 <= risk["step"] <= len(one["steps"])


def test_a_letter_counts_what_its_annex_lists_and_its_days_are_those_of_the_calendar(
    county: Engine,
) -> None:
    on = datetime(2026, 10, 29, 2, tzinfo=UTC)
    with db.transaction(county) as session:
        found = matters.of_village(session, VILLAGE, on=date(2026, 10, 29))
        letter = register.draft(
            session,
            LetterChoice(
                kind=LetterKind.REMIND,
                village_code=VILLAGE,
                keys=[one.key for one in found],
                word="沿政公函",
                contact="白玉兰",
                copy="",
                due_on=date(2026, 11, 5),
            ),
            on=on.date(),
        )
    text = "".join(paragraph.text for paragraph in letter.body)
    rows = letter.annex.rows
    missing = [row for row in rows if row[3] == "公布"]
    assert f"共有{len(missing)}件没有公布" in text
    assert [int(row[0]) for row in rows] == [*range(1, len(rows) + 1)]
    assert "2026年11月5日前" in text
    named = {row[1] for row in rows}
    assert f"等{len(named)}项" in text or len(named) <= 3
    for row in missing:  # a quarter's list was due on the 公开日 of the month after it
        due = re.search(r"应于(\d+)年(\d+)月(\d+)日前", row[2])
        quarter = re.match(r"2026年第三季度", row[1])
        if due and quarter:
            assert tuple(map(int, due.groups())) == (2026, 10, 20)
