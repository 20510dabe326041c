"""An uploaded sheet lives in memory and is gone with its request, whatever its size."""

import io
from typing import IO

from flask import Flask
from flask.wrappers import Request

PASTED = 4 * 1024 * 1024  # bytes of pasted cells: about 40,000 rows


class MemoryFile(io.BytesIO):
    """Read whole without a copy, for which everybody else would wait."""

    def read(self, size: int | None = -1, /) -> bytes:
        at, end = self.tell(), self.seek(0, io.SEEK_END)
        if at == 0 and (size is None or not 0 <= size < end):
            return self.getvalue()
        self.seek(at)
        return super().read(size)


class MemoryRequest(Request):
    """Werkzeug would spool files over 500 KB to the disk: a sheet holds identity cards."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return MemoryFile()


def init_app(app: Flask) -> None:
    app.request_class = MemoryRequest
    app.config["MAX_FORM_MEMORY_SIZE"] = PASTED
