"""Which of a form's columns stand on poster and page."""

from villagepub.content import Column
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form, FormColumn


def printed_columns(form: Form, entry: Entry) -> list[FormColumn]:
    """The form's columns for the wall, without those that are empty in every row."""
    return [
        c
        for c in form.columns
        if c.board
        and c.kind != "index"
        and any(record.values.get(c.key) for record in entry.records)
    ]


def printed_column(c: FormColumn) -> Column:
    return Column(key=c.key, head=c.label, unit=c.unit, kind=c.print)
