"""Where a line of the page may not end."""

import re

from markupsafe import Markup, escape

FIGURE = re.compile(
    r"(?<![&#A-Za-z0-9.,])(?:\d+月\d+日|\d[\d,]*(?:\.\d+)? ?"
    r"(?:%|个工作日|个月|万元|公里|平方米|"
    r"[元亩户人名件项天个份笔斤吨岁次票页行组张条年月日盏处座块台根口米])"
    r"|0\d{2,3}-\d{7,8})"
)
CLAUSE = re.compile("[^，；。]*[，；。]*", re.DOTALL)
SAYS_FIGURE = re.compile(r"[\d＋－＝]")


def uncut(text: str) -> Markup:
    """No line ends between a number and what it counts, or within a date."""
    return Markup(FIGURE.sub(_whole, str(escape(text))))  # noqa: S704


def _whole(found: re.Match[str]) -> str:
    return f'<span class="fig">{found[0]}</span>'


def clauses(text: str) -> Markup:
    """What says a figure or a sum stands on one line from mark to mark: 每亩 60 元. What
    is wider than a line breaks as any words do, and so does all that says neither.
    """
    said = (
        f'<span class="cla">{uncut(one)}</span>'
        if SAYS_FIGURE.search(one)
        else uncut(one)
        for one in CLAUSE.findall(text)
    )
    return Markup("".join(said))  # noqa: S704  (each was escaped)
