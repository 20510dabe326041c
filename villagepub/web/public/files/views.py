"""A notice as a file. All of them are of the web's circle: full names are on the wall."""

import json
from dataclasses import asdict, replace

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from villagepub import render, tables
from villagepub.canonical_json import canonical_json
from villagepub.content import NoticeContent
from villagepub.states import NoticeStatus
from villagepub.web.http.guards import public
from villagepub.web.public import bp
from villagepub.web.public.notice.views import cached, find

KINDS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": tables.XLSX,
    "txt": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
}


@bp.get("/n/<public_id>.<any(json, csv, xlsx, txt, pdf, png):kind>")
@public
def download(public_id: str, kind: str) -> ResponseReturnValue:
    found = find(public_id)
    if found.status is NoticeStatus.WITHDRAWN:
        abort(404)
    response = Response(
        MAKERS[kind](render.open_web(found.content)), content_type=KINDS[kind]
    )
    name = f"{found.content.public_id}.{kind}"
    disposition = "inline" if kind in ("pdf", "png", "json", "txt") else "attachment"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return cached(response)


@bp.get("/n/<public_id>/photo-<int:n>.jpg")
@public
def photo(public_id: str, n: int) -> ResponseReturnValue:
    """Gone with a withdrawal, and when the posting period is over."""
    found = find(public_id, version=request.args.get("v", type=int))
    shown = render.open_web(found.content).photo_files
    if found.status is NoticeStatus.WITHDRAWN or not 1 <= n <= len(shown):
        abort(404)
    return cached(Response(shown[n - 1], content_type="image/jpeg"))


@bp.get("/n/<public_id>/card.png")
@public
def card(public_id: str) -> ResponseReturnValue:
    """The small picture of the card that WeChat shows for a link."""
    found = find(public_id)
    if found.status is NoticeStatus.WITHDRAWN:
        abort(404)
    return cached(Response(render.card(found.content), content_type="image/png"))


def _json(content: NoticeContent) -> bytes:
    data = asdict(replace(content, photo_files=())) | {"check_code": content.check_code}
    del data["board"]  # the same as web: said once
    del data["frozen_code"], data["photo_files"]
    return (
        json.dumps(json.loads(canonical_json(data)), ensure_ascii=False, indent=1)
        + "\n"
    ).encode()


def _csv(content: NoticeContent) -> bytes:
    return render.csv_table(content.web)


def _xlsx(content: NoticeContent) -> bytes:
    head, *rows = render.flat_rows(content.web)
    return tables.write_xlsx([(content.item[:20], head, rows)])


def _txt(content: NoticeContent) -> bytes:
    return (render.share_text(content) + "\n").encode()


def _pdf(content: NoticeContent) -> bytes:
    return render.poster_pdf(content, paper="a4", ink="black")


def _png(content: NoticeContent) -> bytes:
    return render.picture(content)[0]


MAKERS = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "txt": _txt,
    "pdf": _pdf,
    "png": _png,
}
