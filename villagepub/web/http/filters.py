"""Values as people read them: the filters of the templates."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from flask import Flask

from villagepub import clock, event_kinds, states
from villagepub.audit_actions import AuditAction
from villagepub.duties import hung_sheets
from villagepub.letters import queries as letters
from villagepub.period import Period
from villagepub.states import Word
from villagepub.tables.table import row_words
from villagepub.web.http.line_breaks import clauses, uncut
from villagepub.web.http.list_rows import (
    changes_step,
    is_deck,
    list_heads,
    list_rows,
    list_total,
    narrowed,
)
from villagepub.web.http.month_bars import month_bars

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


FILTERS = {
    "uncut": uncut,
    "clauses": clauses,
    "changes_step": changes_step,
    "is_deck": is_deck,
    "month_bars": month_bars,
    "narrowed": narrowed,
    "list_heads": list_heads,
    "list_rows": list_rows,
    "list_total": list_total,
    "act": act,
    "day": day,
    "short_day": short_day,
    "moment": moment,
    "period": period,
    "row_words": row_words,
    "word": word,
}
