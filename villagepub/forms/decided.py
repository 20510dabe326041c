"""The clerk's decisions sorted by what they do to an entry; ``edits`` carries them out."""

from collections.abc import Callable, Iterable, Mapping

from villagepub.forms.choices import DROP_ROWS
from villagepub.forms.days import day_order, years_of_days
from villagepub.forms.entry import Decision, Part
from villagepub.forms.heads import open_heads
from villagepub.forms.rules import absent_sums, blank_bands, cell_faults
from villagepub.forms.rules.duplicates import JOIN_ROW
from villagepub.forms.words import name_digits, private_words

RowSpot = tuple[str, int]  # part, row; row 0: what the part begins with
SETTING = ("set_value", "type_in")
# Choices about all of a column, and what they make of the part.
OF_COLUMN: Mapping[str, Callable[[Part, str], Part]] = {
    cell_faults.LEAVE: cell_faults.without_column,
    private_words.LEAVE_OUT: private_words.without,
    name_digits.DROP: name_digits.without,
    day_order.CUT: day_order.as_cut,
    blank_bands.FILL: blank_bands.filled_down,
}


def dropped_together(decision: Decision) -> set[RowSpot]:
    """All rows that one choice leaves out, those of other villages; none of another."""
    _, part, *_ = decision.code.split(":")
    is_drop = decision.choice == DROP_ROWS
    rows = decision.value.split(",") if is_drop else ()
    return {(part, int(row)) for row in rows}


class Changes:
    """The decisions sorted by what they do: rows to drop, values to set, sides to swap,
    and so on.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self.dropped: set[RowSpot] = set()
        self.values: dict[RowSpot, dict[str, str]] = {}
        self.use_sum: set[tuple[str, str]] = set()
        self.swapped: set[RowSpot] = set()
        self.joined: dict[RowSpot, int] = {}  # a row, and the one that it belongs to
        self.sides: dict[str, str] = {}  # part → one of ledger_signs.SAID
        self.whole: dict[str, list[tuple[str, str]]] = {}  # part → (column, choice)
        self.years: dict[str, list[tuple[str, str]]] = {}  # part → (column, day)
        self.marked: dict[str, list[tuple[str, str]]] = {}  # part → (column, choice)
        self.reasons: dict[str, list[tuple[str, int, str]]] = {}  # column, row, class
        for decision in decisions:
            _, part, *rest = decision.code.split(":", 3)
            self._take(decision, part, rest)

    def _take(self, decision: Decision, part: str, rest: list[str]) -> None:
        if decision.code.startswith("sides:"):
            self.sides[part] = decision.choice
        elif not rest:
            return
        elif decision.choice in (absent_sums.ADD_UP, open_heads.OTHER, *OF_COLUMN):
            self.whole.setdefault(part, []).append((rest[0], decision.choice))
        elif decision.choice == years_of_days.LATEST:
            self.years.setdefault(part, []).append((rest[0], decision.value))
        elif decision.code.startswith("reason:"):
            said = (rest[1], int(rest[0]), decision.value)
            self.reasons.setdefault(part, []).append(said)
        elif decision.code.startswith("marked:"):
            self.marked.setdefault(part, []).append((rest[0], decision.choice))
        else:
            self._take_row(decision, part, rest)

    def _take_row(self, decision: Decision, part: str, rest: list[str]) -> None:
        if decision.choice == "drop_row":
            self.dropped.add((part, int(rest[0])))
        elif decision.choice == DROP_ROWS:
            self.dropped |= dropped_together(decision)
        elif decision.choice == JOIN_ROW and decision.value.isdecimal():
            self.joined[part, int(rest[0])] = int(decision.value)
        elif decision.choice == "use_sum":
            self.use_sum.add((part, ":".join(rest)))
        elif decision.choice == "swap":
            self.swapped.add((part, int(rest[0])))
        elif decision.choice in SETTING and len(rest) > 1 and decision.value.strip():
            self.values.setdefault((part, int(rest[0])), {})[rest[1]] = decision.value
