"""Files as answers, under names of their own: Chinese ones too (RFC 6266)."""

from pathlib import Path
from typing import Literal
from urllib.parse import quote

from flask import Response

from villagepub.web.http.whole_file import respond

Where = Literal["attachment", "inline"]


def download(
    data: bytes | str | Path, name: str, media: str, where: Where = "attachment"
) -> Response:
    """A file that was made for this answer, or one that is kept."""
    response = (
        respond(data, media)
        if isinstance(data, Path)
        else Response(data, content_type=media)
    )
    return name_file(response, name, where)


def name_file(response: Response, name: str, where: Where = "attachment") -> Response:
    """A header holds Latin letters only; the real name stands beside them, encoded."""
    plain = name.encode("ascii", "ignore").decode().strip(" .") or "file"
    response.headers["Content-Disposition"] = (
        f'{where}; filename="{quote(plain, safe=" .-_")}"; '
        f"filename*=UTF-8''{quote(name, safe='')}"
    )
    return response
