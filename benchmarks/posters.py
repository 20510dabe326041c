"""Posters against their own template and against two browsers' ways to print.

    python -m benchmarks.posters

The peers print the same head, rows, sums, phones and QR code from one HTML page.
Chromium stays open, loads a new page a round and finds the product's font installed, as
on a server; its PDF is tagged for screen readers, as ours is. WeasyPrint would need
seconds to subset that variable font, which would measure the font: it gets one cut to
the page's characters beforehand, outside the clock.
"""

import html
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import weasyprint
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from playwright.sync_api import Page, sync_playwright
from weasyprint.text.fonts import FontConfiguration

from benchmarks.notices import land
from benchmarks.rounds import medians, missing, ms, verdict
from villagepub.content import NoticeContent
from villagepub.render import poster_pdf, qr_svg
from villagepub.render.poster import poster_data
from villagepub.render.typesetter import Setting

ROWS = 74
# rows, rounds, what Chromium and WeasyPrint take at least of our time
PEERS = ((74, 7, 5, 5), (600, 3, 3, 18))
SIMPLIFIED_CHINESE = 2  # the face of the collection
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FACE = "@font-face {{ font-family: board; src: url({}) }}"
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{font}</dir><cachedir>{cache}</cachedir></fontconfig>"""
STYLE = """
@page { size: A3; margin: 13mm 16mm }
body { font-family: board, "Noto Sans CJK SC"; font-size: 14pt; color: #1c1614 }
h1 { color: #b3121a; font-size: 44pt; text-align: center; margin: 0 }
table { width: 100%; border-collapse: collapse } thead { display: table-header-group }
td, th { border: .4pt solid #d9c8c2; padding: 3pt; text-align: right }
tr { break-inside: avoid } svg { width: 41mm; height: 41mm }
"""


def as_html(content: NoticeContent) -> str:
    """The facts of the poster as one plain page."""
    columns = "".join(
        f"<th>{html.escape(c.head + c.unit)}</th>" for c in content.board.columns
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(v)}</td>" for v in cells) + "</tr>"
        for cells in [*(r.cells for r in content.board.rows), content.board.total]
    )
    head = "".join(f"<p>{m.label} {m.value}</p>" for m in content.meta)
    facts = "".join(
        f"<b>{f.label} {f.value}{f.unit} {f.note}</b> " for f in content.facts
    )
    phones = "".join(f"<p>{p.label} <b>{p.number}</b></p>" for p in content.phones)
    code = qr_svg(content.url).split("?>", 1)[-1]
    return (
        f"<!doctype html><meta charset=utf-8><title>{content.title}</title>"
        f"<style>{STYLE}</style><p>{content.place}</p><h1>{content.title}</h1>{head}"
        f"{facts}<table><thead><tr>{columns}</tr></thead>{rows}</table>"
        f"<p>{content.objection}</p>{phones}{code}<p>{content.url} {content.check_code}"
    )


def whole_font() -> Path:
    spec = find_spec("manimgx_fonts_cjk")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.glob("*.ttc"))


def cut_font(text: str, path: Path) -> None:
    """The regular weight of the product's font with the characters of ``text`` only."""
    font = TTFont(whole_font(), fontNumber=SIMPLIFIED_CHINESE)
    cutter = subset.Subsetter(subset.Options(layout_features=["kern"]))
    cutter.populate(text=text + "0123456789,.")
    cutter.subset(font)
    instantiateVariableFont(font, {"wght": 400}, inplace=True)
    font.save(path)


def changed(content: NoticeContent, number: int) -> NoticeContent:
    """New data every round, so that nobody prints from a cache."""
    sections = tuple(
        replace(s, rows=tuple(replace(r, cells=_new(r.cells, number)) for r in s.rows))
        for s in content.board.sections
    )
    board = replace(content.board, sections=sections)
    return replace(content, board=board, number=f"{content.number}{number}")


def _new(cells: tuple[str, ...], number: int) -> tuple[str, ...]:
    return (*cells[:-1], f"{int(cells[0]) * 37 + number * 11:,}.{number % 10}0")


@contextmanager
def browser_page(folder: Path) -> Iterator[Page]:
    """Chromium with nothing but the product's font installed."""
    config = folder / "fonts.conf"
    text = FONTCONFIG.format(font=whole_font().parent, cache=folder / "cache")
    config.write_text(text, encoding="utf-8")
    environment: dict[str, str | float | bool] = {
        **os.environ,
        "FONTCONFIG_FILE": str(config),
    }
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, env=environment
        )
        yield browser.new_page()
        browser.close()


def against_its_template(rounds: int) -> bool:
    """Two rounds of data, offset, so that neither finds the other's layout cached."""
    content = land(ROWS)
    ready = [
        poster_data(changed(content, n + 500), "a3", "colour")
        for n in range(rounds + 2)
    ]
    result = medians(
        {
            "product": lambda n: poster_pdf(changed(content, n)),
            "template": lambda n: Setting("list", ready[n]).pdf(),
        },
        rounds,
    )
    ratio = result["product"] / result["template"]
    return verdict(
        f"大榜 {ROWS} 行，比光排版",
        ratio,
        1.3,
        at_most=True,
        ours=ms(result["product"]),
        peer=f"同一模板 {ms(result['template'])}",
    )


def against_peers(count: int, rounds: int, chromium: float, weasy: float) -> bool:
    content = land(count)
    with tempfile.TemporaryDirectory() as name, browser_page(Path(name)) as page:
        path = Path(name) / "poster.html"
        font = Path(name) / "board.otf"
        cut_font(as_html(changed(content, 0)), font)
        fonts = FontConfiguration()
        sheet = weasyprint.CSS(string=FACE.format(font.as_uri()), font_config=fonts)

        def with_chromium(n: int) -> bytes:
            path.write_text(as_html(changed(content, n)), encoding="utf-8")
            page.goto(path.as_uri())
            return page.pdf(prefer_css_page_size=True, tagged=True)

        def with_weasyprint(n: int) -> object:
            document = weasyprint.HTML(string=as_html(changed(content, n)))
            return document.write_pdf(stylesheets=[sheet], font_config=fonts)

        result = medians(
            {
                "product": lambda n: poster_pdf(changed(content, n)),
                "chromium": with_chromium,
                "weasyprint": with_weasyprint,
            },
            rounds,
            warm=1,
        )
    ours = result["product"]
    good = [
        verdict(
            f"大榜 {count} 行，比 {name}",
            result[name.lower()] / ours,
            bound,
            ours=ms(ours),
            peer=f"{name} {ms(result[name.lower()])}",
        )
        for name, bound in (("Chromium", chromium), ("WeasyPrint", weasy))
    ]
    return all(good)


def main() -> int:
    good = [against_its_template(rounds=15)]
    if Path(CHROMIUM).exists():
        good += [against_peers(*peer) for peer in PEERS]
    else:
        good.append(missing("大榜，比 Chromium、WeasyPrint", CHROMIUM))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
