"""Sums in 元 as people write and read them; never a float."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub.forms import money
from villagepub.forms.money import MoneyError

SUMS = st.integers(0, 10**11).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("349.2", "349.20"),
        ("1,099.80", "1099.80"),
        ("1，099.80", "1099.80"),
        ("¥1,099.80元", "1099.80"),
        ("１０９９．８", "1099.80"),
        ("1.2万元", "12000.00"),
        ("3千元", "3000.00"),
        ("0.005", "0.01"),
        ("肆万柒仟壹佰伍拾壹元陆角整", "47151.60"),
        ("捌仟零肆拾肆元整", "8044.00"),
        ("叁元伍分", "3.05"),
        ("一百二十元", "120.00"),
    ],
)
def test_a_sum_is_read_however_it_is_written(text: str, value: str) -> None:
    assert money.parse(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-5", "负数"),
        ("1e308", "大得不像真的"),
        ("99999999999", "大得不像真的"),
        ("nan", "不是数"),
        ("inf", "不是数"),
        ("约五百", "不是数"),
        ("1.2.3", "不是数"),
        ("=1+1", "不是数"),
        ("--", "不是数"),
        ("9" * 400, "大得不像真的"),
    ],
)
def test_what_is_no_possible_sum_is_refused(text: str, says: str) -> None:
    with pytest.raises(MoneyError, match=says):
        money.parse(text)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("46675.20", "肆万陆仟陆佰柒拾伍元贰角整"),
        ("8044.00", "捌仟零肆拾肆元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10.05", "壹拾元零伍分"),
        ("10.10", "壹拾元壹角整"),
        ("100000.00", "壹拾万元整"),
        ("0", "零元整"),
        ("20001.11", "贰万零壹元壹角壹分"),
    ],
)
def test_sums_in_words_as_cheques_have_them(value: str, words: str) -> None:
    assert money.words(Decimal(value)) == words


@given(SUMS)
def test_what_is_shown_is_read_back(value: Decimal) -> None:
    assert money.parse(money.show(value)) == value


@given(SUMS)
def test_what_is_said_in_words_is_read_back(value: Decimal) -> None:
    assert money.parse(money.words(value)) == value


def test_the_unit_of_a_column_counts() -> None:
    assert money.parse("1.5", unit=Decimal(10000)) == Decimal("15000.00")
    assert money.parse("200元", unit=Decimal(10000)) == Decimal("200.00")
