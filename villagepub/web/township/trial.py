"""A form tried on a sample before anything is kept: what is read, page and poster."""

import base64
from collections.abc import Sequence
from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from villagepub import places
from villagepub.access import Action
from villagepub.content import NoticeContent
from villagepub.forms import FormError
from villagepub.forms.township import own_form
from villagepub.models import Place
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.trial import FormTrial, try_out
from villagepub.render.layouts import LAYOUTS
from villagepub.tables import TableError
from villagepub.web.http import field, mends, needs, request_context, takes_files
from villagepub.web.parts.columns import brought_back
from villagepub.web.parts.pictures import poster_pages
from villagepub.web.parts.sheet_upload import read_free_table
from villagepub.web.township import bp, township
from villagepub.web.township.form.page import FormPage
from villagepub.web.township.form.views import sent, show
from villagepub.web.township.sheet import kept_sample

FIRST_ROWS, PPI = 8, 60


@bp.post("/forms/trial", endpoint="trial")
@takes_files
@needs(Action.CATALOG)
@mends("township.forms")
def try_form() -> ResponseReturnValue:
    """With what is typed on the form's page, stored or not; nothing is stored here."""
    page = sent()
    if page.faults:
        return show(page), 422
    try:
        sheet = _brought()
    except TableError as error:
        return show(replace(page, faults=(("#sample", str(error)),))), 422
    page = replace(page, carried=kept_sample(sheet))
    return _result(page, _tried(page, sheet), sheet.filename)


def _brought() -> DraftSheet:
    """The sample that came with this request, or else the one before."""
    file = request.files.get("file")
    came = field("table")
    is_new = (file and file.filename) or field("text").strip()
    return read_free_table() if is_new or not came else brought_back(came)


def _tried(page: FormPage, sheet: DraftSheet) -> FormTrial:
    session, town = request_context.session(), township()
    villages = places.villages_of(session, town.code)
    if not villages:
        raise FormError("这个镇还没有村，先导入村。")
    return try_out(
        session,
        own_form.read(page.data, f"Z{page.number}.0"),
        sheet.tables,
        village=_village_of(villages, sheet),
        on=request_context.today(),
        id_key=request_context.settings().id_key,
    )


def _village_of(villages: Sequence[Place], sheet: DraftSheet) -> Place:
    """The one that the sample names, else the first: any village could have brought it."""
    (table,) = sheet.tables
    said = "".join((table.title, *table.lead, table.name))
    return next((v for v in villages if v.short_name in said), villages[0])


def _result(page: FormPage, trial: FormTrial, filename: str) -> str:
    content = trial.content
    return render_template(
        "township/trial.html",
        page=page,
        typed=[(k, v) for k, v in request.form.items(multi=True) if k not in _OWN],
        work=trial,
        form=trial.inspection.form,
        content=content,
        shown=trial.shown,
        filename=filename,
        layout=LAYOUTS[content.layout] if content else None,
        poster=_poster(content) if content else "",
        name=township().short_name,
    )


_OWN = ("csrf_token", "table", "text", "file")


def _poster(content: NoticeContent) -> str:
    """The first sheet within the page: it stands at no address, nothing is kept of it."""
    (first, *_) = poster_pages(content, "a3", PPI)
    return f"data:image/png;base64,{base64.b64encode(first).decode()}"
