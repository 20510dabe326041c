"""A number told in pieces with words between them is a number; amounts in a row are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.test_detectors import cards, identities
from villagepub import privacy

BETWEEN = st.sampled_from(["卡", "号", "再接", "然后", "和", "a", "尾数是"])
SCRIPTS = st.sampled_from(
    ["0123456789", "零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖"]
)


@given(
    cards() | identities(), st.lists(BETWEEN, min_size=20, max_size=20), SCRIPTS,
    st.integers(1, 6),
)  # fmt: skip
def test_a_number_in_pieces_is_found_and_nothing_of_its_middle_stays(
    number: str, between: list[str], script: str, size: int
) -> None:
    pieces = [number[n : n + size] for n in range(0, len(number), size)]
    pieces = [p.translate(str.maketrans("0123456789", script)) for p in pieces]
    told = "".join(p + b for p, b in zip(pieces, between, strict=False))
    if len(pieces) < 3:
        return
    shown = privacy.scrub(f"打到{told}")
    for piece in pieces[2:-1] if size > 3 else ():
        assert piece not in shown.removeprefix(f"打到{pieces[0]}")
    assert privacy.find(f"打到{told}")


@pytest.mark.parametrize(
    "text",
    [
        "2023年2024年2025年2026年",
        "6222元1300元1400元1505元",
        "6200元1300元1400元1502元1600元",
        "1组120户3000元2组130户2800元3组99户1200元",
        "长1200米宽3500米高2米共3处",
        "第1笔620元第2笔1300元第3笔1400元",
    ],
)
def test_amounts_and_years_in_a_row_are_no_number_of_anybody(text: str) -> None:
    assert privacy.find(text) == ()


def test_digits_without_a_width_are_digits() -> None:
    """Programs read them as ASCII; nobody sees them."""
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "13749210330")
    assert privacy.find(f"找他{hidden}")


@pytest.mark.parametrize("word", ["打款", "汇款：", "已收款 ", "退款至", "付款给"])
@pytest.mark.parametrize(
    "number", ["137、4921、9033", "1374、9219、033", "137/4921/9033", "13749219.033"]
)
def test_a_word_of_payment_makes_no_sum_of_a_mobile_number(
    word: str, number: str
) -> None:
    assert number not in privacy.scrub(f"李某家{word}{number}，已到")


@pytest.mark.parametrize(
    "text",
    ["付款13250.00", "收款：1,350.00 元", "打款5000、3000元", "退款 135、1234、56 元", "欠款112000.50", "收款 46,675.20"],
)  # fmt: skip
def test_the_sums_behind_a_word_of_payment_stay(text: str) -> None:
    assert privacy.scrub(text) == text


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.lists(st.integers(1, 5), min_size=11, max_size=11),
    st.lists(st.sampled_from(["卡", "又是", "再接，", "然后 ", "尾巴", "a"]), min_size=11, max_size=11),
    SCRIPTS,
)  # fmt: skip
def test_a_mobile_number_is_found_in_whichever_pieces_and_words(
    number: str, sizes: list[int], between: list[str], script: str
) -> None:
    pieces, at = [], 0
    for size in sizes:
        pieces += [number[at : at + size]] if at < 11 else []
        at += size
    pieces = [p.translate(str.maketrans("0123456789", script)) for p in pieces]
    told = "".join(p + b for p, b in zip(pieces, ["转", *between], strict=False))
    shown = privacy.scrub(f"打{told}")
    assert "*" in shown
    assert number[3:] not in shown.translate(str.maketrans(script, "0123456789"))


@pytest.mark.parametrize(
    "text",
    [
        "凭证号138至4921和9033号",
        "第137页第4921行第9033字",
        "先收1380又492再9033.5元",
        "应到138户2025人，实到1320人",
        "138亩地2026年1200元",
        "2026年7月1日应到31人，实到28人，同意26票，反对1票，弃权1票",
        "15.60元到18.30元，共1350.05元",
    ],
)
def test_pages_votes_and_papers_in_a_row_are_no_mobile_number(text: str) -> None:
    assert privacy.find(text) == ()


@pytest.mark.parametrize("word", ["补贴", "支出 ", "金额：", "共计", "面积"])
def test_a_word_of_money_makes_no_three_sums_of_a_mobile_number(word: str) -> None:
    assert "4921" not in privacy.scrub(f"{word}137、4921、9033")
    assert privacy.scrub(f"{word}137、4921、9033 元") == f"{word}137、4921、9033 元"
    assert privacy.scrub(f"{word}1370、492、903") == f"{word}1370、492、903"


@pytest.mark.parametrize(
    "told",
    [
        "yi san qi si jiu er yi jiu ling san san",
        "Yī sān qī, sì jiǔ èr yī, jiǔ líng sān sān",
        "yao1 san1 guai3 si4 jiu3 liang3 yao1 jiu3 dong4 san1 san1",
        "yisanqisijiueryijiulingsansan",
        "one three seven four nine two one nine zero three three",
        "ONE-THREE-SEVEN FOUR-NINE-TWO-ONE nine zero 3 3",
        "ｏｎｅ　ｔｈｒｅｅ　seven four nine two one nine zero three three",
    ],
)
def test_a_number_spelled_in_letters_is_one(told: str) -> None:
    shown = privacy.scrub(f"打{told}，找他")
    assert shown.endswith("****，找他")
    assert not any(c.isascii() and c.isalpha() for c in shown)
    assert privacy.find(told)


@pytest.mark.parametrize(
    "text",
    [
        "One village, one product",
        "yi shi yi yi, si yi liang gong kai",
        "A4 two sides, 3 copies",
        "LiuSan Wu Er",
        "SQL Server 2019 three nine",
    ],
)
def test_words_in_letters_are_no_number(text: str) -> None:
    assert privacy.scrub(text) == text
