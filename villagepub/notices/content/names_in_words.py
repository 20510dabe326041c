"""Names of listed people in what a clerk writes, where no list stands beside it.

A title, a withdrawal's reason and a version's reason go everywhere: onto the open web,
into groups and feeds. The list itself may not be there to tell which words are names.
"""

from villagepub.forms.entry import Entry
from villagepub.forms.form import Form
from villagepub.forms.heads.dynamic_columns import expanded_for
from villagepub.forms.township.open_words import OpenWords


def masked_columns(form: Form) -> list[str]:
    """Keys of the columns whose names the open web does not show in full."""
    return [
        c.key
        for c in form.columns
        if c.kind == "name" and (c.web != "full" or form.web_rows == "totals")
    ]


def names_in(form: Form, *entries: Entry) -> frozenset[str]:
    """The names that the open web does not show in full."""
    form = expanded_for(form, *entries)
    keys = masked_columns(form)
    return frozenset(
        record.values.get(key, "")
        for entry in entries
        for record in entry.records
        for key in keys
    )


def web_words(form: Form, *entries: Entry) -> OpenWords:
    """From what a clerk wrote to what the open web may say of it."""
    form = expanded_for(form, *entries)
    return OpenWords(form, names_in(form, *entries))
