"""Sums in 元 as people write and read them; never a float."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub.forms.quantities import money, quantity

SUMS = st.integers(0, 10**11 - 1).map(lambda cents: Decimal(cents) / 100)


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


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1099.8", "1,099.80"),
        ("3.504", "3.504"),
        ("-200", "-200.00"),
        ("-0.5", "-0.50"),
        ("-1234.5", "-1,234.50"),
        ("0", "0.00"),
    ],
)
def test_a_sum_is_shown_as_fine_as_it_is_written(value: str, shown: str) -> None:
    assert money.show(Decimal(value)) == shown


@given(SUMS)
def test_what_is_shown_is_read_back(value: Decimal) -> None:
    assert quantity.parse(money.show(value)).value == value


@given(SUMS)
def test_what_is_said_in_words_is_read_back(value: Decimal) -> None:
    said = quantity.parse(money.words(value), "money")
    assert said.converted("money") == value
