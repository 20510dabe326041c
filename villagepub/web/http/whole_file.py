"""A file as an answer's body, opened by whoever sends it."""

from collections.abc import Iterator
from pathlib import Path

from flask import Response

BLOCK = 64 * 1024  # bytes


class WholeFile:
    """Our own server takes the path and reads along with the client; any other iterates."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


def respond(path: Path, media: str) -> Response:
    response = Response(
        WholeFile(path),
        content_type=media,
        direct_passthrough=True,
    )
    response.content_length = path.stat().st_size
    return response
