"""Names of listed people in what a clerk writes, where no list stands beside it.

A title, a withdrawal's reason and a version's reason go everywhere: onto the open web,
into groups and feeds. The list itself may not be there to tell which words are names.
"""

from collections.abc import Callable

from villagepub import privacy
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form


def names_in(form: Form, *entries: Entry) -> frozenset[str]:
    """The names that the open web does not show in full."""
    keys = [
        c.key
        for c in form.columns
        if c.kind == "name" and (c.web != "full" or form.web_rows == "groups")
    ]
    return frozenset(
        record.values.get(key, "")
        for entry in entries
        for record in entry.records
        for key in keys
    )


def veil(form: Form, *entries: Entry) -> Callable[[str], str]:
    """A function that masks those names in a text."""
    return privacy.veil(names_in(form, *entries))
