"""Inspection of a draft's sheet against its form: open problems, and what was decided."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from villagepub import forms
from villagepub.forms.choices import DROP_ROWS
from villagepub.forms.entry import Decision, Entry, Problem
from villagepub.forms.evidence import Evidence
from villagepub.forms.form import Form
from villagepub.forms.unit_uses import UnitUse
from villagepub.notices.column_usage import ColumnFate, column_fates
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.period import Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """``entry`` is the sheet with all decisions and changes carried out, as it will be
    published; ``evidence`` what the rules looked at in it.
    """

    form: Form
    entry: Entry
    found: tuple[Problem, ...]  # in the sheet as it came
    open: tuple[Problem, ...]  # still to settle
    explanations: tuple[str, ...]  # what was mended or explained, in words
    # What looks wrong on the notice after all mending and is right, as villagers read
    # it beside the list: who adds up finds it too.
    standing: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    units: tuple[UnitUse, ...] = ()  # of which unit each column of numbers is
    columns: tuple[ColumnFate, ...] = ()  # what became of each of the sheet's columns
    notes: tuple[str, ...] = ()  # how it was read, where that was not plain
    has_words: bool = False  # a free notice without a table says something all the same

    @property
    def blocking(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.open if p.blocking)

    @property
    def is_ready(self) -> bool:
        return self.says_something and not self.blocking

    @property
    def says_something(self) -> bool:
        return bool(self.entry.records) or self.has_words


def inspect(form: Form, sheet: DraftSheet, *, village: str, period: str) -> Inspection:
    """Fill, amend and check; pure and quick enough for every page (2,000 rows).

    While nobody has said that a sheet of another form is meant, nothing else is asked.
    """
    year = year_of(period)
    came = filled = fill_draft(form, sheet, year=year)
    if forms.chosen_units(sheet.decisions):
        filled = fill_draft(form, sheet, year=year, decisions=sheet.decisions)
    form = forms.expanded_for(form, came)
    amended = forms.amend(form, filled, sheet.decisions, sheet.edits)
    has_words = form.own_columns and bool(sheet.options.paragraphs)
    is_checked = bool(amended.records) or not has_words
    report = forms.examine(form, amended) if is_checked else forms.Report()
    of_source = _of_source(form, sheet, amended, village, period)
    other_form = forms.check_form(form, sheet.tables)
    as_uploaded = _once(
        (
            *filter(None, (other_form,)),
            *of_source,
            *_of_period(form, filled, period),
            *(forms.check(form, came) if is_checked else ()),
        )
    )
    changed = _changed_rows(filled, amended)
    return Inspection(
        form=form,
        entry=forms.without_parts(amended),
        found=as_uploaded,
        open=_open_problems(sheet.decisions, other_form, of_source, report.problems),
        explanations=(
            *_settled(form, sheet, came, filled, as_uploaded),
            *_by_hand(form, sheet, filled, amended),
        ),
        standing=(
            *_standing(form, amended, sheet.decisions, of_source),
            *forms.product_sentences(form, amended),
        ),
        evidence=tuple(_marked(e, changed) for e in report.evidence),
        units=forms.unit_uses(form, amended),
        columns=column_fates(form, sheet),
        notes=tuple(dict.fromkeys(n for part in amended.parts for n in part.notes)),
        has_words=has_words,
    )


def _open_problems(
    decisions: Iterable[Decision],
    other_form: Problem | None,
    of_source: Sequence[Problem],
    of_rows: Iterable[Problem],
) -> tuple[Problem, ...]:
    """What no decision answers. A sheet that looks like another form's comes alone, and
    the rows of a whole sheet that is asked about wait for that answer.
    """
    answered = {d.code for d in decisions if is_answer(d) or drops_others(d)}
    if other_form and other_form.code not in answered:
        return (other_form,)
    waiting = _waiting(of_source, answered)
    asked = (*of_source, *(p for p in of_rows if (p.part, p.row) not in waiting))
    return tuple(p for p in asked if p.code not in answered)


def _of_source(
    form: Form, sheet: DraftSheet, entry: Entry, village: str, period: str
) -> tuple[Problem, ...]:
    """Is it this village's sheet, of this period, with its columns read rightly?"""
    return (
        *forms.check_source(form, sheet.tables, village=village, period=period),
        *forms.check_columns(form, sheet.doubts, sheet.mappings),
        *forms.check_goods(form, sheet.tables, sheet.mappings),
        *_of_period(form, entry, period),
    )


def _waiting(
    of_source: Iterable[Problem], answered: Collection[str]
) -> set[tuple[str, int]]:
    """The rows that one open question is about, as all of 汇总: nothing else is asked
    about them until it is answered.
    """
    sheets = (p for p in of_source if p.kind == "sheet" and p.code not in answered)
    return {
        (p.part, int(row))
        for p in sheets
        for way in p.choices
        for row in filter(None, way.value.split(","))
    }


def _of_period(form: Form, entry: Entry, period: str) -> tuple[Problem, ...]:
    when = Period.parse(period)
    return (
        *forms.check_days(form, entry, when.first, when.last),
        *forms.check_months(form, entry, when.first, when.last),
    )


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """One of each code."""
    return tuple({p.code: p for p in problems}.values())


def _changed_rows(filled: Entry, amended: Entry) -> frozenset[tuple[str, int]]:
    """Part and row of each whose figures are no longer those of the sheet."""
    came = {(part.name, r.row): r.values for part, r in filled.placed}
    return frozenset(
        spot
        for part, r in amended.placed
        if (spot := (part.name, r.row)) in came and came[spot] != r.values
    )


def _marked(evidence: Evidence, changed: frozenset[tuple[str, int]]) -> Evidence:
    """表上写 19,200.00（改过）: what the clerk set is not said to stand in the sheet."""
    if not changed:
        return evidence
    rows = (
        replace(row, stated=f"{row.stated}（改过）")
        if row.stated and (row.part, row.row) in changed
        else row
        for row in evidence.rows
    )
    return replace(evidence, rows=tuple(rows))


def _settled(
    form: Form,
    sheet: DraftSheet,
    came: Entry,
    filled: Entry,
    found: tuple[Problem, ...],
) -> tuple[str, ...]:
    """A sentence for each decision, also for those on problems that only earlier
    decisions brought up.
    """
    codes = {p.code for p in found}
    made = [d for d in sheet.decisions if d.code in codes]
    said = forms.decisions_in_words(form, came, made, found)
    left = [d for d in sheet.decisions if d.code not in codes]
    while left:
        step = forms.amend(form, filled, made, sheet.edits)
        asked = forms.check(form, step)
        codes = {p.code for p in asked}
        now = [d for d in left if d.code in codes]
        if not now:
            break
        said += forms.decisions_in_words(form, step, now, asked)
        made, left = made + now, [d for d in left if d.code not in codes]
    return said


def _by_hand(
    form: Form, sheet: DraftSheet, filled: Entry, amended: Entry
) -> tuple[str, ...]:
    """What the clerk typed, took out or put in: who signs sees each of it."""
    if not sheet.edits:
        return ()
    settled = forms.amend(form, filled, sheet.decisions, ())
    return forms.edits_in_words(form, settled, amended, sheet.edits)


def _standing(
    form: Form,
    amended: Entry,
    decisions: Iterable[Decision],
    of_source: tuple[Problem, ...],
) -> tuple[str, ...]:
    """The answers that are printed beside the list: why its head names another period,
    why something does not add up. Not that private words are to stay on the wall.
    """
    answers = (d for d in decisions if is_answer(d))
    told = [d for d in answers if not d.code.startswith("words:")]
    if not told:
        return ()
    why = [d for d in told if d.choice == "explain"]
    of_sheet = forms.decisions_in_words(form, amended, why, of_source)
    return of_sheet + forms.decisions_in_words(form, amended, told)


def fill_draft(
    form: Form, sheet: DraftSheet, *, year: int, decisions: Iterable[Decision] = ()
) -> Entry:
    """The entry as the sheet came, or with the units that ``decisions`` say."""
    identities = {(i.sheet, i.row): (i.key, i.mask) for i in sheet.identities}
    return forms.fill(
        form,
        sheet.tables,
        sheet.mappings,
        identities=identities,
        units=forms.chosen_units(decisions),
        year=year,
    )


def year_of(period: str) -> int:
    """2026 of 2026, 2026Q3 and 2026-06-20."""
    return int(period[:4]) if period[:4].isdecimal() else 0


def drops_others(decision: Decision) -> bool:
    """The rows of other villages are left out: the question about them is settled."""
    return decision.choice == DROP_ROWS


def is_answer(decision: Decision) -> bool:
    """Does the decision answer its problem without changing the sheet? An explanation
    does once it says something.
    """
    if decision.choice == "accept":
        return True
    return decision.choice == "explain" and bool(decision.text.strip())
