"""Numbers as people write them: read whole or refused, never picked out of a text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.case_sheets import pasted
from villagepub.forms.quantities import quantity
from villagepub.forms.quantities.quantity import Dimension, NumberError


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("349.2", "349.2", ""),
        ("1,099.80", "1099.80", ""),
        ("1，099.80", "1099.80", ""),
        ("¥1,099.80元", "1099.80", "元"),
        ("１０９９．８", "1099.8", ""),
        ("-200", "-200", ""),
        ("−200.5", "-200.5", ""),
        ("(200.00)", "-200.00", ""),
        ("（1,200）", "-1200", ""),
        ("1.2万元", "1.2", "万元"),
        ("18.6 万元", "18.6", "万元"),
        ("3千元", "3", "千元"),
        ("60元/亩", "60", "元/亩"),
        ("120㎡", "120", "平方米"),
        ("120m²", "120", "平方米"),
        ("2袋", "2", "袋"),
        ("２人", "2", "人"),
        ("两人", "2", "人"),
        ("0.005", "0.005", ""),
        (".5", "0.5", ""),
        ("1.5E+3", "1.5E+3", ""),
        ("一百二十元", "120", "元"),
        ("壹仟贰佰", "1200", ""),
        ("半天", "0.5", "天"),
        ("两个半工", "2.5", "工"),
        ("3个半", "3.5", "个"),
        ("3亩半", "3.5", "亩"),
        ("1万半", "1.5", "万"),
        ("600元/半年", "600", "元/半年"),
        ("600元半年", "600", "元半年"),
        ("3亩半旱地", "3", "亩半旱地"),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, value: str, unit: str) -> None:
    found = quantity.parse(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("肆万柒仟壹佰伍拾壹元陆角整", "money", "47151.60"),
        ("人民币捌仟零肆拾肆元整", "money", "8044"),
        ("叁元零伍分", "money", "3.05"),
        ("12元5角", "money", "12.5"),
        ("3亩5分", "area", "3.5"),
        ("六亩五分", "area", "6.5"),
        ("3亩5分2厘", "area", "3.52"),
        ("5分", "area", "0.5"),
        ("5分", "money", "0.05"),
        ("2公顷", "area", "30"),
        ("120平方米", "area", "0.18"),
        ("1.2万元", "money", "12000"),
        ("3千元", "money", "3000"),
    ],
)
def test_tenths_and_large_units_come_out_exactly(
    text: str, dimension: Dimension, value: str
) -> None:
    assert quantity.parse(text, dimension).converted(dimension) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("7亩5", "不是数"),
        ("2户5人", "不是数"),
        ("1大2小", "不是数"),
        ("3（含1名儿童）", "不是数"),
        ("3/2", "不是数"),
        ("约8", "不是数"),
        ("120****", "盖住了，不是数"),
        ("约8亩", "没有写准"),
        ("一千多", "没有写准"),
        ("3000余元", "没有写准"),
        ("100元左右", "没有写准"),
        ("几百元", "没有写准"),
        ("1，50", "不是数"),
        ("150，00", "不是数"),
        ("1,2345", "不是数"),
        ("1 099", "不是数"),
        ("150+150", "不是数"),
        ("1.2.3", "不是数"),
        ("5.", "不是数"),
        ("一万二", "不是数"),
        ("二百五", "不是数"),
        ("3亩15分", "不是数"),
        ("٣٤", "不是数"),
        ("nan", "不是数"),
        ("=1+1", "不是数"),
        ("--", "不是数"),
        ("", "不是数"),
        ("1e308", "大得不像真的"),
        ("99999999999", "大得不像真的"),
        ("9" * 400, "大得不像真的"),
        ("0.123456789", "小数太长"),
    ],
)
def test_what_is_not_wholly_a_number_is_refused(text: str, says: str) -> None:
    with pytest.raises(NumberError, match=says):
        quantity.parse(text, "area")


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = quantity.parse(text)
    except NumberError as error:
        assert "“" in str(error)
    else:
        assert Decimal(quantity.plain(found.value)) == found.value


@given(
    st.decimals(0, 10**9, places=4, allow_nan=False),
    st.text(alphabet="亩户人口大小含约半多个（）/.,5", min_size=1, max_size=3),
)
def test_no_character_is_ever_left_out(value: Decimal, more: str) -> None:
    """What is read says the number alone, or the number and all that follows it."""
    try:
        found = quantity.parse(f"{value}{more}")
    except NumberError:
        return
    assert f"{value}{more}".endswith(found.unit) or found.unit in more
    assert len(found.unit) >= sum(not c.isascii() for c in more)


@pytest.mark.parametrize("cell", ["600元半年", "600元每半年", "600元/半年"])
def test_what_is_for_half_a_year_is_no_half_of_anything(cell: str) -> None:
    text = f"低保\n户主\t保障人口\t月保障金额（元）\n王建国\t1\t{cell}\n"
    assert pasted("T7", text).column("amount") in ([""], ["100.00"])


RENTED = "资产名称\t承包人\t{}\t{}\n机动地\t苗登科\t{}\t{}\n旧学校\t白海峰\t{}\t{}\n"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (
            "T4",
            RENTED.format("承包金额（万元）", "应交", "1.2", "1.2", "0.3", "0.3"),
        ),
        ("T4", RENTED.format("承包金额（千元）", "已交", "12", "12", "3", "3")),
        ("T4", RENTED.format("承包金额", "欠交", "1.2万元", "0.2", "0.3万元", "0")),
        (
            "T9",
            "户主姓名\t退耕面积（公顷）\t金额（万元）\n王守业\t0.5\t0.03\n",
        ),
    ],
)
def test_a_number_beside_another_unit_is_no_yuan_that_nobody_wrote(
    form: str, text: str
) -> None:
    found = pasted(form, text)
    said = [p.kind for p in found.problems]
    assert said == (["unit"] if form == "T4" else [])


def test_rent_that_is_owed_is_not_left_off() -> None:
    found = pasted(
        "T4", RENTED.format("年租金（元）", "欠租（元）", "1200", "200", "300", "0")
    )
    assert found.column("owed") == ["200.00", "0.00"]


def test_all_heads_in_yuan_ask_nothing() -> None:
    text = RENTED.format("承包金额（元）", "应交", "1200", "1200", "300", "300")
    assert pasted("T4", text).problems == ()
