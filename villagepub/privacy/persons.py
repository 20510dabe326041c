"""Where a text names somebody whom no column of names lists: 低保户王建国慰问, 王建国家门口.

A surname and a given name are a name where something beside them says so: that it is a
household's, its door or its yard, or that it is helped. Everyday words that begin with a
surname (高龄, 石窑, 安置) are told apart by ``data/words.toml``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from villagepub.privacy.words import any_of, words

_HAN = r"[\u3400-\u9fff]"
# people one behind another: bounded, or a long text would take its square
MAX_NAMED = 8


def is_about_somebody(text: str) -> bool:
    """王建国家门口, 李秀英户, 王建国盒; not 王家湾门口, 高龄户, 文明家庭."""
    return _somebody().search(_plain(text)) is not None


def without_people(text: str, mask: Callable[[str], str]) -> str:
    """付王建国工钱 → 付王**工钱, 李秀英小卖部 → 李**小卖部, 王建国未交 → 王**未交, as
    ``mask`` has a name.

    Who was paid, or has a trade of that name; not 马家沟村, 永红建筑队, 施工队.
    """
    packed, places = _packed(text)
    found = {m.span(m.lastgroup or 0): m.lastgroup for m in _payee().finditer(packed)}
    runs = [span for span in _in_a_run(packed) if not _meets(span, found)]
    for begin, end in sorted((*found, *runs), reverse=True):
        name = packed[begin:end]
        is_given = found.get((begin, end)) in ("team", "alone")
        said = "*" * len(name) if is_given else mask(name)
        text = text[: places[begin]] + said + text[places[end - 1] + 1 :]
    return text


def _in_a_run(packed: str) -> Iterator[tuple[int, int]]:
    """Where each name of 张三李四王五工钱 begins and ends."""
    run, one = _run()
    for found in run.finditer(packed):
        begin = found.start("run")
        yield from (
            (begin + m.start(), begin + m.end()) for m in one.finditer(found["run"])
        )


def _meets(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and begin < span[1] for begin, end in others)


@cache
def _run() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names written one behind another with nothing between them, and one of them."""
    own = words("payees")
    given = f"[{own['given']}一二三四五六七八九]"
    one = rf"{_surname()}{given}{{1,2}}"
    behind = any_of((*own["pay"], *own["wages"], *own["got"], "等", "各", "每人", "共"))
    left = rf"(?:^|(?<=[^\u3400-\u9fff])|(?:{any_of(own['before'])}))(?!付[^付]{{2}}$)"
    return (
        re.compile(
            rf"{left}(?P<run>(?:{one}){{2,{MAX_NAMED}}})(?=$|[^\u3400-\u9fff]|{behind})"
        ),
        re.compile(rf"{one}(?=$|{_surname()})|{one}"),
    )


def is_naming(text: str) -> bool:
    """抬王凤英去医院: a name anywhere, for words that may stand beside nobody's."""
    packed = _plain(text)
    return bool(
        _somebody().search(packed)
        or _payee().search(packed)
        or _likely().search(packed)
    )


@cache
def _likely() -> re.Pattern[str]:
    return re.compile(rf"{_surname()}[{words('payees', 'given')}]{{2}}")


def _packed(text: str) -> tuple[str, Sequence[int]]:
    """The text without spaces, and where each of its characters stood; between two names
    a space is a comma.
    """
    if not any(map(str.isspace, text)):
        return text, range(len(text))
    text = _spaced_names().sub(r"\1、", text)
    kept = [(n, c) for n, c in enumerate(text) if not c.isspace()]
    return "".join(c for _, c in kept), [n for n, _ in kept]


@cache
def _spaced_names() -> re.Pattern[str]:
    one = rf"{_surname()}[{words('payees', 'given')}]{{1,2}}"
    return re.compile(rf"(?<!\S)({one})\s(?=\s*{one})")


@cache
def _payee() -> re.Pattern[str]:
    """A name that begins a text, or stands behind a verb, and what follows says it."""
    found, own = words("names"), words("payees")
    surname = _surname()
    likely, other = f"[{own['given']}]", rf"(?![{found['no_given']}]){_HAN}"
    trade = any_of({*found["organisations"]} - {*own["public"]})
    left = rf"(?:^|(?<=[^\u3400-\u9fff])|(?:{any_of(own['before'])}))"
    ends, pay, does = r"$|[^\u3400-\u9fff]", any_of(own["pay"]), any_of(own["does"])
    pays = r"(?!^付(?!.{2}$))"  # 付永红建筑队 is paid, 付永红 is a name
    sure = f"[{own['sure']}]"  # 付小军 is one whatever follows
    nature = f"[{own['nature']}]"
    person = f"(?!{nature}){likely}"
    tail = any_of(own["place_tails"])
    three = rf"{surname}(?![和与及])(?:{person}{likely}|{likely}{person})(?!{tail})"
    rare = rf"(?!{any_of(found['everyday'])})[{found['word_surnames']}](?:(?![和与及]){likely}){{2}}"
    fu = rf"(?:(?=.{{1,2}}{sure}){likely}{{2}}|{any_of(own['sure_names'])})"
    # whoever it is: 付永红's team, or one that is called 永红 after somebody
    team = rf"(?!{any_of((*own['brands'], *own['not_alone']))})(?!{nature}{{2}}){likely}{{2}}"
    money = rf"(?:{any_of(own['got'])})[\u3400-\u9fff]{{0,6}}[0-9一二两三四五六七八九]"
    payment = rf"[付给]?(?P<alone>{team})(?={money}|[0-9]+\.?[0-9]*元)"
    one, _ = _name()
    last = rf"(?![{found['no_given']}{found['places']}]){_HAN}"
    wages = rf"(?:等.{{0,4}})?(?:{any_of(own['wages'])})"
    return re.compile(
        rf"^(?P<fu>付{fu})(?={pay}|{trade})"
        rf"|^付(?P<team>{team})(?={trade})"
        rf"|(?<![\u3400-\u9fff]){payment}"
        rf"|(?:{left}|(?<=[和与及])){pays}(?P<several>{one})"
        rf"(?=(?:[、，和与及]{one}){{1,{MAX_NAMED}}}{wages})"
        rf"|(?<=[、，和与及])(?P<last>{one})(?={wages})"
        rf"|{left}{pays}(?P<name>"
        rf"{surname}(?:{likely}(?:{other})??|{other}{likely}|{last})(?={pay})"
        rf"|{surname}{likely}{{2}}(?={ends}|{does})|{three}"
        rf"|{rare}(?={pay}|{trade}|{wages})"
        rf"|(?:^|(?<=[^\u3400-\u9fff])){surname}{person}(?!家)(?={does})"
        rf"|{_HAN}{{2,8}}·{_HAN}{{2,8}}?(?={pay}|{trade}|{does}|{ends})"
        rf"|{surname}{likely}{{1,2}}(?={any_of(own['owes'])})"
        rf"|(?<=、){surname}{likely}{{2}}"
        rf"|(?<=[、（(]){surname}{likely}(?=[、）)]|$)"
        rf"|(?<=[付给欠还退借工匠员汉傅师机])(?:{surname}{likely}{{2}}|{surname}{likely}(?={ends})))"
        rf"|(?<!工){pays}(?P<anywhere>{surname}{likely}{{2}})(?={pay}|{trade})"
    )


def is_about_aid(text: str) -> bool:
    """Who or which group is helped: 低保户王建国, 慰问王建国, 低保户组, 2组五保户."""
    return _aid().search(_plain(text)) is not None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _surname() -> str:
    """A surname's sign that begins no everyday word."""
    found = words("names")
    return rf"(?!{any_of(found['everyday'])})(?:{any_of(found['compound'])}|[{found['surnames']}])(?!{any_of(found['ordinary'])})"


@cache
def _name() -> tuple[str, str]:
    """Patterns of a surname with one or two, and with two characters behind it."""
    found = words("names")
    surname = _surname()
    given = rf"(?![{found['no_given']}]){_HAN}"
    last = rf"(?![{found['no_given']}{found['places']}]){_HAN}"
    return rf"{surname}(?:{given})?{last}", rf"{surname}{given}{last}"


@cache
def _somebody() -> re.Pattern[str]:
    name, long_name = _name()
    found = words("names")
    return re.compile(
        rf"{name}(?:{any_of(found['doors'])})|{long_name}(?:{any_of(found['households'])}|[{found['measures']}]$)"
    )


@cache
def _aid() -> re.Pattern[str]:
    name, long_name = _name()
    found = words("aid")
    behind = rf"(?>(?:{any_of(found['behind'])})?)"
    who = rf"(?:{any_of(found['who'])}){behind}"
    helped = rf"(?:{any_of(found['who'])}|{any_of(found['acts'])}){behind}"
    group = r"[0-9一二三四五六七八九十]{1,3}(?:村民)?小?[组社队]"
    ends = rf"(?=$|{any_of(found['next'])})"
    return re.compile(
        rf"{helped}(?:{long_name}|{name}{ends}|{group})|{who}小?[组社队]$|{group}的?{who}(?!数)"
        rf"|(?:^|[给向对为]){name}[发领]?{helped}{ends}"
    )
