"""A site on a port of its own, phones that look at it, and what every page must keep."""

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

import manimgx_fonts_cjk
import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.engine import Engine
from werkzeug.serving import make_server

from tests.browser.axe import Axe
from tests.browser.thumb import Thumb
from tests.stage import ID_KEY
from villagepub import clock, settings
from villagepub.factory import create_app
from villagepub.notices import drawn_files

PRIVATE = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{16,19}|1[3-9]\d{9})(?!\d)")
# Debian's build of the same browser without the parts of a window costs a third less.
WINDOWLESS, CHROMIUM = "chromium-headless-shell", "/usr/bin/chromium"
QUIET = (  # a browser that calls nobody but the site
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--host-resolver-rules=MAP gk.ansai.example 127.0.0.1",  # a name of our own
    "--no-first-run",
)
STATUS = "performance.getEntriesByType('navigation')[0].responseStatus"
DRAWN = """async () => {
  const pictures = [...document.images].filter((one) => !one.hidden);
  for (const one of pictures) one.loading = "eager";
  const drawn = await Promise.allSettled(pictures.map((one) => one.decode()));
  return drawn.every((one) => one.status === "fulfilled");
}"""
LEAST = 16  # pixels: what a villager of 75 still reads on a bad phone
SMALL = """(least) => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < least)
  .filter((one) => [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
  .map((one) => one.textContent.trim().slice(0, 40))"""
FONTS = """<?xml version="1.0"?>
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own font for Chromium: a fresh machine has no Chinese one."""
    folder = tmp_path_factory.mktemp("fonts")
    path = folder / "fonts.conf"
    wheel = Path(manimgx_fonts_cjk.__file__).parent
    path.write_text(FONTS.format(fonts=wheel, cache=folder / "cache"))
    return path


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], fonts: Path
) -> dict[str, Any]:
    return browser_type_launch_args | {
        "executable_path": os.environ.get("CHROMIUM") or which(WINDOWLESS) or CHROMIUM,
        "args": ["--no-sandbox", *QUIET],
        "env": os.environ | {"FONTCONFIG_FILE": str(fonts)},
    }


@pytest.fixture
def site(county: Engine, tmp_path: Path) -> Iterator[str]:
    with serving(county, tmp_path) as base:
        yield base


@contextmanager
def serving(engine: Engine, folder: Path) -> Iterator[str]:
    """The application on a port of its own, on 8 October 2026: its address."""
    from tests.web.clerk.conftest import OCTOBER

    server = make_server("127.0.0.1", 0, _nothing, threaded=True)
    base = f"http://127.0.0.1:{server.port}"
    chosen = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(folder / "instance"),
            "VILLAGEPUB_BASE_URL": base,
            "VILLAGEPUB_ID_KEY": ID_KEY.decode(),
        }
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: OCTOBER)
        server.app = create_app(chosen, engine=engine)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield base
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def draw(county: Engine, tmp_path: Path) -> Callable[[], int]:
    """The worker's part after a signing: the files of what was published."""
    chosen = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")})
    return lambda: drawn_files.draw_due(county, chosen.store_url, at=clock.now())


def _nothing(environ: Any, start: Any) -> list[bytes]:
    start("503 Starting", [])
    return []


@pytest.fixture(scope="session")
def look() -> Callable[..., None]:
    """A page as it stands: it was answered well, or with the ``status`` that is meant,
    it fits the phone, no letter is small, axe finds nothing, nothing private.
    """
    folder = os.environ.get("VILLAGEPUB_SCREENSHOTS")
    axe = Axe()

    def check(page: Page, name: str, *, status: int = 200) -> None:
        page.wait_for_load_state("load")
        assert page.evaluate(STATUS) == status, f"{name}: {page.inner_text('main')}"
        assert page.evaluate(DRAWN), f"a picture of {name} does not come"
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{name} scrolls sideways by {over} px"
        assert page.evaluate(SMALL, LEAST) == [], f"{name} has small letters"
        assert axe.faults(page) == [], name
        assert not PRIVATE.search(page.locator("main").inner_text()), name
        if folder:
            page.screenshot(path=Path(folder) / "screen" / f"{name}.png")
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return check


@pytest.fixture
def hand(
    browser: Browser, site: str, look: Callable[..., None]
) -> Iterator[Callable[[str], Thumb]]:
    thumbs = []

    def enter(login: str) -> Thumb:
        thumb = Thumb(browser, site, look)
        thumbs.append(thumb)
        thumb.sign_in(login)
        return thumb

    yield enter
    for thumb in thumbs:
        thumb.close()  # an open phone goes on costing processor and memory
