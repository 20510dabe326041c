"""Values as people read them: the filters of the templates."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from flask import Flask
from markupsafe import Markup, escape

from villagepub import clock, event_kinds, states
from villagepub.audit_actions import AuditAction
from villagepub.duties import hung_sheets
from villagepub.letters import queries as letters
from villagepub.period import Period
from villagepub.states import Word
from villagepub.tables.table import row_words
from villagepub.web.http.list_rows import (
    is_deck,
    label_of,
    list_rows,
    narrowed,
    unit_beside,
)

# Every table of words in these rooms, by kind as well: members of two kinds may be equal
# as texts. A house test looks for tables in others.
ROOMS = (states, event_kinds, hung_sheets, letters)
WORDS: Mapping[tuple[type, str], Word] = {
    (type(member), member): word
    for room in ROOMS
    for table in vars(room).values()
    if isinstance(table, dict)
    for member, word in table.items()
    if isinstance(word, Word)
}


FIGURE = re.compile(
    r"(?<![&#A-Za-z0-9.,])(?:\d+月\d+日|\d[\d,]*(?:\.\d+)? ?"
    r"(?:%|个工作日|个月|万元|[元亩户人名件项天个份笔斤吨岁次票页行组张条年月日盏处])"
    r"|0\d{2,3}-\d{7,8})"
)
CLAUSE = re.compile("[^，；。]*[，；。]*", re.DOTALL)
SAYS_FIGURE = re.compile(r"[\d＋－＝]")


def init_app(app: Flask) -> None:
    app.jinja_env.filters |= FILTERS


def day(at: date | datetime) -> str:
    """2026年6月20日, as a calendar in China says it."""
    return clock.say_day(clock.day(at) if isinstance(at, datetime) else at)


def short_day(at: date | datetime) -> str:
    """6月20日; of another year with the year: a list may go back for years."""
    on = clock.day(at) if isinstance(at, datetime) else at
    return clock.say_near_day(on, today=clock.day(clock.now()))


def moment(at: datetime) -> str:
    """6月20日 10:42; of another year with the year."""
    return f"{short_day(at)} {clock.local(at):%H:%M}"


def period(code: str) -> str:
    """2026Q3 → 2026年第三季度."""
    return Period.parse(code).label


def word(state: StrEnum) -> Word:
    """The state's own word, with the style it is shown in."""
    return WORDS[type(state), state]


def act(value: str) -> str:
    """What an entry of the log says was done: 审过，贴出."""
    return AuditAction(value).label


def uncut(text: str) -> Markup:
    """No line of the page ends between a number and what it counts, or within a date."""
    return Markup(FIGURE.sub(r'<span class="fig">\g<0></span>', str(escape(text))))  # noqa: S704


def clauses(text: str) -> Markup:
    """What says a figure or a sum stands on one line from mark to mark: 每亩 60 元, 上期结余＋收入.
    What is wider than a line breaks as any words do, and so does all that says neither.
    """
    return Markup("").join(
        Markup('<span class="ph">{}</span>').format(uncut(one))
        if SAYS_FIGURE.search(one)
        else uncut(one)
        for one in CLAUSE.findall(text)
    )


FILTERS = {
    "uncut": uncut,
    "clauses": clauses,
    "is_deck": is_deck,
    "label_of": label_of,
    "narrowed": narrowed,
    "list_rows": list_rows,
    "unit_beside": unit_beside,
    "act": act,
    "day": day,
    "short_day": short_day,
    "moment": moment,
    "period": period,
    "row_words": row_words,
    "word": word,
}
