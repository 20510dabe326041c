"""A sentence that is said at once, with no draft around it in which to answer a question."""

from collections.abc import Iterable

from villagepub.content_rules.examination import Flag, Listed, Passage, examine


def objection(text: str, *, names: Iterable[str] = (), may_ask: bool = False) -> str:
    """Why these words can't be taken, as a sentence; '' if they can.

    ``names``: the people of the list that they are about. ``may_ask``: somebody will be
    asked about what is doubtful; else it has to be said otherwise.
    """
    rows = [Listed(where="", name=name, words=()) for name in names]
    found = examine([Passage(where="", text=text)], rows=rows)
    flag = next((one for one in found if one.is_forbidden or not may_ask), None)
    return _said(flag) if flag else ""


def _said(flag: Flag) -> str:
    return f"“{flag.passage}”，{flag.title}，不能这样写。{flag.why}请换个说法。"
