"""Villages, townships and counties: import from the published list, and finding one.

Names are not unique (three villages of Yan'an are called 马家沟), so a village is always
said with its township and county, and a name that fits several is refused with them.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from villagepub import audit
from villagepub.models import Place

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


class PlaceError(ValueError):
    """A place that can't be found or imported; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    added: int
    changed: int
    unchanged: int


def import_csv(
    session: Session, data: bytes, *, filename: str, at: datetime
) -> Imported:
    """Villages with their townships and counties; importing again updates names.

    Raises PlaceError naming the line; then nothing is imported.
    """
    rows = list(_rows(data, filename))
    known = {p.code: p for p in session.exec(select(Place))}
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for place in _places(rows):
        counts[_put(session, known, place)] += 1
    session.flush()  # what follows in this transaction looks places up
    audit.record(session, actor=None, action="places.import", at=at, data=dict(counts))
    return Imported(**counts)


def _rows(data: bytes, filename: str) -> Iterator[dict[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlaceError(
            f"“{filename}”不是 UTF-8 的 CSV，请另存成 UTF-8 再导。"
        ) from None
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != HEAD:
        raise PlaceError(f"“{filename}”第 1 行要写 {','.join(HEAD)}。")
    for line, row in enumerate(reader, 2):
        code = row["code"] or ""
        if not (code.isdecimal() and len(code) == 12):
            raise PlaceError(
                f"“{filename}”第 {line} 行的 code 要是 12 位数字，现在是“{code}”。"
            )
        if code[:9] != row["streetCode"] or code[:6] != row["areaCode"]:
            raise PlaceError(f"“{filename}”第 {line} 行的代码对不上乡镇或县区。")
        if not row["name"] or not row["street"]:
            raise PlaceError(f"“{filename}”第 {line} 行没有写村名或乡镇名。")
        yield row


def _places(rows: Sequence[dict[str, str]]) -> Iterator[Place]:
    """Counties first, then townships, then villages: parents before children."""
    counties = {r["areaCode"]: COUNTIES.get(r["areaCode"], r["areaCode"]) for r in rows}
    for code, name in counties.items():
        yield Place(code=code, name=name, short_name=name, full_name=CITY + name)
    townships = {r["streetCode"]: r for r in rows}
    for code, row in townships.items():
        yield _child(code, row["street"], row["street"], CITY + counties[code[:6]], 6)
    for row in rows:
        above = CITY + counties[row["areaCode"]] + row["street"]
        yield _child(row["code"], row["name"], short_name(row["name"]), above, 9)


def _child(code: str, name: str, short: str, above: str, digits: int) -> Place:
    return Place(
        code=code,
        parent_code=code[:digits],
        name=name,
        short_name=short,
        full_name=above + short,
    )


def short_name(name: str) -> str:
    """马家沟村委会 → 马家沟村, 杨家岭社区居委会 → 杨家岭社区."""
    for ending, short in (
        ("村民委员会", "村"),
        ("村委会", "村"),
        ("居民委员会", ""),
        ("居委会", ""),
    ):
        if name.endswith(ending):
            return name.removesuffix(ending) + short
    return name


def _put(session: Session, known: dict[str, Place], place: Place) -> str:
    old = known.get(place.code)
    if old is None:
        known[place.code] = place
        session.add(place)
        return "added"
    names = ("name", "short_name", "full_name")
    if all(getattr(old, n) == getattr(place, n) for n in names):
        return "unchanged"
    for n in names:
        setattr(old, n, getattr(place, n))
    return "changed"


def find(session: Session, text: str) -> Place:
    """A place by code or by a name that is unique in the instance.

    Raises PlaceError; for a name that fits several it lists them with their codes.
    """
    plain = text.strip()
    if plain.isdecimal():
        place = session.get(Place, plain)
        if place is None:
            raise PlaceError(f"没有代码是 {plain} 的地方。")
        return place
    names = (plain, f"{plain}村", f"{plain}村委会")
    found = session.exec(
        select(Place)
        .where(
            col(Place.name).in_(names)
            | col(Place.short_name).in_(names)
            | (col(Place.full_name) == plain)
        )
        .order_by(col(Place.code))
    ).all()
    if not found:
        raise PlaceError(f"没有叫“{plain}”的地方。")
    if len(found) > 1:
        told = "；".join(f"{p.full_name} {p.code}" for p in found)
        raise PlaceError(f"叫“{plain}”的不止一个，请写代码：{told}。")
    return found[0]


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
    """Villages whose name or township holds the text, by code."""
    plain = text.strip().removesuffix("委会")
    if not plain:
        return []
    return (
        list(
            session.exec(
                select(Place)
                .where(
                    col(Place.full_name).contains(plain, autoescape=True),
                    col(Place.parent_code).is_not(None),
                )
                .order_by(col(Place.code))
            )
        )[:most]
        if len(plain) < 40
        else []
    )
