"""Numbers of vouchers, contracts and projects, and what may hide among them."""

import pytest

from villagepub import privacy


@pytest.mark.parametrize(
    "code",
    [
        "138.0013.8000",
        "138·0013·8000",
        "138-0013-8000",
        "1380.0138.000",
        "86 138.0013.8000",
        "12、13800138000",
        "12 138.0013.8000",
        "202600123/13800138000",
        "0911-6212345",
        "610624.19050505.0129",  # a wrong check digit, and parted as people say it
    ],
)
def test_no_column_of_codes_lets_a_persons_number_through(code: str) -> None:
    assert "****" in privacy.scrub(code, "code")
    assert "****" in privacy.scrub(f"编号：{code}")


@pytest.mark.parametrize(
    "code",
    ["HT-2026-001", "1391-2026-001", "1502-2026-003", "2026.138.0001", "13、15、18、21、33、4",
     "610603202600123", "0911-2026001", "2026-0013-8000"],
)  # fmt: skip
def test_a_code_that_only_looks_so_stays(code: str) -> None:
    assert privacy.scrub(code, "code") == code
