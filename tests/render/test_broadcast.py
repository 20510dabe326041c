"""广播稿: spoken Chinese, 60 to 90 seconds, no digit, nobody's name; and its pinyin."""

import re
import shutil
import wave as riff
from dataclasses import replace
from datetime import date
from io import BytesIO

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.layout_samples import finance, vote
from tests.render.notice_samples import corrected, land
from villagepub.content import Answer, Fact, NoticeContent
from villagepub.errors import UserError
from villagepub.render import broadcast, broadcast_of_shown, open_web, voice
from villagepub.render.broadcast import MAX_SECONDS, MIN_SECONDS, seconds
from villagepub.render.speech import pinyin, spoken, whole


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("46,997.40 元", "四万六千九百九十七元四角"),
        ("200.05元", "二百元零五分"),
        ("0.50 元", "五角"),
        ("2 元", "两元"),
        ("2万元", "两万元"),
        ("2.00亩", "两亩"),
        ("2人", "两人"),
        ("2小组", "二小组"),
        ("-30元", "负三十元"),
        ("0 元", "零元"),
        ("2,000 元", "两千元"),
        ("22,000 元", "两万二千元"),
        ("2026年6月20日", "二零二六年六月二十日"),
        ("2月2日", "二月二日"),
        ("783.29 亩", "七百八十三点二九亩"),
        ("2 户、12 户", "两户、十二户"),
        ("2组", "二组"),
        ("60 元/亩", "六十元每亩"),
        ("60.5%", "百分之六十点五"),
        ("0911-0062011", "零九幺幺，零零六二零幺幺"),
        ("12345", "幺二三四五"),
        ("12345 元", "一万二千三百四十五元"),
        ("收支差额-1,250.50 元", "收支差额负一千二百五十元五角"),
        ("2026年1-3月", "二零二六年一至三月"),
        ("7月1日—9月30日", "七月一日至九月三十日"),
        ("3户-5户，5%-8%", "三户至五户，百分之五至百分之八"),
        ("60～79岁", "六十至七十九岁"),
        ("2号-4号", "二号至四号"),
        ("2019-2026年", "二零一九至二零二六年"),
        ("2026-06-20", "二零二六年六月二十日"),
        ("2026.7.8", "二零二六年七月八日"),
        ("DN50-2管", "DN五十杠二管"),
        ("8:05到18:00，下午15:30", "八点零五分到十八点，下午十五点三十分"),
        ("8:30-11:30，14:00～17:30", "八点三十分至十一点三十分，十四点至十七点三十分"),
        ("按1:20配股，补助比例1:10，3:2", "按一比二十配股，补助比例一比十，三比二"),
        ("第 2 个", "第二个"),
        ("上期结转＋收入－支出 = 结余", "上期结转加收入减支出等于结余"),
        ("财农[2021]121号", "财农[二零二一]一百二十一号"),
        ("第2个，2位老人，2盏灯，2组", "第二个，两位老人，两盏灯，二组"),
        ("财农〔2021〕121号", "财农〔二零二一〕一百二十一号"),
        ("拨打96369，13991190011", "拨打九六三六九，幺三九九幺幺九零零幺幺"),
        ("0.5亩，1,200.50元", "零点五亩，一千二百元五角"),
    ],
)
def test_figures_are_said_as_people_say_them(written: str, said: str) -> None:
    assert spoken(written) == said


@given(st.text(alphabet="0123457869年月日元组第付-－～./:：＋=%％, ", max_size=20))
def test_what_stands_further_on_does_not_change_how_a_figure_is_said(text: str) -> None:
    every_sign = "甲-－—–~～./:：＋+−＝=元%乙"
    assert spoken(f"{text}。{every_sign}").startswith(spoken(f"{text}。"))


@given(st.integers(-(10**9), 10**9))
def test_every_sum_of_money_is_said_without_a_digit(cents: int) -> None:
    sign = "-" if cents < 0 else ""
    yuan, rest = divmod(abs(cents), 100)
    said = spoken(f"{sign}{yuan:,}.{rest:02d} 元")
    assert not re.search(r"\d|[,.]", said)
    assert said.endswith(("元", "角", "分"))


@given(st.integers(0, 10**12 - 1))
def test_every_count_is_said_as_the_library_says_it(count: int) -> None:
    """cn2an's reading, but for 两 in front of 千, 万, 亿 and 十 without 一 in front."""
    library = cn2an.an2cn(count, "low")
    assert whole(count).replace("两", "二") == library


def asked(content: NoticeContent) -> NoticeContent:
    answer = Answer(
        question="多少钱",
        answer="补贴总额",
        figure="46,997.40",
        unit="元",
        note="74 户，783.29 亩，每亩 60 元",
    )
    return replace(content, answers=(answer,))


KINDS = {
    "subsidy": lambda: asked(land(74)),
    "facts": lambda: land(74),
    "finance": finance,
    "vote": vote,
    "corrected": lambda: asked(corrected()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_read_within_a_minute_and_a_half_without_a_digit(kind: str) -> None:
    text = broadcast(KINDS[kind]())
    assert 30 <= seconds(text) <= MAX_SECONDS
    assert not re.search(r"[0-9A-Za-z]", text)
    assert text.count(spoken(KINDS[kind]().title)) == 2  # 重复一遍
    assert "重复一遍。" in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_that_is_open_already_is_read_as_the_notice_is(kind: str) -> None:
    content = KINDS[kind]()
    assert broadcast_of_shown(open_web(content)) == broadcast(content)


def test_the_subsidy_takes_a_minute_at_least_and_says_its_sum_twice() -> None:
    text = broadcast(asked(land(74)))
    assert seconds(text) >= 60
    assert text.count("四万六千九百九十七元四角") == 2
    assert "七十四户，七百八十三点二九亩，每亩六十元" in text


def test_a_short_notice_says_also_why_and_about_what_until_a_minute_is_full() -> None:
    why = "上面的政策，谁能享受、给多少、怎么办，村里都要让大家知道。"
    what = "一共 4 项政策，找谁办、带什么都在下面。"
    answers = (
        Answer(question="有什么政策", answer=what),
        Answer(question="凭什么", answer=why),
    )
    facts = (Fact(label="项数", value="4", unit="项"),)
    short = replace(land(4), answers=answers, facts=facts, objection_until=None)
    text = broadcast(short)
    assert MIN_SECONDS <= seconds(text) <= MAX_SECONDS
    assert "一共四项。" in text
    assert text.count(why) == 2
    assert "下面" not in text


def test_a_period_that_ends_in_another_year_than_the_sheet_hangs_says_its_year() -> (
    None
):
    last, hangs = date(2026, 12, 26), date(2027, 1, 4)
    text = broadcast(replace(land(73), objection_until=last, posting_until=hangs))
    assert "请在二零二六年十二月二十六日以前提" in text


def test_nobody_is_named_over_the_loudspeaker() -> None:
    content = land(74)
    names = {row.cells[1] for row in content.board.rows}
    assert not [name for name in names if name in broadcast(content)]


def test_a_correction_says_so_first() -> None:
    text = broadcast(corrected())
    assert "更正公示：" in text
    assert "以这一次的为准" in text


def test_everything_that_is_read_has_its_tone() -> None:
    said = pinyin(broadcast(asked(land(74)))).split()
    assert all(re.fullmatch(r"[a-zêü]+[1-5]|[,.!?]", one) for one in said)


def test_without_espeak_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UserError, match="没有装 espeak-ng"):
        voice.wave("你好。")


@pytest.mark.skipif(
    not shutil.which(voice.PROGRAM), reason="espeak-ng is not installed"
)
def test_with_espeak_there_is_sound() -> None:
    data = voice.wave("你好，乡亲们。")
    with riff.open(BytesIO(data)) as sound:
        assert sound.getframerate() > 8000
        seconds = sound.getnframes() / sound.getframerate()
        assert 0.5 < seconds < 5
    # The head says how long it is: a player shows seconds, not hours.
    assert int.from_bytes(data[4:8], "little") == len(data) - 8
