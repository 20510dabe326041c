"""The ways out of a problem, by what each does (``edits`` carries them out)."""

from collections.abc import Iterable

from villagepub.forms.entry import Choice

DROP_ROWS = "drop_rows"  # all rows of the choice's value: 8,9


def accept(label: str) -> Choice:
    """It stands as the sheet has it."""
    return Choice(id="accept", label=label)


def explain(label: str) -> Choice:
    """It stands, with a sentence that is printed beside the list."""
    return Choice(id="explain", label=label)


EXPLAIN = explain("表上没错，我来说明")


def type_in(label: str) -> Choice:
    return Choice(id="type_in", label=label)


def set_value(label: str, value: str) -> Choice:
    return Choice(id="set_value", label=label, value=value)


def use_sum(label: str) -> Choice:
    return Choice(id="use_sum", label=label)


def drop_row(label: str) -> Choice:
    return Choice(id="drop_row", label=label)


def drop_rows(label: str, rows: Iterable[int]) -> Choice:
    return Choice(id=DROP_ROWS, label=label, value=",".join(map(str, rows)))
