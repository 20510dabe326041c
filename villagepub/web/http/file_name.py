"""The name under which a browser keeps an answer: Chinese ones too (RFC 6266)."""

from typing import Literal
from urllib.parse import quote

from flask import Response


def name_file(
    response: Response,
    name: str,
    where: Literal["attachment", "inline"] = "attachment",
) -> Response:
    """A header holds Latin letters only; the real name stands beside them, encoded."""
    plain = name.encode("ascii", "ignore").decode().strip(" .") or "file"
    response.headers["Content-Disposition"] = (
        f'{where}; filename="{quote(plain, safe=" .-_")}"; '
        f"filename*=UTF-8''{quote(name, safe='')}"
    )
    return response
