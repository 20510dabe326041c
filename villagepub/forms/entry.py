"""A filled form: the rows of a sheet, typed, with everything private already cut."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from villagepub.forms.quantities.unit_resolution import ResolvedUnit, UnitQuestion

ProblemKind = Literal[
    "duplicate", "arithmetic", "total", "chain", "required", "unreadable", "negative",
    "period", "village", "others", "empty", "same_name", "form", "unit", "opening", "sides", "part",
    "marked", "whole", "carried", "words",
    "rest", "column", "reason", "years", "sheet",
]  # fmt: skip


@dataclass(slots=True, unsafe_hash=True)
class Record:
    """One row. ``values`` are canonical strings by column key, '' if empty:

    money "1099.80" (元), area "3.504" (亩), count "4", date "2026-07-08", group "4组".
    ``written`` has the cell as it stands where its unit is another (18.6 万元).
    ``identity`` is the keyed hash of an identity number, ``mask`` what may be said of it
    ("6106**********0395"); both '' if the sheet had none. ``row`` is the source row, made
    unique where lists stand side by side (``tables.table.row_ids``). Nothing changes one;
    it is not frozen for the same reason as a ``TableRow``.
    """

    row: int
    values: Mapping[str, str]
    identity: str = ""
    mask: str = ""
    unread: Mapping[str, str] = field(default_factory=dict)  # key → what is wrong
    written: Mapping[str, str] = field(default_factory=dict)

    def says(self, key: str) -> bool:
        """Something stands in the column, be it nothing that could be read."""
        return bool(self.values.get(key)) or key in self.unread

    def with_value(self, key: str, value: str) -> "Record":
        return replace(self, values={**self.values, key: value})

    def without_fault(self, key: str) -> "Record":
        """The record with nothing left unread in the column."""
        unread = {k: why for k, why in self.unread.items() if k != key}
        return replace(self, unread=unread)


@dataclass(frozen=True, kw_only=True, slots=True)
class Subtotal:
    """What the sheet states for some of its rows: 1组小计, 本页合计, 合计：3人."""

    row: int
    values: Mapping[str, str] = field(default_factory=dict)  # by column key
    count: str = ""  # how many rows it says there are
    rows: tuple[int, ...] = ()  # that it sums
    of: str = ""  # their kind (债权), or which of several that one row states

    def spot(self, key: str) -> str:
        """Which of a part's stated sums it is, in the code of its problem."""
        return ":".join(filter(None, (key, str(self.row), self.of)))


@dataclass(frozen=True, kw_only=True, slots=True)
class UnreadTotal:
    """A stated sum that is no number; ``fault`` says what stands there."""

    row: int
    column: str
    fault: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtedDay:
    """7.1 of which nothing tells whether it was 7.10: the day as written, and the other."""

    row: int
    column: str
    day: str
    other: str


# Of a ledger: one column of money without a side, or 支出 all below 0.
UnclearSign = Literal["", "one", "spending"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One sheet of the entry: the whole of most notices, a month of a quarterly one."""

    name: str = ""  # "7月"
    records: tuple[Record, ...] = ()
    opening: Mapping[str, str] = field(default_factory=dict)  # 上月结转, by column key
    opening_row: int = 0
    # 合计 as the sheet writes it
    stated: Mapping[str, str] = field(default_factory=dict)
    stated_row: int = 0
    subtotals: tuple[Subtotal, ...] = ()
    # 收回98张, 余300元 in the title, of columns that are not added up
    said_above: Mapping[str, str] = field(default_factory=dict)
    unread_totals: tuple[UnreadTotal, ...] = ()
    # rows with sums of which nobody knows the column
    untold_totals: tuple[int, ...] = ()
    units: Mapping[str, ResolvedUnit] = field(default_factory=dict)  # by column key
    unit_questions: tuple[UnitQuestion, ...] = ()
    open_heads: Mapping[str, str] = field(
        default_factory=dict
    )  # by column key: heads that may as well mean another column
    has_other_money: bool = False  # a column of money, or of sums, that nobody took
    doubted_days: tuple[DoubtedDay, ...] = ()
    yearless: tuple[tuple[int, str], ...] = ()  # row and key of days without a year
    year: int = 0  # and month: what completes a day written as 7.8; 0 if unknown
    month: int = 0
    asks_sides: bool = False  # 借方 and 贷方, and nothing says which is income
    asks_sign: UnclearSign = ""
    bracketed: tuple[int, ...] = ()  # rows with (200) where others say -200
    ended: int = 0  # rows that are counted and not listed: 停发
    ended_for: Mapping[str, int] = field(default_factory=dict)  # by class of reason
    notes: tuple[str, ...] = ()  # how the sheet was read, where that was not plain

    def with_values(self, key: str, values: Mapping[int, str]) -> "Part":
        """The part with these values, by row, in a column."""
        records = (
            r.with_value(key, values[r.row]) if r.row in values else r
            for r in self.records
        )
        return replace(self, records=tuple(records))


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    parts: tuple[Part, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(chain.from_iterable(part.records for part in self.parts))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all columns that some row has."""
        return keys_of(self.records)

    @property
    def placed(self) -> Iterator[tuple[Part, Record]]:
        """Each record with the part that it stands in."""
        return ((part, record) for part in self.parts for record in part.records)


def keys_of(records: Iterable[Record]) -> tuple[str, ...]:
    """Of all columns that one of these rows has, in their order."""
    alike = dict.fromkeys(tuple(r.values) for r in records)  # all of a sheet, as a rule
    return tuple(dict.fromkeys(chain.from_iterable(alike)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A way out of a problem. ``id``: drop_row, set_value, use_sum, explain …

    ``set_value`` carries the value; explain needs a sentence from the clerk. None is
    ever preselected: each changes what somebody is paid, or whether a row stands.
    """

    id: str
    label: str
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What a check found; ``code`` is stable for the same fault in the same sheet."""

    code: str  # "duplicate:2026年:37"
    kind: ProblemKind
    title: str  # 王东升写了两遍
    message: str  # 14.71 亩 × 60 元 = 882.60 元，表上写的是 782.60，差 100.00 元
    said: str = ""  # what the sheet says there, for the sentence on what was decided
    part: str = ""
    row: int = 0  # 0: the sheet as a whole
    other_row: int = 0
    column: str = ""
    choices: tuple[Choice, ...] = ()
    blocking: bool = True  # False: worth a look, nothing to decide


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What the clerk chose for one problem, and the sentence they gave for it."""

    code: str
    choice: str
    value: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A cell changed by hand (column), a row dropped (column ''), or added (row < 0)."""

    part: str
    row: int
    column: str
    value: str
