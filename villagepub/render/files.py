"""The files of a published notice, all of the web's circle: full names are on the wall."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

from villagepub import tables
from villagepub.canonical_json import canonical_json
from villagepub.content import NoticeContent
from villagepub.render.export_rows import csv_table, flat_rows
from villagepub.render.open_web import open_web
from villagepub.render.picture import card, picture
from villagepub.render.poster import poster_pdf
from villagepub.render.texts import share_text
from villagepub.settings import is_this_machine

WEB = "网上版"  # across every sheet that anybody may save


@dataclass(frozen=True, slots=True)
class File:
    """``make`` draws or writes it; what is not inline is saved when it is opened."""

    media: str
    make: Callable[[NoticeContent], bytes]
    is_inline: bool = True


def make_files(content: NoticeContent) -> dict[str, bytes]:
    """Every file of a notice by its kind. Raises MissingGlyph."""
    shown = open_web(content)
    return {kind: file.make(shown) for kind, file in FILES.items()}


def _json(content: NoticeContent) -> bytes:
    data = asdict(replace(content, photo_files=())) | {"check_code": content.check_code}
    del data["board"]  # the same as web: said once
    del data["frozen_code"], data["photo_files"]
    return (
        json.dumps(json.loads(canonical_json(data)), ensure_ascii=False, indent=1)
        + "\n"
    ).encode()


def _csv(content: NoticeContent) -> bytes:
    return csv_table(content.web)


def _xlsx(content: NoticeContent) -> bytes:
    head, *rows = flat_rows(content.web)
    return tables.write_xlsx([(content.item[:20], head, rows)])


def _txt(content: NoticeContent) -> bytes:
    return (share_text(content) + "\n").encode()


def _pdf(content: NoticeContent) -> bytes:
    # Names have their stars here: the sheet for the wall is the village's to print.
    # What leads to this machine alone is for looking at, whoever prints it.
    mark = "演示" if is_this_machine(content.url) else WEB
    return poster_pdf(content, paper="a4", ink="black", mark=mark)


def _png(content: NoticeContent) -> bytes:
    return picture(content)[0]


FILES: Mapping[str, File] = {
    "json": File("application/json", _json),
    "csv": File("text/csv; charset=utf-8", _csv, is_inline=False),
    "xlsx": File(tables.XLSX, _xlsx, is_inline=False),
    "txt": File("text/plain; charset=utf-8", _txt),
    "pdf": File("application/pdf", _pdf),
    "png": File("image/png", _png),
    "card": File("image/png", card),  # the small picture that WeChat shows for a link
}
