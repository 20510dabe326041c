"""表样: what is shipped, what the township has made; as files out and in."""

from flask import Response, flash, render_template
from flask.typing import ResponseReturnValue

from villagepub import forms, own_forms
from villagepub.access import Action
from villagepub.forms import FormError, loader
from villagepub.forms.township import own_form
from villagepub.render.layouts import LAYOUTS
from villagepub.web.http import (
    download,
    file_sent,
    mends,
    needs,
    request_context,
    takes_files,
    to,
)
from villagepub.web.http.request_fields import number
from villagepub.web.township import bp, township


@bp.get("/forms/", endpoint="forms")
@needs(Action.CATALOG)
def listing() -> ResponseReturnValue:
    town = township()
    return render_template(
        "township/forms.html",
        own=own_forms.listed(request_context.session(), town.code),
        shipped=forms.load().values(),
        layouts=LAYOUTS,
        counts={
            form.id: len(own_form.own_columns_of(form.columns))
            for form in forms.load().values()
        },
        name=town.short_name,
    )


@bp.post("/forms/import")
@takes_files
@needs(Action.CATALOG)
@mends("township.forms")
def import_form() -> ResponseReturnValue:
    """A form's file, as this or another instance exported it."""
    what = "要的是导出的表样文件（.toml）。"
    content, name = file_sent(what=what, most=loader.MAX_TEXT * 4)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FormError(f"“{name}”不是表样文件，要的是导出的 .toml。") from None
    data, form = own_form.read_file(text, name)
    with request_context.act() as act:
        row = own_forms.create(act, township=township().code, data=data, source=name)
    columns = len(data["columns"])
    flash(f"收下了“{form.name}”，{columns} 列。拿一张表试试，好了再下发。")
    return to("township.form", number=row.number)


@bp.get("/forms/<form_id>.toml")
@needs(Action.CATALOG)
def export_form(form_id: str) -> Response:
    """T8 as it is shipped, the last version of a form of the township's own as Z3."""
    if form_id in forms.load():
        text, name = loader.shipped_text(form_id), forms.get(form_id).name
    else:
        wanted = number(form_id.removeprefix("Z"), 9) or 0
        own = own_forms.find(request_context.session(), township().code, wanted)
        text, name = own.row.content, own.name
    return download(text, f"表样-{name}.toml", "application/toml")
