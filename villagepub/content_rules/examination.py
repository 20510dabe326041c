"""Texts held against the rules, sentence by sentence, each fault with its own words."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from villagepub import privacy
from villagepub.content_rules.word_lists import (
    ContentRule,
    RuleKey,
    a_name,
    pattern,
    rule_of,
    word_lists,
)

MAX_QUOTED = 30  # characters of a passage
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]*")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s，。；、）)]+"
    r"|(?<![\w@])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|top|xyz|vip|shop|cc|io|me|app)\b[^\s，。；、）)]*",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"^(?:https?://)?(?:[a-z0-9-]+\.)*gov\.cn(?:[/:?]|$)", re.I)
# A telephone, or what the gate has left of one: 138****.
_PHONE = re.compile(
    r"(?<!\d)(?:1\d{2}\*{4,}|1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|[48]00-?\d{3}-?\d{4})"
)
_SELLS = re.compile(
    "订购|选购|购买|下单|咨询购买|出售|批发|零售|送货|上门|安装维修|包工|租车|拉货|招工|招聘|收购|优惠|特价|促销"
    "|随叫随到|老板|有意者|要的|想买|想租|家有"
)
# Whose telephone a notice may say: one for asking the village, an office, a service.
_OFFICE = re.compile(
    r"村委|村两委|村支|支委|监委|党支|党委|镇|乡|街道|区|县|市|政府|局|所|站|院|校|办|中心|委员会|公司|队|举报|监督|热线|卫生室|值班|报修|求助|急救"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """``where`` people find it: 标题, 内容第 2 段, 第 3 行“用途”.

    A cell is only held against what is forbidden: a list of a thousand rows is not a
    thousand questions.
    """

    where: str
    text: str
    is_cell: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A row that names somebody: its words beside the name."""

    where: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """``code`` is the same for the same words in the same place."""

    code: str
    rule: RuleKey
    title: str
    where: str
    passage: str
    why: str
    source: str
    is_forbidden: bool


def examine(
    passages: Iterable[Passage], *, rows: Sequence[Listed] = (), heading: str = ""
) -> tuple[Flag, ...]:
    """All flags, what is forbidden first.

    ``rows``: those of a list that names people; ``heading``: its title and item.
    """
    names = frozenset(row.name for row in rows if len(row.name) > 1)
    found = [flag for p in passages for flag in _of_passage(p, names)]
    found += _children_listed(rows, heading)
    unique = {flag.code: flag for flag in found}
    return tuple(sorted(unique.values(), key=lambda flag: not flag.is_forbidden))


def _of_passage(passage: Passage, names: frozenset[str]) -> Iterator[Flag]:
    text = _plain(passage.text)
    for sentence in _sentences(text):
        yield from _links(passage, sentence)
        yield from _sellers(passage, sentence)
        for rule in word_lists().rules:
            yield from _words(passage, sentence, rule, names)


def _plain(text: str) -> str:
    """Letters and digits at half width, no invisible signs; punctuation as it was written."""
    kept = (c for c in text if unicodedata.category(c) not in ("Cf", "Mn", "Me"))
    folded = ((c, unicodedata.normalize("NFKC", c)) for c in kept)
    return "".join(half if half.isalnum() else c for c, half in folded)


def _sentences(text: str) -> list[str]:
    return [found for found in _SENTENCE.findall(text) if found.strip()]


def _links(passage: Passage, sentence: str) -> Iterator[Flag]:
    for link in _LINK.finditer(sentence):
        if not _GOVERNMENT.match(link[0]):
            yield _flag(rule_of("link"), passage, sentence, link, is_forbidden=True)


def _sellers(passage: Passage, sentence: str) -> Iterator[Flag]:
    phone, sells = _PHONE.search(sentence), _SELLS.search(sentence)
    if phone and sells:
        yield _flag(rule_of("seller"), passage, sentence, sells, is_forbidden=True)
    elif phone and not passage.is_cell and not _OFFICE.search(sentence):
        yield _flag(rule_of("seller"), passage, sentence, phone, is_forbidden=False)


def _words(
    passage: Passage, sentence: str, rule: ContentRule, names: frozenset[str]
) -> Iterator[Flag]:
    bare = pattern(rule.harmless).sub(lambda m: "。" * len(m[0]), sentence)
    never = pattern(rule.never).search(bare)
    named = pattern(rule.named).search(bare)
    if never:
        yield _flag(rule, passage, sentence, never, is_forbidden=True)
    elif named and _names_somebody(sentence, names):
        yield _flag(rule, passage, sentence, named, is_forbidden=True)
    elif not passage.is_cell:
        asked = pattern(rule.ask).search(bare)
        if rule.key == "sensitive":
            asked = named
        if asked:
            yield _flag(rule, passage, sentence, asked, is_forbidden=False)


def _names_somebody(sentence: str, names: frozenset[str]) -> bool:
    if a_name().search(sentence) or privacy.is_naming(sentence):
        return True
    return bool(names) and privacy.Gate(names).ground(sentence) == "name"


def _children_listed(rows: Sequence[Listed], heading: str) -> Iterator[Flag]:
    """A list of children by its title, and a row that says of somebody that it is one."""
    rule = rule_of("child")
    if not rows:
        return
    heading = pattern(rule.harmless).sub("。", _plain(heading))
    if said := pattern(rule.lists).search(heading):
        place = Passage(where="名单", text=heading)
        yield _flag(rule, place, heading, said, is_forbidden=True)
        return
    for row in rows:
        for words in row.words:
            text = pattern(rule.harmless).sub("。", _plain(words))
            if said := pattern(rule.lists).search(text):
                place = Passage(where=row.where, text=words)
                yield _flag(rule, place, text, said, is_forbidden=True)


def _flag(
    rule: ContentRule,
    passage: Passage,
    sentence: str,
    match: re.Match[str],
    *,
    is_forbidden: bool,
) -> Flag:
    quoted = _quoted(sentence.strip(), match[0])
    mark = hashlib.sha256(f"{passage.where}\n{quoted}".encode()).hexdigest()[:12]
    return Flag(
        code=f"content:{rule.key}:{mark}",
        rule=rule.key,
        title=rule.title,
        where=passage.where,
        passage=quoted,
        why=rule.why,
        source=rule.source,
        is_forbidden=is_forbidden,
    )


def _quoted(sentence: str, word: str) -> str:
    """The sentence, or what stands around the word in a long one."""
    if len(sentence) <= MAX_QUOTED:
        return sentence
    at = sentence.find(word)
    start = max(0, min(at - (MAX_QUOTED - len(word)) // 2, len(sentence) - MAX_QUOTED))
    end = start + max(MAX_QUOTED, len(word))
    before, after = "…" * (start > 0), "…" * (end < len(sentence))
    return f"{before}{sentence[start:end]}{after}"


def objection(text: str, *, names: Iterable[str] = (), may_ask: bool = False) -> str:
    """Why these words can't be taken, as a sentence; '' if they can.

    ``names``: the people of the list that they are about. ``may_ask``: somebody will be
    asked about what is doubtful; else it has to be said otherwise.
    """
    rows = [Listed(where="", name=name, words=()) for name in names]
    found = examine([Passage(where="", text=text)], rows=rows)
    flag = next((one for one in found if one.is_forbidden or not may_ask), None)
    return _said(flag) if flag else ""


def _said(flag: Flag) -> str:
    return f"“{flag.passage}”，{flag.title}，不能这样写。{flag.why}请换个说法。"
