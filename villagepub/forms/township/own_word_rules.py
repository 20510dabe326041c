"""What a township's own form says in words: no values but numbers, nothing a notice may
not say, and no list of people in need by name on the web.
"""

import re
from collections.abc import Iterator
from string import Formatter

from villagepub import content_rules
from villagepub.content_rules import Passage
from villagepub.forms.form import Form, Wording
from villagepub.forms.township.form_text import Path
from villagepub.forms.township.open_words import lists_people
from villagepub.forms.township.own_column_rules import NUMBERS

MAX_SENTENCE, MAX_TITLE, MAX_PARTS = 80, 24, 4
FILLED = ("who", "why", "money_note")  # may hold {…} for a value
BARE = ("who_question", "money_label", "board_note", "web_note")
ALWAYS = frozenset({"count", "groups", "bookkeeper"})
# Help in need, illness, age of a child, the roll of voters: the web has their totals only.
AID = re.compile(
    "低保|最低生活保障|特困|五保|(?<!灾)(?<!灾后)救助|残疾|困难|贫困|致贫|返贫|脱贫|监测对象|监测户|孤儿|困境|留守|"
    "公益性?岗|危房|大病|优抚|抚恤|退役|烈属|选民|参加选举|低收入|临时补助"
)

FaultsByPath = Iterator[tuple[Path, str]]


def lists_people_in_need(*texts: str) -> bool:
    """Whether words say that a list is one of people in need."""
    return any(AID.search(text) for text in texts)


def word_faults(form: Form) -> FaultsByPath:
    shown = form.web_rows != "totals" and lists_people(form)
    said = (form.name, *form.words, *form.wording.parts)
    varied = (w for v in form.variants for w in (*v.item, *v.wording.parts))
    if shown and lists_people_in_need(*said, *varied):
        yield ("web_rows",), "救助、困难一类的名单，网上只能写全村的总数（totals）"
    yield from _wording(form, ("wording",), form.wording)
    for n, variant in enumerate(form.variants):
        yield from _wording(form, ("variants", n, "wording"), variant.wording)
    for word in form.words:
        if not 2 <= len(word) <= MAX_TITLE:
            yield ("words",), f"“{word[:10]}”：一个叫法 2 到 {MAX_TITLE} 个字"


def _wording(form: Form, at: Path, wording: Wording) -> FaultsByPath:
    yield from _title(at, wording)
    money = {c.key for c in form.columns if c.kind == "money"}
    if wording.money and wording.money not in money:
        yield (*at, "money"), "要是一列钱"
    keys = ALWAYS | {c.key for c in form.columns if c.kind in NUMBERS}
    for field in ("who", "why"):
        if not getattr(wording, field).strip():
            yield (*at, field), "要写一句，村民看得懂就行"
    for field in FILLED:
        yield from _filled((*at, field), getattr(wording, field), keys)
    for field in BARE:
        if any(c in "{}" for c in getattr(wording, field)):
            yield (*at, field), "这里只照写的印，不能有 {…}"
    for field in (*FILLED, *BARE):
        yield from _sentence((*at, field), getattr(wording, field))


def _title(at: Path, wording: Wording) -> FaultsByPath:
    parts = wording.parts
    fits = 1 <= len(parts) <= MAX_PARTS and all(1 <= len(p) <= MAX_TITLE for p in parts)
    if not fits:
        yield (*at, "parts"), f"标题分 1 到 {MAX_PARTS} 段，一段最多 {MAX_TITLE} 个字"
    if any(c in "{}" for part in parts for c in part):
        yield (*at, "parts"), "标题里不能有花括号"
    elif wording.title != "{period}" + "".join(parts):
        yield (*at, "title"), "标题要是 {period} 加上 parts 里的几段"
    for part in parts:
        yield from _sentence((*at, "parts"), part)


def _filled(at: Path, text: str, keys: frozenset[str] | set[str]) -> FaultsByPath:
    """Only plain {key} of a number: {name} of a list of one is that person's name."""
    try:
        found = [(k, s, c) for _, k, s, c in Formatter().parse(text) if k is not None]
    except ValueError:
        yield at, "花括号没有写成一对"
        return
    for key, spec, conversion in found:
        if key not in keys or spec or conversion:
            said = "、".join(f"{{{k}}}" for k in sorted(keys))
            yield at, f"“{{{key}}}”不能用，能用的只有 {said}"


def _sentence(at: Path, text: str) -> FaultsByPath:
    if len(text) > MAX_SENTENCE or len(text.splitlines()) > 1:
        yield at, f"只能写一行，最多 {MAX_SENTENCE} 个字"
    for flag in content_rules.examine([Passage(where="", text=text)]):
        if flag.is_forbidden:
            yield at, f"“{flag.passage}”，{flag.title}，不能这样写"
