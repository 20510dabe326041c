"""The questions about a photographed list, each beside the cut-out of its cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagepub import forms
from villagepub.forms.quantities import money
from villagepub.notices.photo_readings import PhotoReading
from villagepub.photo import Doubts, Spot, candidates, spots
from villagepub.photo.candidates import Candidate
from villagepub.photo.proof import number
from villagepub.tables.table import Table

MAX_QUESTIONS = 40  # on one page; the others come when these are answered


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """``id`` tells the cell; ``choices``: what it may be. A name that was read is chosen
    beforehand, a figure, a head or a unit never.
    """

    id: str
    title: str
    legend: str
    picture: str
    choices: tuple[Candidate, ...]
    is_figure: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """A row of figures that nothing proves: (id, head, value, picture) of each."""

    who: str
    cells: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """``stated`` on paper, '' where nothing is; ``added`` up from the rows."""

    label: str
    stated: str
    added: str
    unit: str
    is_right: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperPage:
    count: int
    unit: str
    cells: int
    left: int
    questions: tuple[Question, ...]
    glances: tuple[Glance, ...]
    sums: tuple[Sum, ...]
    asks_count: bool
    cuts: tuple[tuple[str, int], ...]


def page_of(reading: PhotoReading) -> PaperPage:
    found = reading.doubts()
    asked = asked_of(found)
    is_looked_over = not (found.figures or found.heads)
    return PaperPage(
        count=reading.count,
        unit=forms.get(reading.form).row_unit,
        cells=sum(len(t.rows) * len(t.columns) for t in reading.sheet.tables),
        left=len(found.heads) + len(found.figures) + len(found.words) - len(asked),
        questions=tuple(_question(reading, found, spot) for spot in asked),
        glances=tuple(_glances(reading, found.unproven)) if is_looked_over else (),
        sums=tuple(_sums(reading)),
        asks_count=is_looked_over and bool(found.unproven or found.uncounted),
        cuts=tuple((c.label, c.count) for c in reading.sheet.cuts),
    )


def asked_of(found: Doubts) -> tuple[Spot, ...]:
    """The cells that this page asks about: heads first, for all else hangs on them."""
    return found.heads or (*found.figures, *found.words)[:MAX_QUESTIONS]


def id_of(spot: Spot) -> str:
    return f"{spot.table}-{spot.row}-{spot.column}-{int(spot.is_total)}"


def candidates_of(reading: PhotoReading, spot: Spot) -> tuple[Candidate, ...]:
    if spot.is_head:
        return (Candidate(spots.text_at(reading.sheet.tables, spot)),)
    mapping = reading.sheet.mappings[spot.table]
    form = forms.get(reading.form)
    return candidates.of(form, reading.sheet.tables, mapping, spot)


def _question(reading: PhotoReading, found: Doubts, spot: Spot) -> Question:
    if spot.is_head:
        return _head_question(reading, spot)
    is_figure = spot in found.figures
    text = spots.text_at(reading.sheet.tables, spot)
    head = _head(reading, spot)
    return Question(
        id=id_of(spot),
        title=f"{_who(reading, spot)}　{head}",
        legend=f"照着小图，{head}是哪个" if text else f"纸上这一格的{head}",
        picture=reading.picture_of(spot),
        choices=candidates_of(reading, spot) if is_figure else (Candidate(text),),
        is_figure=is_figure,
        is_chosen=not is_figure,
    )


def _head_question(reading: PhotoReading, spot: Spot) -> Question:
    """A head or a unit changes what every figure below means: none is chosen."""
    is_line = spot.column == spots.LINE
    what = "单位那一行" if is_line else "这一列的列名"
    column = reading.sheet.tables[spot.table].columns[spot.column]
    return Question(
        id=id_of(spot),
        title="表头上的单位" if is_line else f"列名：{column.label}",
        legend=f"照着小图，{what}是不是这样写的",
        picture=reading.picture_of(spot),
        choices=candidates_of(reading, spot),
    )


def _head(reading: PhotoReading, spot: Spot) -> str:
    key = reading.sheet.mappings[spot.table][spot.column]
    label = forms.get(reading.form).label_of(key)
    return label or reading.sheet.tables[spot.table].columns[spot.column].label


def _who(reading: PhotoReading, spot: Spot) -> str:
    table = reading.sheet.tables[spot.table]
    if spot.is_total:
        said = (c for c in table.totals[spot.row].cells if c and number(c) is None)
        return next(said, "合计")
    unit = forms.get(reading.form).row_unit
    return f"第 {spot.row + 1} {unit} {_name(reading, table, spot)}".strip()


def _name(reading: PhotoReading, table: Table, spot: Spot) -> str:
    form = forms.get(reading.form)
    mapping = reading.sheet.mappings[spot.table]
    for column in (form.by_role("name"), form.by_role("subject")):
        if column and column.key in mapping:
            return table.rows[spot.row].cells[mapping.index(column.key)]
    return ""


def _glances(reading: PhotoReading, unproven: Sequence[Spot]) -> Iterator[Glance]:
    rows: dict[tuple[int, bool, int], list[Spot]] = {}
    for spot in unproven:
        rows.setdefault((spot.table, spot.is_total, spot.row), []).append(spot)
    for _, own in sorted(rows.items()):
        yield Glance(
            who=_who(reading, own[0]),
            cells=tuple(
                (
                    id_of(spot),
                    _head(reading, spot),
                    spots.text_at(reading.sheet.tables, spot),
                    reading.picture_of(spot),
                )
                for spot in sorted(own)
            ),
        )


def _sums(reading: PhotoReading) -> Iterator[Sum]:
    """The columns that add up: what is stated, and what the rows make."""
    form = forms.get(reading.form)
    for table, mapping in zip(
        reading.sheet.tables, reading.sheet.mappings, strict=True
    ):
        for place, key in enumerate(mapping):
            column = next((c for c in form.columns if c.key == key and c.sum), None)
            if column is None:
                continue
            values = [number(row.cells[place] or "0") for row in table.rows]
            added = sum((v for v in values if v is not None), Decimal(0))
            whole = [t for t in table.totals if t.covers == ((0, len(table.rows)),)]
            stated = next((t.cells[place] for t in whole if t.cells[place]), "")
            show = money.show if column.kind in ("money", "area") else str
            yield Sum(
                label=column.label,
                stated=stated,
                added=show(added),
                unit=column.unit,
                is_right=bool(stated) and number(stated) == added,
            )
