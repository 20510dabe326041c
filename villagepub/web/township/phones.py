"""The phones and names of a township and all its villages, on one page."""

from collections.abc import Sequence

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import place_facts, places
from villagepub.access import Action
from villagepub.models import Place
from villagepub.web.http import needs, request_context, to
from villagepub.web.township import bp, township

# Of a village; its other words are those of its township until it says otherwise.
OF_VILLAGES = ("phone", "office_phone", "collective")


@bp.get("/phones/")
@needs(Action.PLACES)
def phones() -> ResponseReturnValue:
    return _page()


def _here() -> list[Place]:
    town = township()
    return [town, *places.villages_of(request_context.session(), town.code)]


def _said(rows: Sequence[Place]) -> dict[str, dict[str, str]]:
    """By code: what stands in the form, where it was sent with one."""
    return {
        row.code: {
            fact.name: request.form.get(
                f"{fact.name}-{row.code}", getattr(row, fact.name)
            )
            for fact in place_facts.facts_of(row)
        }
        for row in rows
    }


def _page(faults: dict[tuple[str, str], str] | None = None) -> str:
    town, *villages = _here()
    return render_template(
        "township/phones.html",
        place=town,
        villages=villages,
        names={row.code: row.short_name for row in (town, *villages)},
        facts=place_facts.facts_of(town),
        columns=[f for f in place_facts.FACTS if f.name in OF_VILLAGES],
        said=_said([town, *villages]),
        faults=faults or {},
        missing=[v.short_name for v in (town, *villages) if not v.phone],
    )


@bp.post("/phones/")
@needs(Action.PLACES)
def change_phones() -> ResponseReturnValue:
    """All of it or nothing; what can't stand is said beside its field."""
    rows = _here()
    said = _said(rows)
    faults = place_facts.faults(rows, said)
    if faults:
        return _page(faults), 422
    with request_context.act() as act:
        for code, values in said.items():
            place_facts.change(act, place_code=code, values=values)
    flash("存好了。新贴的公示照这个印，已经贴出的不变。")
    return to("township.phones")
