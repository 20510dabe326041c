"""What only looks private stays where its column or its words say what it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub import privacy
from villagepub.privacy import NumberKind
from villagepub.privacy.numbers import is_card
from villagepub.tables.table import Table, TableColumn, TableRow

CASES = Path(__file__).parent.parent / "cases" / "60-look-alikes"
# kind of the case: (a head or a word before, what it says)
SAID: dict[str, tuple[str, NumberKind]] = {
    "village code": ("区划代码", "code"),
    "village code list": ("代码", "code"),
    "two codes side by side": ("代码", "code"),
    "voucher 18 digits date+seq": ("凭证号", "code"),
    "voucher 20 digits": ("记账凭证", "code"),
    "invoice 20 (数电票)": ("发票号码", "code"),
    "invoice code+no": ("发票代码", "code"),
    "project code": ("项目编号", "code"),
    "uscc": ("统一社会信用代码", "code"),
    "15-digit order": ("订单号", "code"),
    "cadastral 19": ("宗地编码", "code"),
    "contract 承包合同编码": ("承包合同编码", "code"),
    "文号": ("文号", "code"),
    "amounts": ("金额（元）", "quantity"),
    "plate/phones office": ("监督电话", "office"),
    "QR": ("期间", "date"),
}


def lines(name: str) -> list[tuple[str, str]]:
    text = (CASES / name).read_text("utf-8")
    return [tuple(line.split("\t")) for line in text.splitlines()]  # type: ignore[misc]


def test_no_harmless_number_is_blotted_in_its_column() -> None:
    for kind, text in lines("harmless.tsv"):
        head, says = SAID[kind]
        assert privacy.kind_of_head(head) == says
        assert privacy.scrub(text, says) == text


def test_no_harmless_number_is_blotted_beside_its_word() -> None:
    for kind, text in lines("harmless.tsv"):
        said = f"{SAID[kind][0]}：{text}"
        assert privacy.scrub(said) == said


@pytest.mark.parametrize("head", [h for k, h in lines("heads.tsv") if k == "keep"])
def test_heads_of_amounts_and_offices_are_kept(head: str) -> None:
    assert privacy.column_kind(head, ["120.00", "360.00"]) is None


@pytest.mark.parametrize("head", [h for k, h in lines("heads.tsv") if k == "never"])
def test_the_cells_of_private_heads_never_leave(head: str) -> None:
    assert privacy.column_kind(head, [])


@given(st.text(max_size=12), st.text(max_size=20))
def test_a_column_that_nobody_named_keeps_no_cell(head: str, cell: str) -> None:
    table = Table(
        name="表",
        columns=(TableColumn(label=head),),
        rows=(TableRow(row=2, cells=(cell,)),),
        totals=(TableRow(row=3, cells=(cell,)),),
    )
    cut = privacy.cut(table, ["unknown"], b"key").table
    assert [row.cells for row in (*cut.rows, *cut.totals)] == [("",), ("",)]


@pytest.mark.parametrize(
    "text",
    [
        "一三七四九二一九〇三三",
        "①③⑦④⑨②①⑨⓪③③",
        "1374921O033",
        "l374921903З3".replace("З", "3"),
        "１３７４９２１",
        "1\u200b3\u202d7\u00ad4921",
        "61062419030112040Х",
        "6.1E+17",
        "6.10603e+17",
        "13.7.4.9.2.1.9.0.3.3",
        "137/4921/9033",
        "1----3----7----4----9----2----1",
        "1  3  7  4  9  2  1",
        "13749219033元",
        "补贴打到13749219033",
        "金额6217 0083 8703 6743 349",
        "账号2710071101201000123456",
        "账户：27100711",
        "联系电话6212345",
        "合计 123456789012345678901234",
        "0911-6212345",
        "13.25 60 795.00",
        "610624190711130396",
        "610624190711****95",
        "出生日期19071113",
        "凭证 610624190711130395",
        "1️⃣3️⃣7️⃣4️⃣9️⃣2️⃣1️⃣",
        "壹叁柒肆玖贰壹",
        "٦١٠٦٢٤١",
    ],
)
def test_a_run_of_seven_digits_is_blotted_however_it_is_written(text: str) -> None:
    assert privacy.find(text)
    assert not privacy.find(privacy.scrub(text))


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-18 发放 46,675.20 元",
        "1、2、3、4、5、6、7组",
        "二〇二六年六月十八日",
        "安政发〔2026〕106号",
        "共 777.92 亩",
        "面积12.5 13.6 60.4",
        "工期2026.06.18—2026.09.30",
        "6106**********0395",
        "第2组少写1户",
        "统一社会信用代码 54610603ME81483341",
    ],
)
def test_what_words_or_units_explain_stays(text: str) -> None:
    assert privacy.scrub(text) == text


DIGIT = st.sampled_from(
    ["0０〇零⓪", "1１一壹①", "2２二贰②", "3３三叁③", "4４四肆④", "5５五伍⑤",
     "6６六陆⑥", "7７七柒⑦", "8８八捌⑧", "9９九玖⑨"]
).flatmap(st.sampled_from)  # fmt: skip
GAP = st.text(alphabet=" -－.·,，、/*\u200b\u00ad_（）\n", max_size=4)


@given(st.lists(st.tuples(DIGIT, GAP), min_size=7, max_size=20))
def test_no_gap_and_no_script_hides_a_run(pieces: list[tuple[str, str]]) -> None:
    text = "打" + "".join(digit + gap for digit, gap in pieces)
    scrubbed = privacy.scrub(text)
    days = privacy.number_kinds.is_recent_day
    if "****" not in text and not any(map(days, text[1:].split())):
        assert privacy.find(text)
    assert not privacy.find(scrubbed)


@pytest.mark.parametrize("card", ["6228480402564890018", "6217850200001234567"])
@pytest.mark.parametrize("word", ["凭证号", "项目编号", "订单号", "编号"])
def test_a_bank_card_is_one_whatever_stands_before_it(card: str, word: str) -> None:
    assert is_card(card)
    assert card not in privacy.scrub(f"{word}：{card}")
    assert card not in privacy.scrub(card, "code")


@pytest.mark.parametrize(
    "said",
    [
        "卧床三年", "做了换肾", "住进ICU", "乙肝携带者", "HIV阳性", "常年坐轮椅", "羊角风", "小产",
        "出了车祸", "喝农药", "他爸坐牢", "妈改嫁了", "守寡",
    ],
)  # fmt: skip
def test_what_is_said_of_a_body_or_a_family_is_no_business_of_the_web(
    said: str,
) -> None:
    assert privacy.is_about_health(f"这一户{said}，多补一份")


@pytest.mark.parametrize("said", ["防溺水宣传", "缴工伤保险", "智力支持乡村振兴"])
def test_what_is_nobody_s_trouble_may_be_said(said: str) -> None:
    assert not privacy.is_about_health(said)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("项目编号", "code"),
        ("承包合同编号（全称）", "code"),
        ("记账凭证", "code"),
        ("补贴金额（元）", "quantity"),
        ("起止时间", "date"),
        ("村委会电话", "office"),
        ("项目名称", None),
        ("项目", None),
        ("工程内容", None),
        ("合同", None),
        ("凭证说明", None),
        ("金额情况", None),
        ("村委会联系电话", None),
    ],
)
def test_of_a_head_the_last_word_says_what_its_numbers_are(
    head: str, says: NumberKind | None
) -> None:
    assert privacy.kind_of_head(head) == says


@pytest.mark.parametrize("says", ["quantity", "date", "office"])
@pytest.mark.parametrize("text", ["④ ⑨ ⑦ ⑨ ⑤ ① ⑥ ③ ⑥ ⑤", "4-9-7-9-5-1-6-3-6-5", "肆 玖 柒 玖 伍 壹 陆 叁 陆"])  # fmt: skip
def test_a_number_written_a_digit_at_a_time_is_blotted_in_a_column_of_others(
    text: str, says: NumberKind
) -> None:
    assert privacy.find(text, says)


@pytest.mark.parametrize(
    ("text", "says"), [("3 6 0 0 0 0 0", "quantity"), ("2 0 2 6 0 7 1 8", "date")]
)
def test_a_value_written_a_digit_at_a_time_stays(text: str, says: NumberKind) -> None:
    assert not privacy.find(text, says)
