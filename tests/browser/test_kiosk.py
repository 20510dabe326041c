"""The lobby screen: a day of it, a lost network, and somebody who touches it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import CASES, VILLAGE

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(browser: Browser, site: str, county: Engine, sheets_folder: Path) -> Page:
    for case in CASES:
        stage.publish(county, sheets_folder, case)
    context = browser.new_context(
        base_url=site, viewport={"width": 1920, "height": 1080}
    )
    page = context.new_page()
    page.clock.install(time="2026-10-08T10:00:00")
    page.clock.pause_at("2026-10-08T10:01:00")  # however long the page takes to come
    page.goto(f"/kiosk/{VILLAGE}")
    page.clock.run_for(5_000)
    expect(page.locator(".slide.shown")).to_have_count(1)
    return page


def test_every_row_of_every_page_is_inside_the_screen(screen: Page) -> None:
    slides = screen.locator(".slide")
    for number in range(slides.count()):
        expect(slides.nth(number)).to_be_visible()
        over = slides.nth(number).evaluate(
            "e => Math.max(...[...e.querySelectorAll('td, dd')].map(c => c.getBoundingClientRect().bottom))"
            " - document.querySelector('.bar').getBoundingClientRect().top"
        )
        assert over <= 0, number
        screen.locator("#next").click()
    expect(slides.first).to_be_visible()  # and round again


@pytest.mark.parametrize(("width", "height"), [(360, 740), (900, 600)])
def test_on_a_small_screen_a_page_is_scrolled_and_no_row_lies_under_another(
    screen: Page, width: int, height: int
) -> None:
    screen.set_viewport_size({"width": width, "height": height})
    cut = "e => [...e.querySelectorAll('.cols')].map(c => c.scrollHeight - c.clientHeight)"
    for number in range(screen.locator(".slide").count()):
        slide = screen.locator(".slide").nth(number)
        expect(slide).to_be_visible()
        assert max(slide.evaluate(cut)) <= 1, number
        screen.locator("#next").click()


def test_it_turns_by_itself(screen: Page) -> None:
    screen.clock.run_for(20_000)
    expect(screen.locator(".slide").nth(1)).to_be_visible()
    screen.clock.run_for(60_000)
    expect(screen.locator(".slide").nth(4)).to_be_visible()


def test_a_day_of_it_and_two_hours_without_network_leave_it_as_large_as_it_was(
    screen: Page,
) -> None:
    """Every turn and every question of three hours, one of them without network, and
    leaps over the others.
    """
    screen.clock.run_for(3_600_000)
    before = size_of(screen)
    for hour in range(23):
        screen.context.set_offline(hour in (8, 9))
        if hour in (9, 10):
            screen.clock.run_for(3_600_000)
        else:
            screen.clock.fast_forward("01:00:00")
            screen.clock.run_for(2_000)
        expect(screen.locator(".slide.shown")).to_have_count(1)
    after = settled(screen, before["Nodes"])
    assert after["Nodes"] <= before["Nodes"]
    assert after["JSEventListeners"] == before["JSEventListeners"]
    assert after["JSHeapUsedSize"] <= 1.15 * before["JSHeapUsedSize"]


def settled(page: Page, nodes: float) -> dict[str, float]:
    """Its size once the answers that were on their way have been put up."""
    for _ in range(20):
        found = size_of(page)
        if found["Nodes"] <= nodes:
            break
        page.wait_for_timeout(500)
    return found


def size_of(page: Page) -> dict[str, float]:
    """Nodes, listeners and bytes that the page keeps once nothing is left to collect."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    found = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    return {one["name"]: one["value"] for one in found}


def test_without_network_it_goes_on_and_says_of_when_it_is(screen: Page) -> None:
    screen.evaluate("navigator.serviceWorker.ready.then(() => true)")
    screen.reload()  # the worker answers for it from now on, and keeps what it needs
    expect(screen.locator(".slide.shown")).to_have_count(1)
    screen.context.set_offline(True)
    screen.clock.run_for(301_000)
    expect(screen.locator("#state")).to_contain_text("网断了，放的是")
    screen.reload()
    expect(screen.locator(".slide.shown")).to_have_count(1)
    expect(screen.locator("h1").first).not_to_be_empty()
    screen.context.set_offline(False)
    screen.clock.run_for(301_000)
    expect(screen.locator("#state")).not_to_contain_text("网断了")


def test_whoever_stops_it_and_goes_away_starts_it_again(screen: Page) -> None:
    screen.locator("#next").click()
    screen.locator("#hold").click()
    screen.clock.run_for(50_000)
    expect(screen.locator(".slide").nth(1)).to_be_visible()
    screen.clock.run_for(12_000)
    expect(screen.locator(".slide").first).to_be_visible()
    expect(screen.locator("#hold")).to_have_text("停住")


def test_what_has_hung_its_time_goes_though_nobody_tells_the_screen(
    screen: Page,
) -> None:
    screen.context.set_offline(True)
    count = screen.locator(".slide").count()
    last_day = "s => s.forEach(one => (one.dataset.until = '2026-10-08'))"
    screen.locator(".slide:not(:first-child)").evaluate_all(last_day)
    screen.clock.run_for(2_000)
    expect(screen.locator(".slide")).to_have_count(count)
    screen.clock.fast_forward("24:00:00")
    screen.clock.run_for(2_000)
    expect(screen.locator(".slide")).to_have_count(1)
    screen.locator(".slide").evaluate_all(last_day)
    screen.clock.run_for(2_000)
    expect(screen.locator(".slide.shown")).to_contain_text("过了公布期限")
