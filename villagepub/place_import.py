"""Villages with their townships and counties, from the published list."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import AuditEntry, Place
from villagepub.places import MAX_NAME, PlaceError, initials, short_name
from villagepub.tables.readers.csv_reader import readings

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


@dataclass(frozen=True, slots=True)
class PlaceImport:
    """``kept``: villages that were renamed here, by the name that the list goes on giving
    them and by their own.
    """

    added: int
    changed: int
    unchanged: int
    kept: tuple[tuple[str, str], ...] = ()


def import_csv(act: Act, data: bytes, *, filename: str) -> PlaceImport:
    """Villages with their townships and counties; importing again updates names, but of
    a village that somebody has renamed here.

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
    renamed = _renamed(act.session)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    kept = []
    for place in _places(rows):
        own = known.get(place.code)
        if own is not None and place.code in renamed and own.name != place.name:
            kept.append((place.name, own.name))
            _call_as(place, own)
        counts[_put(act.session, known, place)] += 1
    act.session.flush()  # what follows in this transaction looks places up
    act.record(AuditAction.PLACES_IMPORT, **counts)
    return PlaceImport(**counts, kept=tuple(kept))


def _renamed(session: Session) -> set[str]:
    """The codes of villages of which a person has said how they are called."""
    return set(
        session.exec(
            select(AuditEntry.place_code).where(
                AuditEntry.action == AuditAction.PLACE_RENAME.value
            )
        )
    )


def _call_as(place: Place, own: Place) -> None:
    above = place.full_name.removesuffix(place.short_name)
    place.name, place.short_name = own.name, own.short_name
    place.full_name, place.initials = above + own.short_name, own.initials


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
    for text in readings(data):
        return text
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
