"""An uploaded sheet lives in memory and is gone with its request, whatever its size."""

import io
from typing import IO

from flask import Flask
from flask.wrappers import Request

PASTED = 4 * 1024 * 1024  # bytes of pasted cells: about 40,000 rows


class MemoryRequest(Request):
    """Werkzeug would spool files over 500 KB to the disk: a sheet holds identity cards."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def init_app(app: Flask) -> None:
    app.request_class = MemoryRequest
    app.config["MAX_FORM_MEMORY_SIZE"] = PASTED
