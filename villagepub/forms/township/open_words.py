"""Which of a clerk's own words the open web may show beside a list.

On a list of people only the fixed phrases: any other word about a few households may
name one (东头断了腿那家). Elsewhere, words that the privacy gate passes. The rest stays on
the board in the village, and the web says so.
"""

import re
from collections.abc import Iterable

from villagepub import privacy
from villagepub.forms.form import Form
from villagepub.forms.township.open_phrases import phrases_in
from villagepub.privacy import NumberKind

WITHHELD = "（写在村里的公开栏上）"
NAMED = "里面有人的名字，网上只留姓"
_MASKED = re.compile(r"[\u3400-\u9fff]{1,2}\*+")
ONLY_PHRASES = "名单上有人，网上只用选好的说法"


def lists_people(form: Form) -> bool:
    """A list of households or persons, told from one another by their names."""
    return any(c.kind == "name" and c.match for c in form.columns)


def may_show_people(form: Form) -> bool:
    """A list of people, or one whose columns and photos a person has chosen."""
    return form.own_columns or lists_people(form)


def tells_by_phrases(form: Form) -> bool:
    """Of whom the web speaks in phrases alone: a list whose rows are people, and the
    outcome of its 公示.

    Of a free notice that is a table which begins with its people; one that begins with
    lamps and says who minds them is told in its own words.
    """
    if form.open_sentences:
        return True
    if not form.own_columns:
        return form.web_rows == "totals" or lists_people(form)
    kinds = [c.kind for c in form.columns if c.kind in ("name", "text")]
    return kinds[:1] == ["name"]


class OpenWords:
    """From what was written to what the web may say of it.

    ``names``: the people whom the web does not show in full.
    """

    def __init__(self, form: Form, names: Iterable[str]) -> None:
        self._gate = privacy.Gate(names)
        self._by_phrases = tells_by_phrases(form)
        self._lists_people = lists_people(form)
        self._own_columns = form.own_columns
        self._sentences = form.open_sentences

    def __call__(self, text: str) -> str:
        """Of a phrase with more words behind it a list of people shows the phrase."""
        phrases, is_all = phrases_in(text, self._sentences)
        if is_all:
            return text
        if self._by_phrases:
            return "".join(f"{phrase}。" for phrase in phrases) or WITHHELD
        return WITHHELD if self.ground(text) else self._surnames(text)

    def _surnames(self, text: str) -> str:
        """付王**工钱; of a free notice as it was meant: whom it names it wants known."""
        if self._own_columns:
            return text
        return privacy.without_people(text, privacy.mask_name)

    def of_cell(self, text: str, head: str) -> str:
        """What the web says of a list's cell: of a private person's name the surname.

        In columns that a person has chosen a cell that is a name stands as it was meant.
        """
        masked = privacy.without_people(text, privacy.mask_name)
        if self._why_held(text, masked, head):
            return WITHHELD
        is_name = self._own_columns and masked == privacy.mask_name(text)
        return text if is_name else masked

    def _why_held(self, text: str, masked: str, head: str) -> str:
        """王** in a ledger is whoever was paid; on a list of people one of them."""
        kind = privacy.kind_of_head(head)
        if self._lists_people:
            found = self.ground(text, kind)
            return found if found or masked == text else self.ground(masked, kind)
        return self.ground(_MASKED.sub("", text), kind)

    def why_not_cell(self, text: str, head: str) -> str:
        """Why the web says it otherwise, in words; '' if the cell stands as it is."""
        if self.of_cell(text, head) == text:
            return ""
        masked = privacy.without_people(text, privacy.mask_name)
        return self._why_held(text, masked, head) or NAMED

    def why_no_title(self, text: str) -> str:
        """Why the web has the form's own title: the clerk's words, or the list itself."""
        return (
            self.ground(text)
            or "名单上有人，网上只用这一项自己的标题，这一句只写在榜上"
        )

    def why(self, text: str) -> str:
        """Why the web says it otherwise, in words; '' if it stands there as it is."""
        said = self(text)
        if said == text:
            return ""
        if ground := self.ground(text):
            return ground
        if said == WITHHELD:
            return ONLY_PHRASES
        return "选了网上的说法" if self._by_phrases else NAMED

    def ground(self, text: str, kind: NumberKind | None = None) -> str:
        """Why a cell or a sentence stays off the web, in words; '' if it may stand."""
        found = self._gate.ground(text, kind)
        if not found and self._lists_people and privacy.is_about_health_goods(text):
            found = "health"
        return privacy.GROUNDS[found] if found else ""
