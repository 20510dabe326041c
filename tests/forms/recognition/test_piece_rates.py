"""What is paid by the piece: 10只 × 60元/只, beside forms whose rate is for land."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.evidence import Evidence

PIECES = "户主姓名|组别|补贴项目|"


@pytest.mark.parametrize(
    ("heads", "first", "shown"),
    [
        ("数量（只）|补贴标准（元/只）|补贴金额", "10|60|600", ("10只", "60元/只")),
        ("数量|补贴标准|补贴金额", "10只|60元/只|600", ("10只", "60元/只")),
        ("能繁母猪（头）|标准（元/头）|补贴金额", "10|60|600", ("10头", "60元/头")),
        ("补栽株数|标准（元/株）|补贴金额", "10|60|600", ("10", "60元/株")),
        ("数量|标准|补贴金额", "10|60|600", ("10", "60")),
        ("退耕面积|棵数|标准（元/棵）|补贴金额", "2|10|60|600", ("10", "60元/棵")),
    ],
)
def test_what_is_paid_by_the_piece_is_multiplied_by_pieces(
    heads: str, first: str, shown: tuple[str, str]
) -> None:
    lines = (f"王建国|1组|养羊|{first}", f"李燕|2组|养羊|{first}")
    found = pasted("T9", rows("2026年养殖补贴", PIECES + heads, *lines))
    assert found.problems == ()
    assert (found.column("pieces")[0], found.column("piece_rate")[0]) == shown
    assert found.column("rate") == ["", ""]
    assert [len(e.rows) for e in _products(found)] == [0, 2]


def test_a_wrong_product_of_pieces_is_told_with_their_units() -> None:
    lines = ("王建国|1组|养羊|10|60|600", "李燕|2组|养羊|5|60|310")
    head = PIECES + "数量（只）|标准（元/只）|补贴金额"
    (fault,) = pasted("T9", rows("2026年养殖补贴", head, *lines)).problems
    assert "5只 × 60元/只 = 300.00 元，表上写的是 310.00" in fault.message


def test_heads_are_not_multiplied_by_what_is_paid_for_other_things() -> None:
    lines = ("王建国|1组|养羊|10只|60元/头|600", "李燕|2组|养牛|5头|600元/头|3000")
    found = pasted("T9", rows("2026年养殖补贴", PIECES + "数量|标准|补贴金额", *lines))
    (_, by_piece) = _products(found)
    assert len(by_piece.rows) == 1
    assert [(s.reason, s.rows) for s in by_piece.skipped] == [("单位不一样", (3,))]


@pytest.mark.parametrize("form", ["T8", "T9"])
@pytest.mark.parametrize("unit", ["元/亩·年", "元/亩/年", "元/年·亩"])
def test_so_much_for_a_mu_and_a_year_is_a_yearly_rate(form: str, unit: str) -> None:
    head = f"户主姓名|组别|面积（亩）|标准（{unit}）|补贴金额"
    found = pasted(form, rows("2026年补贴", head, "王建国|1组|10|60|600"))
    assert found.problems == ()
    assert found.column("rate") == ["60.00"]


def test_a_head_of_another_measure_is_asked_about_once() -> None:
    lines = [f"{name}|1组|10|6|60" for name in ("王建国", "李燕", "张三")]
    head = "户主姓名|组别|面积|标准（元/斗）|补贴金额"
    (asked,) = pasted("T9", rows("2026年补贴", head, *lines)).problems
    assert (asked.kind, asked.column) == ("unit", "rate")
    assert "元/斗" in asked.message


def _products(found: Filled) -> list[Evidence]:
    examined = forms.examine(found.form, found.entry).evidence
    return [e for e in examined if e.rule == "product"]


def test_a_unit_beside_the_number_is_that_of_the_rate_too() -> None:
    found = pasted(
        "T9",
        "姓名\t品种\t数量\t单位\t标准\t金额\n王建国\t羊\t10\t只\t60\t600\n李燕\t牛\t2\t头\t500\t1100\n",
    )
    assert found.column("piece_rate") == ["60元/只", "500元/头"]
    assert [(p.row, p.kind) for p in found.problems] == [(3, "arithmetic")]


GRANTS = "户主姓名|组别|帮扶项目|数量|奖补标准|奖补金额"


@pytest.mark.parametrize(
    ("lines", "working"),
    [
        (("养羊|10只|200|2000", "苹果|2亩|200|500"), "2亩 × 200 = 400.00 元"),
        (
            ("养羊|10只|200元/只|2000", "苹果|2亩|200元/亩|500"),
            "2亩 × 200元/亩 = 400.00 元",
        ),
        (("交通补贴|2|500|1000", "交通补贴|1|500|600"), "1 × 500 = 500.00 元"),
    ],
)
def test_a_grant_for_sheep_land_or_workers_is_multiplied(
    lines: tuple[str, ...], working: str
) -> None:
    named = (
        f"{who}|1组|{line}" for who, line in zip(("王建国", "李燕"), lines, strict=True)
    )
    found = pasted("T11C", rows(GRANTS, *named))
    (fault,) = found.problems
    assert fault.row == 3
    assert working in fault.message


def test_interest_that_is_paid_back_is_the_grant_and_not_the_loan() -> None:
    lines = ("王建国|1组|50000|3.65%|456.25", "合计||50000||456.25")
    found = pasted("T11C", rows("户主姓名|组别|贷款金额|利率|贴息金额", *lines))
    assert found.column("amount") == ["456.25"]
    assert found.problems == ()
