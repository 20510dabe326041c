"""小微权力 on paper: a flow chart drawn from its data, a 办事指南, the list as a booklet.

Plain values in, PDF out; every text is already what it prints.
"""

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from villagepub.content import Fact, Meta, Phone, Signature
from villagepub.render import titles
from villagepub.render.limits import bounded
from villagepub.render.qr import qr_svg
from villagepub.render.typesetter import Setting, Template
from villagepub.settings import is_this_machine

_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff])")
Mark = tuple[Literal["vote", "pub"], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class PosterFrame:
    """What every poster has around its body. ``call`` stands under the code of ``url``."""

    place: str
    publisher: str
    title: str
    title_parts: tuple[str, ...]
    kind: str  # 示例 权力 指南
    area: str
    number: str
    day: date
    url: str
    call: str
    objection: str
    phones: tuple[Phone, ...]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A code with its words: 空表, 填写说明, 样表."""

    name: str
    note: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartStep:
    """``lane``: which column. ``back``: the step it returns to, from 1; 0 none.
    ``risks``: number and words of each.
    """

    lane: int
    what: str
    more: str = ""
    marks: tuple[Mark, ...] = ()
    days: str = ""
    papers: str = ""
    failed: str = ""
    back: int = 0
    risks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PowerChart:
    """``risks``: 可能出什么事, 怎么防, 谁盯."""

    frame: PosterFrame
    meta: tuple[Meta, ...]
    lanes: tuple[str, ...]
    steps: tuple[ChartStep, ...]
    risks: tuple[tuple[str, str, str], ...]
    total: str  # 9 步，4 步要贴出来


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideSheet:
    """``papers``: 材料, 形式和份数, 从哪里来; ``flow``: 步骤, 说明, 时限."""

    frame: PosterFrame
    facts: tuple[Fact, ...]
    basis: tuple[str, ...]
    bodies: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...]
    flow: tuple[tuple[str, str, str], ...]
    papers: tuple[tuple[str, str, str], ...]
    codes: tuple[Code, ...]
    results: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BookItem:
    """A page of the booklet. ``rows``: label and words; ``steps``: 谁 办什么 几天 要求."""

    no: str
    name: str
    marks: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str, str, str], ...]
    risks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PowerBook:
    """``areas``: name and items, in their order."""

    place: str
    publisher: str
    title: str
    foreword: str
    day: date
    url: str
    phones: str
    areas: tuple[tuple[str, tuple[BookItem, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    """An application form: ``blanks`` are label, how to fill it, a filled sample.

    ``look``: the empty form, the same with how to fill it, or filled as a sample.
    """

    title: str
    to: str
    look: Literal["blank", "notes", "sample"]
    blanks: tuple[tuple[str, str, str], ...]
    day: date


PowerSheet = PowerChart | GuideSheet | PowerBook | Application


@bounded
def sheet_pdf(sheet: PowerSheet) -> bytes:
    """A flow chart (A3, as many sheets as its steps need), a guide (A3), a booklet (A4)
    or an application form (A4). Raises Unprintable for a character the font lacks.
    """
    match sheet:
        case PowerChart():
            template, data = _chart(sheet)
        case GuideSheet():
            template, data = _guide(sheet)
        case PowerBook():
            template, data = _book(sheet)
        case Application():
            template, data = "application", asdict(sheet) | _day(sheet.day)
    return Setting(template, _tight(data)).pdf()


def _tight(said: Any) -> Any:
    """On paper no space stands between a figure and its word; the screen's texts have it."""
    if isinstance(said, dict):
        return {key: _tight(value) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [_tight(value) for value in said]
    return _GAP.sub("", said) if isinstance(said, str) else said


Filled = tuple[Template, dict[str, Any]]


def _chart(chart: PowerChart) -> Filled:
    body = asdict(chart)
    parts = {k: body[k] for k in ("lanes", "steps", "risks", "total")}
    return "power", _framed(chart.frame) | {"meta": body["meta"], "chart": parts}


def _guide(guide: GuideSheet) -> Filled:
    body = asdict(guide)
    del body["frame"]
    codes = [asdict(c) | {"svg": qr_svg(c.url)} for c in guide.codes]
    return "guide", _framed(guide.frame) | body | {"codes": codes, "meta": []}


def _book(book: PowerBook) -> Filled:
    paper: dict[str, Any] = {
        "ink": "colour",
        "paper": "a4",
        "table": {},
        "svg": qr_svg(book.url),
    }
    return "power_book", asdict(book) | _day(book.day) | paper


def _day(day: date) -> dict[str, Any]:
    return {"date": [day.year, day.month, day.day], "day": ""}


def _framed(frame: PosterFrame) -> dict[str, Any]:
    """The data that the templates of every poster read (``template_data``)."""
    address = frame.url.removeprefix("https://").removeprefix("http://")
    return {
        "paper": "a3",
        "ink": "colour",
        "mark": "演示" if is_this_machine(frame.url) else "",
        "table": {},
        "place": frame.place,
        "publisher": frame.publisher,
        "title": frame.title,
        "titles": titles.splits(frame.title, frame.title_parts),
        "kind": frame.kind,
        "area": frame.area,
        "numbers": [frame.number],
        "date": [frame.day.year, frame.day.month, frame.day.day],
        "objection": frame.objection,
        "phones": [asdict(p) for p in frame.phones],
        "sign": [asdict(s) for s in frame.signatures],
        "qr": {
            "svg": qr_svg(frame.url),
            "alt": frame.call,
            "call": frame.call,
            "address": address,
            "code": "",
        },
    }
