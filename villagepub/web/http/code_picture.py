"""A poster code as a picture of its own."""

from flask import Response

from villagepub import render
from villagepub.models import PosterCode


def picture(row: PosterCode) -> Response:
    """As the platform drew it, or drawn from what it says."""
    data = row.picture or render.qr_png(row.url, box=16)
    kind = "image/jpeg" if data.startswith(b"\xff\xd8\xff") else "image/png"
    return Response(data, mimetype=kind)
