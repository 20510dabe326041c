"""小微权力清单 at the township's desk: change, import, export, issue to the villages."""

from flask import Response, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import powers, tables
from villagepub.access import Action
from villagepub.act import Act
from villagepub.powers import versions
from villagepub.web.http import (
    acts,
    download,
    file_sent,
    mends,
    needs,
    request_context,
    takes_files,
    to,
)
from villagepub.web.parts.power_form import empty_item, power_form, read_form
from villagepub.web.township import bp, township


@bp.get("/powers/", endpoint="powers")
@needs(Action.CATALOG)
def listing() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    row = versions.newest(session, town.code)
    issued = versions.issued(session, town.code)
    return render_template(
        "township/powers.html",
        areas=versions.draft_of(session, town.code).by_area(),
        kinds=powers.AREA_KINDS,
        version=row.version if row else 0,
        issued=issued.version if issued else 0,
        issued_at=issued.issued_at if issued else None,
        name=town.short_name,
    )


@bp.post("/powers/")
@takes_files
@needs(Action.CATALOG)
@mends("township.powers")
def import_powers() -> ResponseReturnValue:
    """A workbook as it was exported, changed in Excel or WPS."""
    data, name = file_sent()
    listed = powers.read_workbook(data, name)
    with request_context.act() as act:
        row = versions.change(act, township=township().code, powers=listed, source=name)
    flash(f"收下了：{len(listed.items)} 项，第 {row.version} 版。还没有印发到村。")
    return to("township.powers")


@bp.get("/powers/list.xlsx")
@needs(Action.CATALOG)
def export_powers() -> Response:
    town = township()
    listed = versions.draft_of(request_context.session(), town.code)
    name = f"{town.short_name}小微权力清单.xlsx"
    return download(powers.write_workbook(listed), name, tables.XLSX)


@bp.post("/powers/issue")
@needs(Action.CATALOG)
@acts("township.powers")
def issue_powers(act: Act) -> str:
    row = versions.issue(act, township=township().code)
    return f"印发了第 {row.version} 版：各村的网页、榜和册子都照这一版。村里自己加的没有动。"


@bp.get("/powers/<code>")
@needs(Action.CATALOG)
def power_item(code: str) -> ResponseReturnValue:
    """``new`` is an empty one."""
    town = township()
    listed = versions.draft_of(request_context.session(), town.code)
    areas = tuple(area.name for area in listed.areas)
    item = (empty_item("", areas) if code == "new" else listed.find(code)) or abort(404)
    return render_template(
        "township/powers/item.html",
        form=power_form(item, areas),
        meetings=powers.MEETINGS,
        whens=powers.WHENS,
        code=code,
    )


@bp.post("/powers/<code>")
@needs(Action.CATALOG)
@mends("township.power_item")
def change_power(code: str) -> ResponseReturnValue:
    town = township().code
    listed = versions.draft_of(request_context.session(), town)
    old = listed.find(code) or empty_item("", ())
    with request_context.act() as act:
        if "drop" in request.form:
            versions.drop_item(act, township=town, code=old.code)
        else:
            item = read_form(request.form, request.form.getlist("basis"), old)
            versions.change_item(act, township=town, item=item, old=old.code)
    flash("改好了，还没有印发到村。")
    return to("township.powers")
