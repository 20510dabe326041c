"""Both source rows of a finding with their neighbours, and who did what with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from sqlmodel import Session, col, select

from villagepub import clock
from villagepub.audit_actions import AuditAction
from villagepub.comparison.comparable_list import ComparableList
from villagepub.findings.queries import FindingLine
from villagepub.models import (
    AuditEntry,
    DisclosedList,
    Finding,
    NoticeList,
    NoticeVersion,
    Staff,
)
from villagepub.tables.table import row_words

CONTEXT_ROWS = 2  # rows before and after
MAX_ROWS = 10_000  # of a whole list
TITLES = {"village": "村里贴的", "government": "政府公开的"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownRow:
    row: int
    cells: tuple[str, ...]
    is_it: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceSide:
    """Rows of one list. ``title`` says which list, ``key`` whose: village, government."""

    key: Literal["village", "government"]
    title: str
    heads: tuple[str, ...]
    rows: tuple[ShownRow, ...]


def rows_around(
    session: Session, one: FindingLine, *, rows: int = CONTEXT_ROWS
) -> Sequence[SourceSide]:
    """The village's rows, then the government's, so many before and after; a side that
    has none is left out.
    """
    return _sides(one, _lists(session, [one]), rows)


def whole_list(session: Session, one: FindingLine, key: str) -> SourceSide | None:
    """One of the two lists with all its rows; None where the finding is in no row of it."""
    found = rows_around(session, one, rows=MAX_ROWS)
    return next((side for side in found if side.key == key), None)


def in_words(
    session: Session, ones: Sequence[FindingLine]
) -> Sequence[Sequence[tuple[str, str]]]:
    """For each finding (村里贴的，第 24 行, 白志明　4组，补贴面积 13.25，补贴金额 795.00),
    then the government's, spelt as it spells: what has to be mended stands side by side.

    Three queries and one look at each list, however many findings there are.
    """
    if not ones:
        return []
    lists = _lists(session, ones)
    return [list(_words(_sides(one, lists, CONTEXT_ROWS))) for one in ones]


def _words(sides: Iterable[SourceSide]) -> Iterator[tuple[str, str]]:
    for side in sides:
        row = next((r for r in side.rows if r.is_it), None)
        if row is not None:
            who = "　".join(part for part in row.cells[:2] if part)
            pairs = zip(side.heads[3:], row.cells[2:], strict=True)
            facts = [f"{head} {cell}" for head, cell in pairs if cell]
            title = f"{side.title}，{row_words(row.row)}"
            yield title, "，".join((who, *facts))


@dataclass(frozen=True, slots=True)
class _Lists:
    """``village`` by the finding's id, ``government`` by disclosure and village code."""

    village: Mapping[int, ComparableList]
    government: Mapping[tuple[int, str], ComparableList]


def _lists(session: Session, ones: Sequence[FindingLine]) -> _Lists:
    """The lists that these findings are of, each read once; three questions in all."""
    versions = session.exec(
        select(Finding.id, NoticeVersion.id)
        .join(
            NoticeVersion,
            (col(Finding.notice_id) == NoticeVersion.notice_id)
            & (col(Finding.version) == NoticeVersion.version),
        )
        .where(col(Finding.id).in_([one.id for one in ones]))
    ).all()
    own = session.exec(
        select(NoticeList.version_id, NoticeList.lines).where(
            col(NoticeList.version_id).in_({version for _, version in versions})
        )
    )
    given = session.exec(
        select(
            DisclosedList.disclosure_id, DisclosedList.village_code, DisclosedList.lines
        ).where(
            col(DisclosedList.disclosure_id).in_({one.disclosure_id for one in ones}),
            col(DisclosedList.village_code).in_({one.village_code for one in ones}),
        )
    )
    read = {version: ComparableList.from_json(lines) for version, lines in own}
    return _Lists(
        village={n: read[v] for n, v in versions if v in read},
        government={
            (disclosure, village): ComparableList.from_json(lines)
            for disclosure, village, lines in given
        },
    )


def _sides(one: FindingLine, lists: _Lists, rows: int) -> list[SourceSide]:
    ours = lists.village.get(one.id)
    theirs = lists.government.get((one.disclosure_id, one.village_code))
    sides = []
    if ours is not None and one.village_row:
        sides.append(_side("village", ours, one.village_row, rows))
    if theirs is not None and one.government_row:
        sides.append(_side("government", theirs, one.government_row, rows))
    return sides


def _side(
    key: Literal["village", "government"],
    listed: ComparableList,
    row: int,
    context: int,
) -> SourceSide:
    at = listed.numbers.index(row) if row in listed.numbers else 0
    near = range(max(0, at - context), min(len(listed), at + context + 1))
    return SourceSide(
        key=key,
        title=TITLES[key],
        heads=("行", "姓名", "组别", *(f.label for f in listed.fields)),
        rows=tuple(
            ShownRow(
                row=r.row,
                cells=(r.name, r.group, *map(_grouped, r.values)),
                is_it=r.row == row,
            )
            for r in map(listed.__getitem__, near)
        ),
    )


def _grouped(value: str) -> str:
    """1,099.80: what is compared is a number or nothing."""
    try:
        return f"{Decimal(value):,}"
    except InvalidOperation:
        return value


def trail(session: Session, finding_id: int) -> Sequence[tuple[str, str]]:
    """(moment and who, what) of every act on a finding, the oldest first."""
    rows = session.exec(
        select(AuditEntry, Staff.name)
        .join(Staff, col(Staff.id) == AuditEntry.actor_id, isouter=True)
        .where(AuditEntry.subject == f"finding:{finding_id}")
        .order_by(col(AuditEntry.id))
    )
    return [
        (f"{clock.say_moment(entry.at)} {name or ''}", AuditAction(entry.action).label)
        for entry, name in rows
    ]
