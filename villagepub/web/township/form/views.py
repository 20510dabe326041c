"""One form: its fields, what it is filled for, issued and ended."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import forms, own_forms
from villagepub.access import Action
from villagepub.act import Act
from villagepub.forms import FormError, loader
from villagepub.web.http import (
    acts,
    field,
    mends,
    needs,
    request_context,
    takes_files,
    to,
)
from villagepub.web.township import bp, township
from villagepub.web.township.form.fields import KINDS, UNITS, WEB, choices
from villagepub.web.township.form.page import FormPage, base_of, read, shown


def show(page: FormPage) -> str:
    session, town = request_context.session(), township()
    own = own_forms.find(session, town.code, page.number) if page.number else None
    return render_template(
        "township/form.html",
        page=page,
        own=own,
        choices=choices(),
        kinds=KINDS,
        web=WEB,
        units=UNITS,
        items=own_forms.items_of(session, town.code) if own else {},
        form_name=lambda form_id: forms.get(form_id).name if form_id else "",
        name=town.short_name,
    )


@bp.get("/forms/new")
@needs(Action.CATALOG)
@mends("township.forms")
def new_form() -> ResponseReturnValue:
    """A shipped form to begin with; nothing is kept before it is saved."""
    wanted = request.args.get("from", "")
    shipped = forms.load().get(wanted)
    if shipped is None or not shipped.has_fixed_columns:
        raise FormError("没有这张表样，请回到清单重新选。")
    data = loader.raw_data(loader.shipped_text(wanted), wanted)
    return show(shown(data, number=0, source=wanted))


@bp.get("/forms/<int:number>/", endpoint="form")
@needs(Action.CATALOG)
@mends("township.forms")
def one_form(number: int) -> ResponseReturnValue:
    own = own_forms.find(request_context.session(), township().code, number)
    return show(shown(own.data, number=number, source=own.row.source))


def sent() -> FormPage:
    """The form as it was typed, with what is wrong in it. Raises FormError."""
    base = base_of(field("base"))
    data, formulas, faults = read(request.form, base)
    return shown(
        data,
        number=request.form.get("number", 0, int),
        formulas=formulas,
        faults=faults,
        carried=field("table"),
        source=field("source"),
    )


@bp.post("/forms/edit")
@takes_files
@needs(Action.CATALOG)
@mends("township.forms")
def edit_form() -> ResponseReturnValue:
    """Back from a trial, with everything that was typed."""
    return show(sent())


@bp.post("/forms/save")
@takes_files
@needs(Action.CATALOG)
@mends("township.forms")
def save_form() -> ResponseReturnValue:
    page, town = sent(), township().code
    if page.faults:
        return show(page), 422
    with request_context.act() as act:
        if page.number:
            row = own_forms.change(
                act, township=town, number=page.number, data=page.data
            )
        else:
            row = own_forms.create(
                act, township=town, data=page.data, source=page.source
            )
    flash(_kept_words(row.version, is_issued=bool(row.issued_at)))
    return to("township.form", number=row.number)


def _kept_words(version: int, *, is_issued: bool) -> str:
    if is_issued:
        return f"跟第 {version} 版一样，没有改。"
    return f"存好了，是第 {version} 版，还没有下发。下发以后村里才照它填。"


@bp.post("/forms/<int:number>/issue")
@needs(Action.CATALOG)
@acts("township.form")
def issue_form(act: Act, number: int) -> str:
    items = request.form.getlist("item")
    row = own_forms.issue(act, township=township().code, number=number, items=items)
    said = f"{'、'.join(items)}，村里往后就照它填" if items else "还没有哪一项用它"
    return f"第 {row.version} 版下发了：{said}。已经在写的、贴过的照原来的。"


@bp.post("/forms/<int:number>/end")
@needs(Action.CATALOG)
@acts("township.form", then="township.forms")
def end_form(act: Act, number: int) -> str:
    own_forms.end(act, township=township().code, number=number)
    return "停用了。用它的事项换回程序带的表样；贴过的照样看得到。"


@bp.post("/forms/<int:number>/drop")
@needs(Action.CATALOG)
@mends("township.form")
def drop_form(number: int) -> ResponseReturnValue:
    with request_context.act() as act:
        own_forms.drop(act, township=township().code, number=number)
    flash("这一版不要了，删掉了。")
    left: Any = own_forms.listed(request_context.session(), township().code)
    is_left = any(one.number == number for one in left)
    return to("township.form", number=number) if is_left else to("township.forms")
