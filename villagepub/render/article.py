"""The body of a 公众号 article: plain HTML with inline styles, and no link in it.

WeChat keeps no style sheet and no script, and refuses drafts with links to elsewhere
(error 45166); the way to the page is 阅读原文. What an article says is what the
open web says: names behind their masks.
"""

from html import escape

from villagepub.content import Fact, NoticeContent, Row, Sheet
from villagepub.render.open_web import for_open_web

MAX_LENGTH = 19_000  # characters; WeChat takes fewer than 20,000
CELL = "padding:4px;border-bottom:1px solid #e5dfd6;font-size:14px"
NUMBER = f"{CELL};text-align:right"


def article(content: NoticeContent, lead: str) -> str:
    """``lead``: the words that groups get. Long lists end with how many rows follow."""
    shown = for_open_web(content)
    head = "".join(f"<p>{escape(line)}</p>" for line in _without_links(lead))
    said = "".join(f"<p>{escape(text)}</p>" for text in shown.paragraphs)
    facts = said + "".join(
        f"<p>{escape(f.label)}：<strong>{escape(f.value)}</strong>{escape(f.unit)}"
        f"{escape(_in_brackets(f))}</p>"
        for f in shown.facts
    )
    tail = "".join(
        f"<p>{escape(p.label)}：{escape(p.number)}</p>" for p in shown.phones
    )
    end = f"<p>{escape(shown.objection)}</p>{tail}<p>{escape(shown.number)}　查真假码 {shown.check_code}</p>"
    room = MAX_LENGTH - len(head) - len(facts) - len(end)
    return head + facts + _table(shown.web, room) + end


def _in_brackets(fact: Fact) -> str:
    """Why 3 户 were not paid; the big sum is not said once more in 大写."""
    return f"（{fact.note}）" if fact.note and not fact.big else ""


def withdrawal_article(words: str) -> str:
    """Only the words: what was withdrawn is not shown once more."""
    return "".join(f"<p>{escape(line)}</p>" for line in _without_links(words))


def _without_links(text: str) -> list[str]:
    """Lines of the lead, but for the address: there is 阅读原文 for it."""
    return [line for line in text.splitlines() if line.strip() and "://" not in line]


def _table(sheet: Sheet, room: int) -> str:
    heads = "".join(
        f'<th style="{CELL}">{escape(c.head)}{escape(c.unit)}</th>'
        for c in sheet.columns
    )
    table = f'<table style="width:100%;border-collapse:collapse"><tr>{heads}</tr>'
    end = "</table>"
    rows = list(sheet.rows)
    for number, row in enumerate(rows):
        line = _row(sheet, row)
        if len(table) + len(line) + len(end) + 200 > room:
            left = len(rows) - number
            return f"{table}{end}<p>后面还有 {left} 行，点“阅读原文”看全部。</p>"
        table += line
    return table + end if rows else ""


def _row(sheet: Sheet, row: Row) -> str:
    cells = zip(sheet.columns, row.cells, strict=True)
    return "<tr>" + "".join(
        f'<td style="{NUMBER if column.kind == "num" else CELL}">{escape(value)}</td>'
        for column, value in cells
    ) + "</tr>"  # fmt: skip
