"""The form of what hangs, out of the words that were frozen."""

from collections.abc import Iterable
from dataclasses import replace

from villagepub import forms
from villagepub.content import NoticeContent
from villagepub.forms.form import Form


def printed_form(
    content: NoticeContent, form: Form | None = None, keys: Iterable[str] = ()
) -> Form:
    """With the columns in the order in which they hang: what is kept of the rows has its
    keys sorted, and the first of them says whether a free list is one of people.

    ``form``: where no id leads to it yet; ``keys``: of the rows, where nothing of them
    was printed.
    """
    form = form or forms.for_item(content.form, content.item)
    printed = [c.key for s in (content.board, content.web) for c in s.columns]
    form = forms.expanded(form, printed or keys)
    return replace(form, area=content.area, open_sentences=content.open_sentences)
