"""Renderings of one NoticeContent: poster, picture, texts. No database, no network.

The page is a template in ``web``; everything that leaves the house as a file is here.
"""

from villagepub.render.article import article, withdrawal_article
from villagepub.render.broadcast import broadcast, broadcast_of_shown
from villagepub.render.export_rows import csv_table, flat_rows
from villagepub.render.glyphs import MissingGlyph, check_glyphs
from villagepub.render.letter import Letter, letter_pdf
from villagepub.render.letter_docx import letter_docx
from villagepub.render.open_web import (
    ON_THE_WALL,
    for_open_web,
    ground_of_title,
    hidden_names,
    open_web,
    without_before,
    without_names,
)
from villagepub.render.papers import INKS, PAPERS, Ink, Large, Paper
from villagepub.render.picture import card, picture
from villagepub.render.poster import PrintedCode, Printing, poster_pages, poster_pdf
from villagepub.render.power import PowerSheet, sheet_pdf
from villagepub.render.printed_form import printed_form
from villagepub.render.qr import qr_png, qr_svg
from villagepub.render.share_package import share_package
from villagepub.render.texts import (
    fit_bytes,
    robot_markdown,
    share_text,
    withdrawal_text,
)
from villagepub.render.tile import tiled_pdf
from villagepub.render.volume import merged_pdf
from villagepub.render.web_cells import held_cells
