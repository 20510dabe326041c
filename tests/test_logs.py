"""No log line carries what must stay private."""

import io
import json
import re
from collections.abc import Iterator

import pytest
import structlog

from tests.conftest import ROOT
from villagepub import logs


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    before = structlog.get_config()
    logs.configure(stream)
    yield stream
    structlog.configure(**before)


@pytest.mark.parametrize(
    "secret",
    [
        "61060319030711041X",
        "6217008564500001234",
        "13800138000",
        "https://x.cn/send?key=693a91f6-7xxx",
        "https://x.cn/token?appid=a&secret=SECRET123",
    ],
)
def test_a_private_number_or_key_is_blotted_out(
    stream: io.StringIO, secret: str
) -> None:
    structlog.get_logger().warning("failed", text=f"在 {secret} 这里")
    said = json.loads(stream.getvalue())
    tail = secret.rpartition("=")[2]
    assert tail not in said["text"]
    assert said["text"].startswith("在")


@pytest.mark.parametrize(
    "value",
    [
        13749219033, {"phone": "13749219033"}, ["13749219033"], ValueError("13749219033"), b"13749219033",
        "137\u200b4921\u200b9033", {"13749219033": 1}, (1, ("13749219033",)),
    ],
    ids=lambda value: type(value).__name__ + str(len(repr(value))),
)  # fmt: skip
def test_a_number_is_blotted_out_in_whatever_holds_it(
    stream: io.StringIO, value: object
) -> None:
    structlog.get_logger().warning("failed", value=value)
    assert "9033" not in stream.getvalue()


@pytest.mark.parametrize(
    "said",
    ["a\n2026-11-30 [info] forged", "a\r\nforged", "a\x1b[2Jforged", "a\x1b]0;forged\x07", "a\u2028forged", "a\x00\x85forged"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["event", "value", "error"])
def test_what_somebody_typed_begins_no_line_and_turns_no_colour(
    said: str, place: str
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    before, window = structlog.get_config(), Terminal()
    logs.configure(window)
    log = structlog.get_logger()
    if place == "error":
        log.warning("failed", exc_info=ValueError(said))
    else:
        log.warning(said if place == "event" else "failed", value=said)
    structlog.configure(**before)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", window.getvalue())  # the renderer's colours
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028]", shown)
    own = re.compile(r"\d{4}-\d\d-\d\dT\S+ \[warning|  ")
    assert all(own.match(line) for line in shown.splitlines())


def test_of_an_error_the_place_is_said_and_not_its_words() -> None:
    """What somebody typed stands in the words of many an error."""
    try:
        int("王建国")
    except ValueError as error:
        said = logs.place_of(error)
    assert "test_of_an_error" in said
    assert "王建国" not in said


def test_no_program_writes_an_errors_words_into_the_log() -> None:
    words = re.compile(r"log\.exception\(|exc_info=")
    sources = sorted((ROOT / "villagepub").rglob("*.py"))
    assert [p.name for p in sources if words.search(p.read_text("utf-8"))] == []


def test_a_terminal_shows_only_what_went_wrong() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    before, window = structlog.get_config(), Terminal()
    logs.configure(window)
    structlog.get_logger().info("request", page="public.village")
    structlog.get_logger().warning("delivery_failed", delivery=7)
    structlog.configure(**before)
    assert "public.village" not in window.getvalue()  # whatever request is bound
    assert "delivery_failed" in window.getvalue()


def test_what_is_not_private_is_kept(stream: io.StringIO) -> None:
    structlog.get_logger().info("delivery_tried", delivery=7, at="0911-0062011")
    said = json.loads(stream.getvalue())
    assert (said["delivery"], said["at"]) == (7, "0911-0062011")
    assert (said["event"], said["level"]) == ("delivery_tried", "info")
