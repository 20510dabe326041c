"""People's names: written one way, masked by rule, found in any text."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from villagepub.memory import remembers
from villagepub.privacy.persons import without_people
from villagepub.privacy.sounds import HeardNames
from villagepub.privacy.words import any_of, words

# A name in letters of any script, with the dots of 阿卜杜拉·买买提.
_MIDDLE_DOTS = str.maketrans("•‧∙⋅・﹒．.", "········")
_NOTE = re.compile(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]?")
_BETWEEN = "·、，,;；/&+"
_PARTS = re.compile(r"[、，,;；/&+\s]")
_MARKS = "*＊✱∗×✕●○□■"
_STARS = f"{_MARKS}XxＸ某"
_HIDDEN = re.compile(rf"[{re.escape(_STARS)}]+")
# 王建国等5人: behind the first name or names, how many more there are
_MORE = re.compile(
    r"(?<=[\u3400-\u9fff])\s*[（(\[【〔]?\s*"
    r"(等\s*(?:(?:[0-9]+|[一二三四五六七八九十百两几数]+)?\s*[余多]?\s*[个位]?[人户家名]\w{0,2}|(?<=[\u3400-\u9fff]{3}等))"
    r"|[0-9]+\s*[余多]?\s*[个位]?[人户家名口])\s*[）)\]】〕]?$"
)
# 1、王建国 in a sheet that numbers its rows in the cells of the names
_NUMBERED = re.compile(r"^\s*[（(]?[0-9]{1,4}\s*[、.．,，:：)）]\s*(?=[^\W\d_])")
# 王建国（大） and 王建国（小）, 王建国（2）: what tells two people of one name apart
_APART = re.compile(
    r"[（(\[【〔]\s*([0-9]{1,2}|[大小老少甲乙丙丁一二三四])\s*[）)\]】〕]"
)
_STOOD_APART = re.compile(
    r"（[0-9]{1,2}）|（[大小老少甲乙丙丁一二三四]）|[0-9]+$|^[0-9]+"
)
MAX_JOINED = 4  # characters of a name that stands in two pieces: 李　燕, 欧阳 建国


@remembers(65536)
def canonical_name(cell: str) -> str:
    """李　燕 → 李燕, 王建国* → 王建国, 王建国（已故）① → 王建国; 王** stays 王**.

    Inner spaces, widths, invisible signs, footnote marks and notes in brackets go, and
    the sheet's number before a name (1、王建国). Digits stay, as nobody knows whose they
    are: 张三1 and 张三2 are two. A name that its sheet has masked keeps its stars.
    """
    text = _NUMBERED.sub("", "".join(map(_visible, cell))).translate(_MIDDLE_DOTS)
    if is_organisation(text):
        return "".join("".join(c for c in cell if _visible(c)).split())
    more = _MORE.search(text)
    first, behind = (text[: more.start()], _behind(more)) if more else (text, "")
    apart = _APART.search(first)
    pieces = (_NOTE.sub(" ", first) or first).split()
    name = _joined([_bare(piece) for piece in pieces]) or " ".join(first.split())
    return name + (f"（{apart[1]}）" if apart else "") + behind


def signs_within(name: str) -> str:
    """What stands between the letters of a name and belongs to none: 70 of 刘70喜, the
    - of 王建国-李燕; '' of 张三1, and of names that an office has put together.
    """
    plain = _STOOD_APART.sub("", _MORE.sub("", name))
    if is_organisation(name):
        return ""
    known = {*_BETWEEN, *_STARS, " "}
    return "".join(c for c in plain if not _is_letter(c) and c not in known)


def digits_beside(name: str) -> str:
    """The digits before or behind a name: 1 of 张三1, of 1张三 and of 张三（1）."""
    found = re.search(r"^[0-9]+|[0-9]+(?=）?$)", _MORE.sub("", name))
    return found[0] if found and not is_organisation(name) else ""


def without_digits(name: str) -> str:
    """张三 of 张三1."""
    return re.sub(r"^[0-9]+|（?[0-9]+）?$", "", name) if digits_beside(name) else name


def _behind(more: re.Match[str]) -> str:
    """等5人 without its brackets, （5人） with them."""
    told = "".join(more[1].split())
    is_in_brackets = told[0] != "等" and more[0].strip() != more[1]
    return f"（{told}）" if is_in_brackets else told


@remembers(65536)
def _visible(c: str) -> str:
    """In half width; '' for a mark without width and for ①, a footnote here.

    A letter stays as it is: a variant form is how somebody is written.
    """
    category = unicodedata.category(c)
    if category in ("Cf", "Mn", "Me", "No"):
        return ""
    return c if category == "Lo" else unicodedata.normalize("NFKC", c)


def _is_letter(c: str) -> bool:
    """Rare characters stand in the private use area, or are too new for Python."""
    return c.isalpha() or c == "〇" or unicodedata.category(c) in ("Co", "Cn")


def _is_own(c: str) -> bool:
    return _is_letter(c) or c in _BETWEEN or c in _STARS or c.isdecimal()


def _bare(piece: str) -> str:
    """Without the marks at its ends; of stars those that hide a part of the name."""
    own = [n for n, c in enumerate(piece) if _is_own(c)]
    kept = piece[own[0] : own[-1] + 1] if own else ""
    letters = [c for c in kept if _is_letter(c) and c not in _STARS]
    return (kept.strip(_MARKS) if len(letters) > 2 else kept).strip(_BETWEEN)


def _joined(pieces: list[str]) -> str:
    pieces = [piece for piece in pieces if piece]
    whole = "".join(pieces)
    if len(whole) <= MAX_JOINED or any(len(piece) == 1 for piece in pieces):
        return whole
    return " ".join(pieces)


def is_organisation(name: str) -> bool:
    """马家沟村股份经济合作社: no person, and not masked; 王建国（建筑队） is one."""
    return bool(_organisation().search(_NOTE.sub("", name)))


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('names', 'organisations'))})")


@remembers(65536)
def mask_name(name: str) -> str:
    """王建国 → 王**, 李　燕 → 李*, 欧阳海 → 欧阳*, 王建国* → 王**; built by rule.

    Of several names in one cell each is masked, and 等5人 behind them stays; so does an
    organisation's name, but for its owner's: 王建国建筑队 → 王**建筑队.
    """
    plain = canonical_name(name)
    if is_organisation(plain):
        return without_people(plain, _mask)
    if more := _MORE.search(plain):
        return mask_name(plain[: more.start()]) + _behind(more)
    plain = _STOOD_APART.sub("", plain) or plain
    parts = re.split(rf"({_PARTS.pattern})", plain)
    return "".join(part if n % 2 else _mask(part) for n, part in enumerate(parts))


def _mask(name: str) -> str:
    letters = _HIDDEN.sub("", name)
    if len(name) < 2 or not letters:
        return name
    keep = surname_length(letters)
    return letters[:keep] + "*" * min(2, max(1, len(name) - keep))


def surname_length(name: str) -> int:
    return 2 if len(name) > 2 and name[:2] in _compound() else 1


@cache
def _compound() -> frozenset[str]:
    return frozenset(words("names", "compound"))


def veil(names: Iterable[str]) -> Callable[[str], str]:
    """A function that masks these names in a text, however they are spaced there."""
    told = _told(names)
    if not told:
        return lambda text: text
    pattern = re.compile("|".join(map(_spaced, sorted(told, key=len, reverse=True))))
    return lambda text: pattern.sub(lambda match: mask_name(match[0]), text)


def names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds these people in a text: 王建国, 王 建国, 建国, 老王, 王某, 王**, 王家."""
    return _pattern(frozenset(names))


@lru_cache(maxsize=16)
def heard_names(names: frozenset[str]) -> HeardNames:
    """What finds these people by another character of the same sound, or in letters."""
    return HeardNames({name: surname_length(name) for name in _told(names)})


@lru_cache(maxsize=16)  # one notice asks many times for the same people
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    told = _told(names)
    if not told:
        return None
    common = set(words("names", "common"))
    given = {name[surname_length(name) :] for name in told}
    whole = told | {name for name in given - common if len(name) > 1}
    surnames = any_of({name[: surname_length(name)] for name in told})
    return re.compile(
        "|".join(map(_spaced, sorted(whole, key=len, reverse=True)))
        + rf"|[老小](?:{surnames})(?![{words('names', 'places')}])"
        + rf"|(?:{surnames})(?:某|[{re.escape(_MARKS)}]|氏|家(?![{words('names', 'places')}]))"
    )


def _told(names: Iterable[str]) -> set[str]:
    """The names that can be found: one character is a word, a masked name shows nobody."""
    each = (_STOOD_APART.sub("", _MORE.sub("", canonical_name(n))) for n in names)
    plain = (part for name in each for part in _PARTS.split(name))
    return {
        name
        for name in plain
        if len(name) > 1 and not _HIDDEN.search(name) and not is_organisation(name)
    }


def _spaced(name: str) -> str:
    return r"[\W_]{0,3}".join(map(re.escape, name))
