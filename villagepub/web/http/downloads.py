"""Files as answers, under names of their own: Chinese ones too (RFC 6266)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from flask import Response, has_request_context, request

Where = Literal["attachment", "inline"]
BLOCK = 64 * 1024  # bytes


class WholeFile:
    """Our own server takes the path and reads along with the client; any other iterates."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


def _kept(path: Path, media: str) -> Response:
    body = WholeFile(path)
    response = Response(body, content_type=media, direct_passthrough=True)
    response.content_length = path.stat().st_size
    return response


def download(
    data: bytes | str | Path, name: str, media: str, where: Where = "attachment"
) -> Response:
    """A file that was made for this answer, or one that is kept."""
    response = (
        _kept(data, media)
        if isinstance(data, Path)
        else Response(data, content_type=media)
    )
    return name_file(response, name, where)


def name_file(response: Response, name: str, where: Where = "attachment") -> Response:
    """A header holds Latin letters only; the real name stands beside them, encoded."""
    response.headers["Content-Disposition"] = (
        f'{where}; filename="{quote(_plain(name), safe=" .-_")}"; '
        f"filename*=UTF-8''{quote(name, safe='')}"
    )
    return response


def _plain(name: str) -> str:
    """For what reads Latin letters only: with the code of the notice that it is of."""
    latin = name.encode("ascii", "ignore").decode()
    stem, dot, kind = latin.rpartition(".") if "." in latin else (latin, "", "")
    args = request.view_args if has_request_context() else None
    code = str((args or {}).get("public_id", ""))
    words = [w for w in (code, *stem.split()) if any(map(str.isalnum, w))]
    return f"{'-'.join(dict.fromkeys(words)) or 'file'}{dot}{kind}".strip(" .")
