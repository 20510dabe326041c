"""A large poster on A4 sheets, to be glued together: most villages own an A4 printer."""

from dataclasses import asdict
from typing import Unpack

from villagepub.content import NoticeContent
from villagepub.render.limits import bounded
from villagepub.render.papers import PAPERS, Large
from villagepub.render.poster import Printing, poster_pdf
from villagepub.render.seams import tiles
from villagepub.render.typesetter import Setting

# How many A4 sheets, lying on their side, beside and under each other.
GRIDS = {paper: style.grid for paper, style in PAPERS.items() if style.grid}


@bounded
def tiled_pdf(
    content: NoticeContent, *, paper: Large = "a2", **how: Unpack[Printing]
) -> bytes:
    """The poster a little smaller, with strips for glue, cut marks and the order of
    gluing: four A4 sheets hold no whole A2 and the glue too. Raises MissingGlyph.

    A plain PDF: for whoever listens to it there is the poster itself.
    """
    poster = poster_pdf(content, paper=paper, **how)
    columns, rows = GRIDS[paper]
    _, parts = tiles(poster, columns, rows)
    data = {
        "title": content.title,
        "pdf": list(poster),
        "cols": columns,
        "rows": rows,
        "size": [parts[-1].x[1], parts[-1].y[1]],
        "tiles": [asdict(part) for part in parts],
    }
    return Setting("tile", data).pdf(is_archived=False)
