"""A circle is the notice's: what leaves the web leaves it in every version and word."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT, CASES
from villagepub import db, forms, render
from villagepub.audit_actions import AuditAction
from villagepub.content import NoticeContent, Sheet
from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.township.open_words import WITHHELD, OpenWords
from villagepub.models import AuditEntry
from villagepub.notices import expiry, queries
from villagepub.notices.content.names_in_words import web_words
from villagepub.states import ATTRIBUTES, Attribute


def content_of(county: Engine, public_id: str) -> NoticeContent:
    with db.reading(county) as session:
        found = queries.published(session, public_id)
    assert found is not None
    return found.content


def test_names_leave_the_web_when_the_posting_is_over(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    before = content_of(county, public_id)
    assert before.posting_until is not None
    assert expiry.take_names_down(county, at=AT + timedelta(days=2)) == 0
    assert expiry.take_names_down(county, at=AT + timedelta(days=40)) == 1
    assert expiry.take_names_down(county, at=AT + timedelta(days=41)) == 0
    after = content_of(county, public_id)
    assert before.web.rows
    assert not after.web.rows
    assert not after.board.rows
    assert after.web.total == before.web.total
    assert after.check_code == before.check_code
    with db.reading(county) as session:
        entry = session.exec(
            select(AuditEntry).where(
                AuditEntry.action == AuditAction.NOTICE_NAMES_GONE.value
            )
        ).one()
        whole = queries.as_signed(session, public_id)
    assert entry.actor_name == "系统"
    assert whole is not None
    assert whole.content.board.rows == before.board.rows


def test_an_earlier_version_is_as_narrow_as_the_current_one(
    county: Engine, sheets_folder: Path
) -> None:
    first = content_of(county, stage.publish(county, sheets_folder))
    word = ATTRIBUTES[Attribute.ON_REQUEST].text
    web = replace(first.web, sections=(), note=f"{word}。理由：涉及隐私")
    narrow = queries.narrowed(first, replace(first, attribute=word, web=web))
    assert not narrow.web.rows
    assert not narrow.board.rows
    assert not narrow.facts
    assert narrow.check_code == first.check_code
    assert queries.narrowed(first, first) == first


@pytest.mark.parametrize(
    "text",
    ["李燕家去世一人", "4组少一户", "找13749219033", "户主住院", "名单改了"],
)
def test_of_an_aid_list_no_free_word_is_on_the_web(
    county: Engine, sheets_folder: Path, text: str
) -> None:
    content = content_of(county, stage.publish(county, sheets_folder, CASES[2]))
    said = replace(content, title=text, paragraphs=(text,), explanations=(text,))
    web = render.open_web(said)
    assert text not in web.to_json()
    assert web.paragraphs == (render.ON_THE_WALL,)
    assert web.title == content.title
    assert text not in render.share_text(said)


@pytest.mark.parametrize(
    "said",
    [
        "{name}家重新量过",
        "{spaced}家重新量过",
        "东头断了一条腿那家重新量过",
        "今年的标准每亩 60 元。",
    ],
)
def test_beside_a_list_of_people_only_phrases_are_on_the_web(
    county: Engine, sheets_folder: Path, said: str
) -> None:
    """No list of words knows of whom a sentence speaks."""
    content = content_of(county, stage.publish(county, sheets_folder))
    names = [r.cells[1] for r in stage_board(county, content.public_id).rows if r.cells]
    name = next(n for n in names if len(n) == 3)
    text = said.format(name=name, spaced=" ".join(name))
    chosen = "钱没有到账的，到村委会问。"
    web = render.open_web(replace(content, paragraphs=(chosen, text), title=text))
    assert web.paragraphs == (chosen, render.ON_THE_WALL)
    assert web.title == content.title


OWN_LIST = ("own|name|姓名|", "own|money|金额|元")
OWN_PLACES = ("own|text|装在哪|", "own|name|谁管|")


@pytest.mark.parametrize(
    ("keys", "is_said"), [(OWN_LIST, False), (OWN_PLACES, True), ((), True)]
)
def test_a_free_notice_that_lists_people_is_told_in_phrases(
    keys: tuple[str, ...], *, is_said: bool
) -> None:
    values = {"姓名": "王建国", "谁管": "王建国", "金额": "300", "装在哪": "路口"}
    rows = (Record(row=2, values={k: values[k.split("|")[2]] for k in keys}),)
    entry = Entry(parts=(Part(records=rows if keys else ()),))
    words = web_words(forms.get(forms.FREE), entry)
    said = "东头那家门外的路灯"
    assert words(said) == (said if is_said else WITHHELD)
    if keys:
        assert words("王建国家的数写错了") == WITHHELD


def _typed(sheet: Sheet) -> Sheet:
    """As if a clerk had said of each column what it is."""
    keys = (
        f"own|name|{c.head}|" if "名" in c.head else f"own|money|{c.head}|元"
        for c in sheet.columns
    )
    columns = (replace(c, key=k) for c, k in zip(sheet.columns, keys, strict=True))
    return replace(sheet, columns=tuple(columns))


def test_the_web_calls_a_free_list_of_people_after_its_item(
    county: Engine, sheets_folder: Path
) -> None:
    """The item stands on the township's list: no clerk wrote it about anybody."""
    content = content_of(county, stage.publish(county, sheets_folder))
    free = replace(
        content,
        form=forms.FREE,
        item="自来水收费",
        period="2026年9月12日",
        title="东头断了一条腿那家的水费",
        board=_typed(content.board),
        web=_typed(content.web),
    )
    assert render.open_web(free).title == "2026年9月12日公布的自来水收费"


@pytest.mark.parametrize(
    "text",
    [
        "付{name}工钱",
        "付{spaced}工钱",
        "住院慰问金",
        "转到 2710071101201000",
        "二七一〇〇七一一〇一",
    ],
)
def test_a_cell_of_words_passes_the_gate_like_a_sentence(
    county: Engine, sheets_folder: Path, text: str
) -> None:
    public_id = stage.publish(county, sheets_folder, CASES[1])
    content = content_of(county, public_id)
    wall = stage_board(county, public_id)
    at = [c.kind for c in wall.columns].index("name")
    name = next(row.cells[at] for row in wall.rows if len(row.cells[at]) > 1)
    text = text.format(name=name, spaced="　".join(name))
    words = [c.key for c in content.web.columns].index("text")
    whole = replace(content, board=wall, web=_with(content.web, words, text))
    web = render.open_web(whole)
    assert web.web.rows[1].cells[words] == WITHHELD
    assert text not in web.to_json()
    assert web.web.rows[2] == content.web.rows[2]


def _with(sheet: Sheet, column: int, text: str) -> Sheet:
    """The sheet with this text in the second row."""
    first, *others = sheet.sections
    rows = list(first.rows)
    cells = rows[1].cells
    rows[1] = replace(rows[1], cells=(*cells[:column], text, *cells[column + 1 :]))
    return replace(sheet, sections=(replace(first, rows=tuple(rows)), *others))


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("镇上核对后改正。李燕家少量了半亩", "镇上核对后改正。"),
        ("镇上核对后改正", "镇上核对后改正"),
        ("今年的标准每亩 60 元。", WITHHELD),
        ("贴错了。东头断了一条腿那家的", "贴错了。"),
        ("贴错了东头断了一条腿那家的", WITHHELD),
        ("住院的那一户补上了", WITHHELD),
    ],
)
def test_of_a_reason_a_list_of_people_shows_the_phrase_alone(
    reason: str, shown: str
) -> None:
    assert OpenWords(forms.get("T8"), ["李燕"])(reason) == shown


@pytest.mark.parametrize(
    ("form", "shown"),
    [("T1", "付王**工钱 300 元"), ("T0", "付王建国工钱 300 元"), ("T8", WITHHELD)],
)
def test_a_sentence_beside_a_ledger_names_nobody_in_full(form: str, shown: str) -> None:
    assert OpenWords(forms.get(form), [])("付王建国工钱 300 元") == shown


def stage_board(county: Engine, public_id: str):  # type: ignore[no-untyped-def]
    with db.reading(county) as session:
        found = queries.as_signed(session, public_id)
    assert found is not None
    return found.content.board
