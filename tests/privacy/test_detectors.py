"""Numbers that must not be shown are found wherever they hide, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub import privacy
from villagepub.notices import drafts
from villagepub.privacy.groups import numeral
from villagepub.privacy.numbers import check_digit

KEY = b"a key of the tests"


@st.composite
def identities(draw: st.DrawFn) -> str:
    """A valid number of somebody born between 1900 and 1912."""
    day = f"{draw(st.integers(1900, 1912))}{draw(st.integers(1, 12)):02d}{draw(st.integers(1, 28)):02d}"
    first = f"610624{day}{draw(st.integers(0, 999)):03d}"
    return first + check_digit(first)


@st.composite
def cards(draw: st.DrawFn) -> str:
    body = "621700" + "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=12, max_size=12))
    )
    total = sum(
        (d * 2 - 9 if d * 2 > 9 else d * 2) if i % 2 == 0 else d
        for i, d in enumerate(map(int, reversed(body)))
    )
    return body + str(-total % 10)


PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
AROUND = st.text(alphabet="王建国的是，。：a（）\n ", max_size=6)
FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@given(
    AROUND,
    st.one_of(identities(), cards(), PHONES),
    AROUND,
    st.sampled_from(["as it is", "full width", "spaced"]),
)
def test_a_number_is_found_in_any_text_and_form(
    before: str, number: str, after: str, form: str
) -> None:
    written = {
        "as it is": number,
        "full width": number.translate(FULL),
        "spaced": " ".join(number[i : i + 4] for i in range(0, len(number), 4)),
    }[form]
    text = f"{before}：{written}；{after}"
    assert privacy.find(text)
    assert not privacy.find(privacy.scrub(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("610624190711130395", "identity"),
        ("61062419030112040X", "identity"),
        ("61062419030112040x", "identity"),
        ("610624071113039", "identity"),
        ("61062419040903005141", "disability"),
        ("6217008387036743349", "card"),
        ("13749219033", "phone"),
    ],
)
def test_each_kind_is_known_by_its_own_arithmetic(text: str, kind: str | None) -> None:
    found = [hit.kind for hit in privacy.find(text)]
    assert found == ([kind] if kind else [])


@pytest.mark.parametrize(
    "text",
    [
        "ID610624190711130395",
        "1 610624190711130395",  # the row's number before it
        "610624190711130395610603190307110411",  # two without a gap
        "610624\n190711130395",  # a cell that wraps
        "61062419071113\u200b0395",  # a mark without width, as chats leave them
        "*610624190711130395*",
        "٦١٠٦٢٤١٩٠٧١١١٣٠٣٩٥",
        "61062419030112040×",
        "610624190711130000",  # what Excel leaves of a number that is no text
        "身份证号：610624190711130396",  # mistyped, and said to be one
        "61062419071113****",  # the birthday is still there
        "610624190711130***",
        "6217-0083-8703-6743-349",
        "+8613749219033",
        "008613749219033",
        "013749219033",
        "tel13749219033",
        "微信wx13749219033",
        "137  4921  9033",
        "137\xa04921\xa09033",
        "王**13749219033",
        "61062419071113039513749219033",
    ],
)
def test_a_number_is_found_however_people_write_it(text: str) -> None:
    assert privacy.find(text)
    scrubbed = privacy.scrub(text)
    assert not privacy.find(scrubbed)
    assert sum(c.isdecimal() for c in scrubbed) <= 9


@pytest.mark.parametrize(
    "text",
    [
        "凭证 610624190711130396",  # eighteen digits, a wrong check digit
        "2026-06-18 46,675.20 元",
        "监督电话0911-0062011",  # an office's landline
        "12345",
        "安塞·沿河湾·马家沟〔2026〕惠 001号",
        "6106**********0395",
        "面积、标准、金额：13.25 60 795.00",
        "13.25亩 × 60元 = 795.00元",
        "61****1907****0395",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert privacy.find(text) == ()
    assert privacy.scrub(text) == text


@given(st.text(max_size=40))
def test_scrubbing_twice_is_scrubbing_once(text: str) -> None:
    once = privacy.scrub(text)
    assert privacy.scrub(once) == once


@given(identities())
def test_one_number_has_one_key_however_it_is_written(number: str) -> None:
    keys = {
        privacy.identity_hasher(KEY)(written)
        for written in (number, number.lower(), f" {number} ", number.translate(FULL))
    }
    assert len(keys) == 1
    assert privacy.identity_hasher(b"another key")(number) not in keys


@pytest.mark.parametrize(
    "text", ["", "6106**********0395", "王建国", "610624190711130396"]
)
def test_what_is_no_whole_number_has_no_key(text: str) -> None:
    assert privacy.identity_hasher(KEY)(text) == ""


@pytest.mark.parametrize(
    "hidden",
    [
        "********",
        "××××××××",
        "XXXXXXXX",
        "●●●●●●●●",
        "＊＊＊＊＊＊＊＊",
        "□□□□□□□□",
        "－－－－－－－－",
    ],
)
def test_what_hides_digits_becomes_stars(hidden: str) -> None:
    assert privacy.mask_identity(f"610603{hidden}001X") == "6106**********001X"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("残疾人姓名", None),
        ("残疾类别", "health"),
        ("儿童姓名", "other"),
        ("致困原因", "health"),
    ],
)
def test_a_disabled_person_s_name_is_a_name(head: str, kind: str | None) -> None:
    assert privacy.column_kind(head, ()) == kind


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("沿河湾镇马家沟村4组", "4组"),
        ("马家沟村第四村民小组12号", "4组"),
        ("马家沟四组", "4组"),
        ("第十二组", "12组"),
        ("马家沟村三社", "3组"),
        ("第一生产队", "1组"),
        ("马家沟村阳湾组", "阳湾组"),
        ("沿河湾镇马家沟村", ""),
        ("三社区", ""),
        ("马家沟股份经济合作社", ""),
    ],
)
def test_of_an_address_only_the_group_stays(address: str, group: str) -> None:
    assert privacy.group_of(address) == group


@pytest.mark.parametrize(
    ("text", "number"),
    [("三", 3), ("叁", 3), ("３", 3), ("十", 10), ("十一", 11), ("二十", 20)],
)
def test_chinese_numerals_are_read_as_numbers(text: str, number: int) -> None:
    assert numeral(text) == number


@pytest.mark.parametrize(
    ("cell", "mask"),
    [
        ("13749219033", "13*******33"),  # a phone in the column of identity numbers
        ("6106241907111", "610*******111"),
        ("610624190711130***", "6106**********0***"),
        ("610624******0395", "6106********0395"),
        ("*****13749219033", "************9033"),
        ("李燕*****住3组", "********3*"),
        ("ID610624190711130395", "6106**********0395"),
        ("无", "*"),
    ],
)
def test_whatever_stands_for_an_identity_shows_its_ends_at_most(
    cell: str, mask: str
) -> None:
    assert privacy.mask_identity(cell) == mask


@pytest.mark.parametrize(
    "word", ["公示 ", "金额 ", "日期：", "编号：", "凭证号 ", "监督电话："]
)
@pytest.mark.parametrize(
    "pieces",
    [
        "4 9 7 9 2 5 5",
        "④　⑨　⑦　⑨　②　⑤　⑤",
        "4.9.7.9.2.5.5",
    ],
)
def test_no_word_speaks_for_one_number_in_small_pieces(word: str, pieces: str) -> None:
    shown = privacy.scrub(word + pieces)
    assert shown[:-4].startswith(word)
    assert shown.endswith("****")


@pytest.mark.parametrize(
    "text",
    [
        "日期：7.1、7.5、8.9、9.30",
        "公示 2026.7.1 8:30-2026.9.30 18:00",
        "凭证号：12、15、18、21、33、40",
    ],
)
def test_days_and_vouchers_in_a_row_stay(text: str) -> None:
    assert privacy.scrub(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "数量 13 50 01 38 00 0",
        "户数：1、3、8、0、0、1、3、8、0、0、0",
        "面积 61 06 24 19 10 03 12 12 34",
        "批次 610624 191003 120123",
    ],
)
def test_pieces_that_begin_with_a_nought_or_come_to_an_identity_are_no_quantities(
    text: str,
) -> None:
    assert "****" in privacy.scrub(text)


@pytest.mark.parametrize(
    "text",
    [
        "各组户数：3、5、2、8、6、4、7、9、1",
        "金额 1500.05 200.00",
        "面积：13.05、15.03、2.08、1.02",
        "人数 15、20、31、28、10、5",
    ],
)
def test_quantities_in_a_row_stay(text: str) -> None:
    assert privacy.scrub(text) == text


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff"])
def test_a_mark_that_nobody_sees_is_kept_in_no_text(mark: str) -> None:
    """Behind U+202E a page shows 用了 0001 元."""
    assert privacy.scrub(f"用了 {mark}1000 元") == "用了 1000 元"


def test_a_title_and_what_was_typed_hold_no_such_mark() -> None:
    assert drafts.checked_title("路灯\u202e安装") == "路灯安装"
    assert privacy.scrub("共 1,000\u202e 元") == "共 1,000 元"
