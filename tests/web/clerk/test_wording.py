"""What is written beside a list is held against the rules before anybody signs it."""

import pytest
from sqlalchemy.engine import Engine

from tests.web.clerk.desk import Desk
from tests.web.clerk.free_notice import LAMPS, Writer
from tests.web.conftest import Page


@pytest.fixture
def writer(clerk: Desk) -> Writer:
    return Writer(clerk)


def check(writer: Writer, text: str, title: str = "路灯安装情况公示") -> Page:
    page = writer.words(writer.begin(title), text)
    page = writer.desk.send(page, action="/columns/drop")
    return writer.desk.send(page, action="/photos/seen")


def test_what_is_forbidden_is_quoted_and_does_not_go_on(writer: Writer) -> None:
    page = check(writer, "路灯装好了。要买灯的加微信 ld2026，厂家直销。")
    assert "不能这样写" in page.words
    assert "要买灯的加微信 ld2026，厂家直销。" in page.words
    assert page.soup.select_one("#first a[href='#wf']")  # said on top, too
    again = writer.desk.send(page, action="/submit")
    assert "内容第 1 段" in again.words
    assert "检查一遍" in again.words
    assert "交给监委会了" not in again.words


def test_what_is_asked_about_needs_a_tick_that_the_signer_sees(
    writer: Writer, signer: Desk
) -> None:
    page = check(writer, "参加打扫的人家记积分，年底换洗衣粉。")
    assert "写法要你定" in page.words
    again = writer.desk.send(page, action="/submit")
    assert "有 1 处写法要你定" in again.words
    code = page.soup.select_one("input[name=accept]")["value"]
    sent = writer.desk.send(page, {"accept": code}, action="/submit")
    assert "交给监委会了" in sent.words
    queue = signer.get("/review/")
    draft = signer.get(queue.soup.select_one("a.cell[href*='/drafts/']")["href"])
    assert "问过文书，说就这样写的" in draft.words
    assert "参加打扫的人家记积分" in draft.words


def test_a_tick_holds_for_its_words_only(writer: Writer) -> None:
    page = check(writer, "参加打扫的人家记积分。")
    code = page.soup.select_one("input[name=accept]")["value"]
    words = writer.desk.get(page.soup.select_one("a[href$='/words']")["href"])
    writer.words(words, "不参加打扫的人家扣积分。")
    again = writer.desk.get(
        page.soup.select_one("form#submit")["action"][: -len("/submit")]
    )
    sent = writer.desk.send(again, {"accept": code}, action="/submit")
    assert "有 1 处写法要你定" in sent.words


def test_a_list_of_orphans_names_nobody(writer: Writer, county: Engine) -> None:
    page = writer.words(writer.begin("孤儿基本生活费发放情况"), "三季度的都发了。")
    page = writer.say(
        writer.read(
            page, "姓名\t组别\t金额（元）\n王小明\t1组\t900\n李小红\t2组\t900\n"
        ),
        {0: "name", 1: "group", 2: "money"},
    )
    page = writer.desk.send(page, action="/photos/seen")
    assert "写了孩子的名字" in page.words
    assert "不能这样贴" in writer.desk.send(page, action="/submit").words


def test_an_everyday_notice_is_asked_nothing(writer: Writer) -> None:
    page = writer.words(writer.begin(), "村道上装了5盏太阳能路灯。")
    page = writer.say(writer.read(page, LAMPS))
    page = writer.desk.send(page, action="/photos/seen")
    assert "写法要你定" not in page.words
    assert "不能这样写" not in page.words
