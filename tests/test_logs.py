"""No log line carries what must stay private."""

import io
import json
import re

import pytest
import structlog

from tests.conftest import ROOT
from villagepub import logs


@pytest.fixture
def stream() -> io.StringIO:
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
