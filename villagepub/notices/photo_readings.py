"""A photographed list while its doubtful cells are asked about, until it is a sheet.

Neither the photo nor a number that must stay private is kept. What a draft keeps is what
it would keep of a sheet, and the cut-outs of those cells, sealed together; when the last
question is answered the cut-outs are gone and the sheet is the draft's.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from villagepub import forms, privacy, seals, tables
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.canonical_json import as_plain, canonical_json, thaw
from villagepub.forms.form import Form
from villagepub.models import Draft
from villagepub.notices import uploads
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault, StaleDraft
from villagepub.notices.held_draft import hold
from villagepub.notices.uploads import ReadSheet
from villagepub.photo import Doubts, PhotoCell, PhotoGrid, Spot, doubts, proof, spots
from villagepub.tables.table import Table, TableRow, with_cell
from villagepub.tables.unit_parser import in_line

PURPOSE = "villagepub photographed lists"
LOST = "照片读到一半的内容打不开了，请重新拍一张。"


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenCell:
    """How a cell was seen; ``picture``: a JPEG as base64, '' for none."""

    spot: Spot
    confidence: float
    picture: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoReading:
    """``told``: cells that a person has said. ``are_seen``: all that nothing proves was
    held against the paper, and so many rows were counted there. ``year``: the notice's.
    """

    form: str
    sheet: DraftSheet
    year: int = 0
    seen: tuple[SeenCell, ...] = ()
    told: tuple[Spot, ...] = ()
    are_seen: bool = False

    def doubts(self) -> Doubts:
        known = {cell.spot: PhotoCell(confidence=cell.confidence) for cell in self.seen}
        return doubts.find(
            forms.get(self.form),
            self.sheet.tables,
            self.sheet.mappings,
            known,
            self.told,
        )

    def is_settled(self) -> bool:
        found = self.doubts()
        is_proven = not (found.unproven or found.uncounted)
        return not found.is_told_by_one and (is_proven or self.are_seen)

    @property
    def count(self) -> int:
        return sum(len(table.rows) for table in self.sheet.tables)

    def picture_of(self, spot: Spot) -> str:
        return next((c.picture for c in self.seen if c.spot == spot), "")


def begin(read: ReadSheet, grid: PhotoGrid, *, year: int = 0) -> PhotoReading:
    """What was read of a photo, cut as a sheet is, with how its cells were seen.

    Of a cell in which the gate has masked anything no picture is kept: it shows it whole.
    """
    form = forms.get(read.form)
    tables = read.sheet.tables
    mappings = read.sheet.mappings
    kept = _told_columns(form, tables, mappings)
    private = {
        (t, place)
        for t, mapping in enumerate(mappings)
        for place, key in enumerate(mapping)
        if key.startswith("!")
    }
    seen = tuple(
        SeenCell(
            spot=spot,
            confidence=round(cell.confidence, 3),
            picture=base64.b64encode(cell.picture).decode()
            if _is_whole(spots.text_at(tables, spot), cell.text)
            else "",
        )
        for spot, cell in spots.seen(tables, grid).items()
        if (spot.table, spot.column) in kept
        or (spot.is_head and (spot.table, spot.column) not in private)
    )
    return PhotoReading(form=read.form, sheet=read.sheet, seen=seen, year=year)


def _told_columns(
    form: Form, tables: Sequence[Table], mappings: Sequence[Sequence[str]]
) -> set[tuple[int, int]]:
    """Table and place of the columns whose cells a person may be asked about."""
    return {
        (t, place)
        for t, (table, mapping) in enumerate(zip(tables, mappings, strict=True))
        for columns in (spots.figure_columns, spots.word_columns)
        for place in columns(form, table, mapping)
    }


def _is_whole(kept: str, read: str) -> bool:
    """Whether what is kept of a cell is what stands in its picture."""
    return kept == read or privacy.scrub(read) == read


def say(reading: PhotoReading, said: Mapping[Spot, str]) -> PhotoReading:
    """The reading with these cells as a person says them.

    Raises NoticeFault for a figure that is none.
    """
    for spot, text in said.items():
        if spot.is_head:
            reading = _with_head(reading, spot, privacy.scrub(text.strip())[:60])
    figures = {
        (t, place)
        for t, (table, mapping) in enumerate(
            zip(reading.sheet.tables, reading.sheet.mappings, strict=True)
        )
        for place in spots.figure_columns(forms.get(reading.form), table, mapping)
    }
    changed = list(reading.sheet.tables)
    for spot, text in said.items():
        if spot.is_head:
            continue
        is_figure = (spot.table, spot.column) in figures
        kind: Literal["quantity"] | None = "quantity" if is_figure else None
        clean = privacy.scrub(text.strip(), kind)[:200]
        if is_figure and clean and proof.number(clean) is None:
            raise NoticeFault(f"“{clean[:20]}”不是数。照着纸上写，只写数。")
        changed[spot.table] = _with(changed[spot.table], spot, clean)
    return replace(
        reading,
        sheet=replace(reading.sheet, tables=tuple(changed)),
        told=tuple(sorted({*reading.told, *said})),
    )


def _with_head(reading: PhotoReading, spot: Spot, text: str) -> PhotoReading:
    """The reading with a head, or the line with the unit, as a person says it.

    Raises NoticeFault where it names a column whose cells were not kept.
    """
    sheet, n = reading.sheet, spot.table
    if text == spots.text_at(sheet.tables, spot):
        return reading
    is_line = spot.column == spots.LINE
    table, old = sheet.tables[n], spots.unit_line(sheet.tables[n])
    lead = [_line(text) if is_line and said == old else said for said in table.lead]
    heads = {} if is_line else {spot.column: text}
    every = list(sheet.tables)
    every[n] = tables.corrected(table, heads, lead)
    form = forms.get(reading.form)
    read = uploads.read_as(form, replace(sheet, tables=tuple(every)), year=reading.year)
    if any(place == spot.column for _, place in uploads.unread(sheet, read.mappings)):
        raise NoticeFault(
            f"“{text}”这一列刚才没认出来，里面的字没有留。请点“重拍”再拍一张。"
        )
    return replace(reading, sheet=read)


def _line(text: str) -> str:
    """单位：万元 for who has typed 万元 alone."""
    whole = f"单位：{text}"
    return whole if not in_line(text) and in_line(whole) else text


def _with(table: Table, spot: Spot, text: str) -> Table:
    def changed(rows: Sequence[TableRow]) -> tuple[TableRow, ...]:
        row = with_cell(rows[spot.row], spot.column, text)
        return (*rows[: spot.row], row, *rows[spot.row + 1 :])

    if spot.is_total:
        return replace(table, totals=changed(table.totals))
    return replace(table, rows=changed(table.rows))


def look_over(reading: PhotoReading, *, rows: str, are_right: bool) -> PhotoReading:
    """Said of what nothing proves: held against the paper, which has so many rows.

    Raises NoticeFault where the paper has another number of rows than was read.
    """
    if not are_right:
        raise NoticeFault("照着纸一行行看过，打个勾，再往下走。")
    counted = proof.number(rows)
    if counted is None:
        raise NoticeFault("纸上一共几行，数一数写上。")
    if counted != Decimal(reading.count):
        raise NoticeFault(
            f"纸上 {rows.strip()} 行，照片上读到 {reading.count} 行。"
            "请把纸照全、铺平，再拍一张。"
        )
    return replace(reading, are_seen=True)


def keep(
    act: Act, *, draft_id: int, revision: int, reading: PhotoReading, key: bytes
) -> Draft:
    """The reading in the draft: sealed while it has doubts, its sheet when it has none."""
    held = hold(act, draft_id, revision)
    if held.notice.form != reading.form:
        raise StaleDraft
    if reading.is_settled():
        return held.put(replace(reading.sheet, is_photographed=True))
    own = held.sheet
    text = canonical_json(as_plain(reading))
    sheet = replace(own, photo=seals.seal(text, key, purpose=PURPOSE), job=None)
    if not own.tables:  # the same photo, sent twice, is known again
        sheet = replace(sheet, digest=reading.sheet.digest)
    digest, told = reading.sheet.digest, len(reading.told)
    return held.save(AuditAction.DRAFT_PHOTO, sheet, file_digest=digest, told=told)


def drop(act: Act, *, draft_id: int, revision: int) -> Draft:
    """The photo is not wanted any more; the draft's own sheet stays."""
    held = hold(act, draft_id, revision)
    return held.save(AuditAction.DRAFT_PHOTO, held.sheet.without_photo())


def opened(sheet: DraftSheet, key: bytes) -> PhotoReading:
    """Raises SealError where it was sealed with another key."""
    text = seals.unseal(sheet.photo, key, purpose=PURPOSE, refusal=LOST)
    return thaw(PhotoReading, text)
