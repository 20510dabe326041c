"""发文登记: every letter with its number, its deadline and what was answered."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from villagepub import places
from villagepub.access import Action
from villagepub.letters import queries
from villagepub.letters.queries import LETTERS, LetterLine
from villagepub.web.http import needs, request_context, to
from villagepub.web.parts.report import report
from villagepub.web.township import bp, township

HEADS = (
    "发文字号", "种类", "发给", "成文日期", "经办", "期限", "办到哪步", "哪天回复", "谁回复",
    "办了什么", "调查核实", "作废原因",
)  # fmt: skip


@bp.get("/letters/")
@needs(Action.CHECK)
def letters() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    today, year = request_context.today(), request.args.get("year", 0, int)
    found = queries.lines(session, town.code, on=today, year=year)
    return render_template(
        "township/letters.html",
        place=town,
        lines=found,
        waiting=sum(one.state in queries.OPEN for one in found),
        late=sum(one.state is queries.LetterState.LATE for one in found),
        years=queries.years(session, town.code),
        year=year,
        villages=places.villages_of(session, town.code),
    )


@bp.get("/letters/发文登记.xlsx")
@needs(Action.CHECK)
def export_letters() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    today = request_context.today()
    found = queries.lines(session, town.code, on=today)
    return report(f"{town.short_name}发文登记", HEADS, map(_row, found))


def _row(one: LetterLine) -> tuple[str, ...]:
    return (
        one.number,
        one.title,
        one.village,
        one.issued_on.isoformat(),
        one.issued_by,
        one.due_on.isoformat(),
        LETTERS[one.state].text,
        one.answered_on.isoformat() if one.answered_on else "",
        one.answered_by,
        one.answer,
        one.verified,
        one.reason,
    )


@bp.get("/letters/begin")
@needs(Action.CHECK)
def begin_letter() -> ResponseReturnValue:
    """Where the form of the register leads: to the letter of the chosen village."""
    village = request.args.get("village", "")
    if not village.startswith(township().code):
        return to("township.letters")
    kind = request.args.get("kind", "remind")
    return to("township.letter_draft", village=village, kind=kind)
