"""What a check looked at, what it could not check and why, and what it found.

An ``Evidence`` that has passed is a tick on the page: it counts what was checked, and
there is none where nothing was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from villagepub.forms.entry import Problem
from villagepub.forms.form import RuleKind
from villagepub.tables.table import row_words, rows_words

CheckResult = Literal["passed", "failed", "unchecked"]


MAX_TOLD = 12  # rows that could not be checked and are named


@dataclass(slots=True, unsafe_hash=True)
class CheckedRow:
    """``working`` 5.82 × 60, what came out and what the sheet says; ``fault`` is the
    code of the problem it makes, '' where both agree. ``row`` 0: no row of its own.

    Nothing changes one; it is not frozen for the same reason as a ``TableRow``.
    """

    row: int
    working: str
    who: str = ""  # whose row it is, beside its number
    computed: str = ""
    stated: str = ""
    part: str = ""
    fault: str = ""

    @property
    def where(self) -> str:
        return (
            f"{self.part} {row_words(self.row)}".strip() if self.row > 0 else self.part
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """Rows that could not be checked, and the one reason for all of them.

    No rows: the sheet as a whole has not what the check needs.
    """

    reason: str  # 没有写补贴标准
    rows: tuple[int, ...] = ()

    @property
    def where(self) -> str:
        return rows_words(self.rows, MAX_TOLD)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """One rule of a form over one entry.

    ``claim`` is what holds where nothing is wrong (补贴面积 × 补贴标准 = 补贴金额),
    ``counted`` what one checked thing is called (户, 笔, 个合计).
    """

    rule: RuleKind
    claim: str
    counted: str
    columns: tuple[str, ...] = ()
    rows: tuple[CheckedRow, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    note: str = ""  # 四舍五入到分

    @property
    def checked(self) -> int:
        return len(self.rows)

    @property
    def faults(self) -> tuple[CheckedRow, ...]:
        return tuple(row for row in self.rows if row.fault)

    @property
    def unchecked(self) -> int:
        return sum(len(s.rows) for s in self.skipped)

    @property
    def state(self) -> CheckResult:
        if not self.rows:
            return "unchecked"
        return "failed" if self.faults else "passed"

    @property
    def sentence(self) -> str:
        """73 户的“面积 × 标准 = 金额”都算过，全对; what is not so is said as well."""
        if not self.rows:
            return f"{self.claim}：{self.reason or '没有可比的'}，没查"
        said = f"{self.checked:,} {self.counted}：{self.claim}，"
        said += (
            f"{len(self.faults):,} {self.counted}不对"
            if self.faults
            else "都算过，全对"
        )
        return (
            f"{said}；{self.unchecked:,} {self.counted}没法查"
            if self.unchecked
            else said
        )

    @property
    def reason(self) -> str:
        return "；".join(s.reason for s in self.skipped)

    @property
    def span(self) -> str:
        """第 4 行到第 76 行 of the rows that were checked."""
        own = {r.row for r in self.rows if r.row > 0}
        ends = sorted({min(own), max(own)}) if own else []
        return "到".join(row_words(row) for row in ends)


Found = tuple[Evidence, list[Problem]]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one rule comes upon while it goes through an entry, row by row."""

    rows: list[CheckedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: dict[str, list[int]] = field(default_factory=dict)  # rows by reason

    def check(self, row: CheckedRow, problem: Problem | None = None) -> None:
        """Take in a row that was checked, with the problem that it makes."""
        if problem is not None:
            row = replace(row, fault=problem.code)
            self.problems.append(problem)
        self.rows.append(row)

    def check_all(
        self, rows: Iterable[CheckedRow], problems: Mapping[int, Problem]
    ) -> None:
        """Take in the rows of a long list; ``problems`` by their places among them."""
        checked = list(rows)
        for place, problem in problems.items():
            checked[place] = replace(checked[place], fault=problem.code)
        self.rows.extend(checked)
        self.problems.extend(problems.values())

    def skip(self, row: int, reason: str) -> None:
        self.skipped.setdefault(reason, []).append(row)

    def found(
        self,
        rule: RuleKind,
        claim: str,
        *,
        counted: str,
        columns: Sequence[str],
        note: str = "",
    ) -> Found:
        evidence = Evidence(
            rule=rule,
            claim=claim,
            counted=counted,
            columns=tuple(columns),
            rows=tuple(self.rows),
            skipped=tuple(
                Skipped(reason=reason, rows=tuple(rows))
                for reason, rows in self.skipped.items()
            ),
            note=note,
        )
        return evidence, self.problems
