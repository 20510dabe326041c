"""A form tried on a sample: what is read, with which unit, and what the notice would be.

Nothing is stored. What may not be kept of a sheet is cut here as in a real draft.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from villagepub import render
from villagepub.content import NoticeContent
from villagepub.duties import holidays
from villagepub.forms.form import Form
from villagepub.models import Place
from villagepub.notices import numbering, uploads
from villagepub.notices.content.composer import ItemFacts, NoticeContext, compose
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.validation import Inspection, inspect
from villagepub.period import Period
from villagepub.tables.table import Table


@dataclass(frozen=True, kw_only=True, slots=True)
class FormTrial:
    """``content``: the notice as the wall would have it, ``shown`` as the open web would;
    None where not a row was read.
    """

    sheet: DraftSheet
    inspection: Inspection
    content: NoticeContent | None
    shown: NoticeContent | None


def try_out(
    session: Session,
    form: Form,
    tables: Sequence[Table],
    *,
    village: Place,
    on: date,
    id_key: bytes,
) -> FormTrial:
    """As if the village had brought these tables for the form's running period."""
    period = Period.holding(form.period, on)
    sheet = uploads.cut_for_draft(form, tables, id_key=id_key, year=on.year)
    found = inspect(form, sheet, village=village.short_name, period=period.code)
    frame = NoticeContext(
        form=found.form,
        places=numbering.places_of(session, village.code),
        item=ItemFacts(name=form.name),
        period=period,
        on=on,
        calendar=holidays.calendar(session),
        explanations=found.standing,
    )
    content = compose(frame, found.entry) if found.entry.records else None
    # the web asks the form itself: nobody has issued it, so no id leads to it
    shown = render.open_web(content, found.form) if content else None
    return FormTrial(sheet=sheet, inspection=found, content=content, shown=shown)
