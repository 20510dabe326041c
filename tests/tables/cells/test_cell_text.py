"""Numbers of a sheet as text: plain digits, as exact as Excel keeps them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from villagepub.tables.cells.cell_text import is_typed, number_text

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=64)
AS_TYPED = st.decimals(-99999, 99999, places=4).map(float)


@given(st.one_of(NUMBERS, AS_TYPED).filter(lambda value: abs(value) < 10**18))
def test_a_number_is_written_with_the_digits_that_excel_keeps(value: float) -> None:
    text = number_text(value)
    kept = Decimal(repr(value) if abs(value) >= 10**15 else f"{value:.15g}")
    assert Decimal(text) == kept
    assert "e" not in text.lower()
    assert text == "0" or "." not in text or text[-1] not in "0."


def test_only_a_number_may_have_lost_its_last_nought() -> None:
    assert not is_typed(["7.1"], [7.1])
    assert is_typed(["7.1"], ["7.1"])
    assert is_typed(["7.11", "7"], [7.11, 7.0])
