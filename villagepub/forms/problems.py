"""Problems by what they are about: a cell, a row, a column, a part, the sheets as they came.

Their codes are made here alone: what is asked, the part, and the row or the column or
both, with ":" between ("required:7月:37:amount"). ``decided`` and ``edits`` read them.
``asks`` is what a code begins with where its kind has several questions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from villagepub.forms.entry import Choice, Problem, ProblemKind


@dataclass(frozen=True, slots=True)
class Subject:
    """What a problem is about, before it is said what is wrong there."""

    code: str
    kind: ProblemKind
    part: str = ""
    row: int = 0
    column: str = ""

    def without_column(self) -> "Subject":
        """The column is in the code, and is none that the question has a value for."""
        return replace(self, column="")

    def problem(
        self,
        *,
        title: str,
        message: str,
        choices: tuple[Choice, ...],
        said: str = "",
        other_row: int = 0,
        blocking: bool = True,
    ) -> Problem:
        return Problem(
            code=self.code,
            kind=self.kind,
            title=title,
            message=message,
            said=said,
            part=self.part,
            row=self.row,
            other_row=other_row,
            column=self.column,
            choices=choices,
            blocking=blocking,
        )


def of_cell(
    kind: ProblemKind, part: str, row: int, column: str, *, asks: str = ""
) -> Subject:
    return Subject(_code(asks or kind, part, row, column), kind, part, row, column)


def of_row(kind: ProblemKind, part: str, row: int, column: str = "") -> Subject:
    """``column`` is the one of its cells that is asked about, if it is one."""
    return Subject(_code(kind, part, row), kind, part, row, column)


def of_rows(
    kind: ProblemKind, part: str, rows: Iterable[int], *, asks: str = ""
) -> Subject:
    """Many rows at once, told apart from others by the first."""
    return Subject(_code(asks or kind, part, min(rows)), kind, part)


def of_column(kind: ProblemKind, part: str, column: str, *, asks: str = "") -> Subject:
    return Subject(_code(asks or kind, part, column), kind, part, column=column)


def of_sum(part: str, spot: str, row: int, column: str = "") -> Subject:
    """A sum that the sheet states; ``spot`` as in ``Subtotal``, row 0 in the title."""
    return Subject(_code("total", part, spot), "total", part, row, column)


def of_part(
    kind: ProblemKind, part: str, column: str = "", *, asks: str = ""
) -> Subject:
    return Subject(_code(asks or kind, part), kind, part, column=column)


def of_source(
    kind: ProblemKind, *spot: str | int, column: str = "", asks: str = ""
) -> Subject:
    """The sheets as they came, before there are parts."""
    return Subject(_code(asks or kind, *spot), kind, column=column)


def _code(*spot: str | int) -> str:
    return ":".join(map(str, spot))
