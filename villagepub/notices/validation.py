"""A draft's sheet held against its form: what is open, what was settled and how."""

from dataclasses import dataclass

from villagepub import forms
from villagepub.forms.entry import Decision, Entry, Problem
from villagepub.forms.form import Form
from villagepub.notices.draft_sheet import DraftSheet


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """``entry`` is the sheet with all decisions and changes carried out."""

    form: Form
    entry: Entry
    found: tuple[Problem, ...]  # in the sheet as it came
    open: tuple[Problem, ...]  # still to settle
    explanations: tuple[str, ...]  # what was mended or explained, in words

    @property
    def blocking(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.open if p.blocking)

    @property
    def is_ready(self) -> bool:
        return bool(self.entry.records) and not self.blocking


def inspect(form: Form, sheet: DraftSheet, *, village: str, period: str) -> Inspection:
    """Fill, amend and check; pure and quick enough for every page (2,000 rows)."""
    filled = fill(form, sheet)
    source = forms.check_source(form, sheet.tables, village=village, period=period)
    amended = forms.amend(form, filled, sheet.decisions, sheet.edits)
    answered = {d.code for d in sheet.decisions if is_answer(d)}
    remaining = (*source, *forms.check(form, amended))
    return Inspection(
        form=form,
        entry=amended,
        found=(*source, *forms.check(form, filled)),
        open=tuple(p for p in remaining if p.code not in answered),
        explanations=forms.explanations(form, filled, sheet.decisions),
    )


def fill(form: Form, sheet: DraftSheet) -> Entry:
    identities = {(i.sheet, i.row): (i.key, i.mask) for i in sheet.identities}
    return forms.fill(form, sheet.tables, sheet.mappings, identities=identities)


def is_answer(decision: Decision) -> bool:
    """是两户人家 stands by itself, an explanation counts once it says something; what a
    decision mends shows by itself.
    """
    if decision.choice == "accept":
        return True
    return decision.choice == "explain" and bool(decision.text.strip())


def standing(form: Form, sheet: DraftSheet) -> tuple[str, ...]:
    """What looks wrong on the notice and is right, as villagers read it beside the list.

    Only what is still so after all mending: a villager who adds up finds it too.
    """
    answers = [d for d in sheet.decisions if is_answer(d)]
    if not answers:
        return ()
    amended = forms.amend(form, fill(form, sheet), sheet.decisions, sheet.edits)
    return forms.explanations(form, amended, answers)
