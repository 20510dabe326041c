"""Villages, townships and counties: import from the published list, and finding one.

Names are not unique (three villages of Yan'an are called 马家沟), so a village is always
said with its township and county, and a name that fits several is refused with them.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, or_
from sqlmodel import Session, col, select

from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.errors import UserError
from villagepub.models import Place, at_or_below

# 延安市, GB/T 2260.
COUNTIES = {
    "610602": "宝塔区",
    "610603": "安塞区",
    "610621": "延长县",
    "610622": "延川县",
    "610625": "志丹县",
    "610626": "吴起县",
    "610627": "甘泉县",
    "610628": "富县",
    "610629": "洛川县",
    "610630": "宜川县",
    "610631": "黄龙县",
    "610632": "黄陵县",
    "610681": "子长市",
}
CITY = "延安市"
HEAD = ("code", "name", "streetCode", "street", "areaCode")
EXTRA = ("area", "city")  # names of county and city outside 延安
MAX_NAME = 40
MAX_TOLD = 6  # places of one name that a message lists
ENDINGS = (
    ("村委会委会", "村"),
    ("村民委员会", "村"),
    ("村委会", "村"),
    ("行政村", "村"),
    ("社区居民委员会", "社区"),
    ("居民委员会", "社区"),
    ("居委会", "社区"),
)
_NOTE = re.compile(r"（.{1,4}）$")  # tells two of one name apart: （热）, （史）
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


class PlaceError(UserError):
    """A place that can't be found or imported; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class PlaceImport:
    added: int
    changed: int
    unchanged: int


def import_csv(act: Act, data: bytes, *, filename: str) -> PlaceImport:
    """Villages with their townships and counties; importing again updates names.

    Raises PlaceError naming the line; then nothing is imported.
    """
    return import_rows(act, read_csv(data, filename=filename))


def read_csv(data: bytes, *, filename: str) -> list[dict[str, str]]:
    """The rows of the published list. Raises PlaceError naming the line."""
    try:
        return list(_rows(data, filename))
    except csv.Error:
        raise PlaceError(f"“{filename}”不是 CSV，请另存成 CSV 再导。") from None


def import_rows(act: Act, rows: Sequence[Mapping[str, str]]) -> PlaceImport:
    """Rows that were read or looked up, with what stands above them."""
    known = {p.code: p for p in act.session.exec(select(Place))}
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for place in _places(rows):
        counts[_put(act.session, known, place)] += 1
    act.session.flush()  # what follows in this transaction looks places up
    act.record(AuditAction.PLACES_IMPORT, **counts)
    return PlaceImport(**counts)


def _rows(data: bytes, filename: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(_text(data, filename)))
    fields = [f.strip() for f in reader.fieldnames or ()]
    if missing := [f for f in HEAD if f not in fields]:
        raise PlaceError(
            f"“{filename}”第 1 行要写 {','.join(HEAD)}，少了 {'、'.join(missing)}。"
        )
    reader.fieldnames = fields
    lines: dict[str, int] = {}
    for line, cells in enumerate(reader, 2):
        row = {f: (cells.get(f) or "").strip() for f in (*HEAD, *EXTRA)}
        if not any(row.values()):
            continue
        if fault := _fault(row, lines):
            raise PlaceError(
                f"“{filename}”第 {line} 行{fault}。改好再导，这次都没有导。"
            )
        lines[row["code"]] = line
        yield row


def _text(data: bytes, filename: str) -> str:
    """UTF-8 with or without a mark, or GB18030 as Excel saves a CSV in China."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PlaceError(f"“{filename}”读不出字来，请另存成 UTF-8 的 CSV 再导。")


def _fault(row: Mapping[str, str], lines: Mapping[str, int]) -> str:
    """What is wrong with a row, in words; '' if nothing is."""
    code, area = row["code"], row["areaCode"]
    if not re.fullmatch(r"[0-9]{12}", code):
        return f"的 code 要是 12 位数字，现在是“{code[:20]}”"
    if code in lines:
        return f"的 code {code} 和第 {lines[code]} 行重了"
    if code[:9] != row["streetCode"]:
        return f"的 streetCode 要是 code 的前 9 位 {code[:9]}"
    if code[:6] != area:
        return f"的 areaCode 要是 code 的前 6 位 {code[:6]}"
    if not row["name"] or not row["street"]:
        return "没有写村名或乡镇名"
    if max(len(row["name"]), len(row["street"])) > MAX_NAME:
        return f"的名字太长，最多 {MAX_NAME} 个字"
    if area not in COUNTIES and not row["area"]:
        return f"的 areaCode {area} 不认识，请加一列 area 写县名，加一列 city 写市名"
    return ""


def _places(rows: Sequence[Mapping[str, str]]) -> Iterator[Place]:
    """Counties first, then townships, then villages: parents before children."""
    counties = {r["areaCode"]: _county(r) for r in rows}
    yield from counties.values()
    townships = {
        r["streetCode"]: _child(r["streetCode"], r["street"], r["street"], counties)
        for r in rows
    }
    yield from townships.values()
    for row in rows:
        short = short_name(row["name"], row["street"])
        yield _child(row["code"], row["name"], short, townships)


def _county(row: Mapping[str, str]) -> Place:
    code = row["areaCode"]
    name = row["area"] or COUNTIES[code]
    city = row["city"] or (CITY if code in COUNTIES else "")
    return _place(code, None, name, name, city + name)


def _child(code: str, name: str, short: str, above: Mapping[str, Place]) -> Place:
    parent = above[code[:9] if len(code) == 12 else code[:6]]
    return _place(code, parent.code, name, short, parent.full_name + short)


def _place(code: str, parent: str | None, name: str, short: str, full: str) -> Place:
    return Place(
        code=code,
        parent_code=parent,
        name=name,
        short_name=short,
        full_name=full,
        initials=initials(short),
    )


def initials(name: str) -> str:
    """马家沟村 → mjgc, for people who type on a keyboard."""
    from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return "".join(c for c in letters.lower() if c.isascii() and c.isalnum())[:60]


def short_name(name: str, street: str = "") -> str:
    """马家沟村委会 → 马家沟村, 杨家岭社区居委会 → 杨家岭社区, 七里村街道东征社区 → 东征社区.

    As the published list has them: 羌村行政村, （高家坪村委会）, 南冯家岔村委会（热）.
    """
    plain = re.sub(r"^[（(](.*)[）)]$", r"\1", name.strip())
    plain, note = _NOTE.sub("", plain), "".join(_NOTE.findall(plain))
    rest = plain.removeprefix(street)
    if rest and rest not in dict(ENDINGS):  # 白马滩镇居委会 keeps its 白马滩镇
        plain = rest
    for ending, short in ENDINGS:
        stem = plain.removesuffix(ending)
        if stem != plain:
            return (stem if stem.endswith(short) else stem + short) + note
    return plain + note


def _put(session: Session, known: dict[str, Place], place: Place) -> str:
    old = known.get(place.code)
    if old is None:
        known[place.code] = place
        session.add(place)
        return "added"
    names = ("name", "short_name", "full_name", "initials")
    if all(getattr(old, n) == getattr(place, n) for n in names):
        return "unchanged"
    for n in names:
        setattr(old, n, getattr(place, n))
    return "changed"


def find(session: Session, text: str) -> Place:
    """A place by code or by a name that is unique in the instance.

    马家沟村, 马家沟村委会, 马家沟 and 沿河湾镇马家沟村 are one place. Raises PlaceError; for
    a name that fits several it lists them with township, county and code.
    """
    plain = "".join(text.split()).translate(_DIGITS)
    if re.fullmatch(r"[0-9]+", plain):
        place = session.get(Place, plain)
        if place is None:
            raise PlaceError(f"没有代码是 {plain[:20]} 的地方。")
        return place
    found = places_named(session, plain) if plain else []
    if not found:
        raise PlaceError(f"没有叫“{plain[:30]}”的地方。可以写 12 位代码。")
    if len(found) > 1:
        told = "；".join(f"{p.full_name} {p.code}" for p in found[:MAX_TOLD])
        more = f"等 {len(found)} 个" if len(found) > MAX_TOLD else ""
        raise PlaceError(f"叫“{plain}”的不止一个，请写代码：{told}{more}。")
    return found[0]


def places_named(session: Session, plain: str, below: str = "") -> Sequence[Place]:
    """What a name without spaces may mean, at or below a place, by code."""
    here = at_or_below(Place.code, below)
    names = {plain, short_name(plain), f"{plain}村", f"{plain}社区"}
    exact = session.exec(
        select(Place)
        .where(here, col(Place.name).in_(names) | col(Place.short_name).in_(names))
        .order_by(col(Place.code))
    ).all()
    if exact or len(plain) < 4:
        return exact
    # 沿河湾镇马家沟村, 安塞区沿河湾镇马家沟村委会: a name with what stands above it
    endings = [col(Place.full_name).endswith(n, autoescape=True) for n in sorted(names)]
    return session.exec(
        select(Place).where(here, or_(*endings)).order_by(col(Place.code))
    ).all()


def villages_of(session: Session, parent_code: str) -> list[Place]:
    """The villages of a township, by code."""
    return list(
        session.exec(
            select(Place)
            .where(Place.parent_code == parent_code)
            .order_by(col(Place.code))
        )
    )


def search(session: Session, text: str, *, most: int = 40) -> list[Place]:
    """Villages by the beginning of their name, by pinyin initials, code or township.

    Those whose own name begins so come first.
    """
    plain = "".join(text.split()).translate(_DIGITS)
    if not 0 < len(plain) <= MAX_NAME:
        return []
    own = col(Place.short_name).startswith(plain, autoescape=True)
    if re.fullmatch(r"[0-9]+", plain):
        fits = at_or_below(Place.code, plain)
    elif plain.isascii():
        fits = col(Place.initials).startswith(plain.lower(), autoescape=True)
    else:
        fits = or_(
            col(Place.full_name).contains(short_name(plain), autoescape=True),
            col(Place.name).startswith(plain, autoescape=True),
        )
    order = (case((own, 0), else_=1), col(Place.code))
    question = select(Place).where(fits, func.length(Place.code) == 12)
    return list(session.exec(question.order_by(*order).limit(most)))


def village_of(session: Session, code: str) -> Place | None:
    return session.get(Place, code)
