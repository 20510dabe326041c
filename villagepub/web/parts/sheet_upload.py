"""A sheet that somebody brings: a file, or cells that were pasted."""

from flask import request

from villagepub import photo, tables
from villagepub.notices import free, uploads
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.uploads import SheetFile
from villagepub.tables import TableError
from villagepub.web.http import field, name_of, request_context

MAX_BYTES = 20 * 1024 * 1024  # bytes of a file; a sheet of 50,000 rows has 3 MB
PASTED = "粘贴的内容"
NO_READER = (
    "“{}”是照片，这台电脑还没装认照片的部件：请传原来的表格或粘贴格子，"
    "要用照片就请管系统的人运行一次 make photo。"
)


def photo_of() -> tuple[bytes, str] | None:
    """This request's photo and its name; None where it brings something else.

    Raises TableError for one that can't be read here.
    """
    file = request.files.get("file")
    if not file or not file.filename:
        return None
    data, name = file.stream.read(MAX_BYTES + 1), name_of(file)
    file.stream.seek(0)
    if not photo.is_photo(data):
        return None
    if len(data) > MAX_BYTES:
        raise TableError(f"“{name}”太大，最多 20 兆。请重拍一张。")
    if not photo.is_installed():
        raise TableError(NO_READER.format(name))
    try:
        photo.require_photo(data, name)
    except photo.ListPhotoError as error:
        raise TableError(str(error)) from error
    return data, name


def read_sheet() -> SheetFile:
    """This request's file or pasted cells; raises TableError.

    The bytes stay in memory and are gone with the request.
    """
    file = request.files.get("file")
    if file and file.filename:
        data, name = file.stream.read(MAX_BYTES + 1), name_of(file)
        if len(data) > MAX_BYTES:
            raise TableError(f"“{name}”太大，最多 20 兆。请只留要公示的那张表再传。")
        found = tables.read(data, name, most=uploads.MAX_ROWS)
        return SheetFile(found, name, data)
    text = field("text")
    if text.strip():
        return SheetFile(tables.read_pasted(text), PASTED, text.encode())
    raise TableError("还没有选表。点“选一张表”，或者把格子粘到下面的框里。")


def read_free_table() -> DraftSheet:
    """The longest table of what was brought, in no prescribed form, without what is
    private in it; raises TableError.
    """
    came = read_sheet()
    if not any(table.rows for table in came.tables):
        raise TableError("表里一行也没有读到，请换一张。")
    return free.opened(came, id_key=request_context.settings().id_key)
