"""The poster on the wall: what it says, that it is PDF/A, that it is legible."""

import io
from functools import cache

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfTextPage

from tests.render.layout_samples import finance, projects, vote
from tests.render.notice_samples import URL, corrected, draft, land, make_content, name
from tests.render.reading import (
    font_sizes,
    margins,
    opened,
    page_texts,
    pdf_text,
    qr_addresses,
    squeezed,
)
from villagepub.content import Circle, NoticeContent, Phone, Signature
from villagepub.render import (
    PrintedCode,
    poster_pages,
    poster_pdf,
    qr_png,
    without_names,
)
from villagepub.render.papers import Ink, Paper

SIZES = {
    "a4": (210, 297),
    "a3": (297, 420),
    "a3big": (297, 420),
    "a2": (594, 420),
    "a1": (841, 594),
}
SMALLEST = {"a4": 10.5, "a3": 14.0, "a3big": 22.0, "a2": 14.0, "a1": 18.0}
KINDS = {
    "land": lambda: land(74),
    "groups": lambda: land(74, grouped=True),
    "finance": finance,
    "vote": vote,
    "projects": projects,
    "corrected": corrected,
    "draft": draft,
}


@cache
def printed(kind: str, paper: Paper = "a3", ink: Ink = "colour") -> bytes:
    """Set once, and read by many tests."""
    content = land(12) if kind == "few" else KINDS[kind]()
    return poster_pdf(content, paper=paper, ink=ink)


@pytest.mark.parametrize("paper", SIZES)
def test_a_fifth_phone_has_its_place_and_takes_no_sheet(paper: Paper) -> None:
    """The foot is as high as before; what it says lies above the running line below it."""
    four = land(12)
    office = Phone(label="马家沟村委会", number="0911-0062012")
    five = land(12, phones=(four.phones[0], office, *four.phones[1:]))
    with opened(poster_pdf(five, paper=paper)) as document:
        page = document[len(document) - 1]
        words = page.get_textpage()
        low = {
            text: min(box[1] for box in boxes_of(words, text))
            for text in ("12388", "查真假码")
        }
    assert low["12388"] > low["查真假码"]
    pages = page_texts(poster_pdf(five, paper=paper))
    assert len(pages) == len(page_texts(printed("few", paper)))
    assert all(p.number in pages[-1] for p in five.phones)


def boxes_of(words: PdfTextPage, text: str) -> list[tuple[float, ...]]:
    """Where it stands, in points from the sheet's lower left corner."""
    at = words.search(text).get_next()
    assert at is not None, text
    return [words.get_charbox(at[0] + n) for n in range(at[1])]


@pytest.mark.parametrize("count", [1, 12, 74, 600])
def test_every_row_of_the_wall_stands_in_the_text_in_order(count: int) -> None:
    content = land(count)
    text = pdf_text(poster_pdf(content))
    rows = [squeezed("".join((*r.cells[:5], r.cells[6]))) for r in content.board.rows]
    if count == 1:
        rows = [squeezed("".join(r.cells)) for r in content.board.rows]
    places = [text.find(row) for row in rows]
    assert -1 not in places
    assert places == sorted(places)


def test_two_thousand_rows_are_printed_to_the_last() -> None:
    text = pdf_text(poster_pdf(land(2000), paper="a4"))
    assert squeezed(f"2000{name(1999)}") in text


def test_a_lying_sheet_takes_a_list_of_a_village_whole() -> None:
    pdf = printed("land", "a2")
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert squeezed(f"74{name(73)}") in pdf_text(pdf)


def test_no_rows_say_so() -> None:
    assert "本期无" in pdf_text(poster_pdf(land(0)))


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_list_taken_down_is_said_to_be_and_not_that_there_was_none(
    paper: Paper,
) -> None:
    text = squeezed(pdf_text(poster_pdf(without_names(land(71)), paper=paper)))
    assert squeezed("名单已经从网上撤下，总数还在。") in text
    assert "本期无" not in text


@pytest.mark.parametrize(
    "said",
    [
        "2026年耕地地力保护补贴发放公示",
        "安塞·沿河湾·马家沟〔2026〕惠001号",
        "财农〔2016〕26号",
        "涉农补贴/农业生产发展资金/耕地地力保护补贴",
        "大写：肆万陆仟陆佰柒拾伍元贰角整",
        "2026年6月20日至6月26日（7天）",
        "如有异议",
        "0911-0062011",
        "折治国",
        "张榜日期",
        "盖章处",
        "gk.ansai.example/n/7K2M9QXA",
    ],
)
def test_the_poster_says(said: str) -> None:
    assert said in pdf_text(printed("few"))


def test_head_and_page_number_are_repeated_on_every_sheet() -> None:
    texts = page_texts(printed("land"))
    assert [f"第{k}页共2页" in text for k, text in enumerate(texts, 1)] == [True, True]
    assert all("户主姓名" in text and "补贴金额" in text for text in texts)


def test_figures_without_a_reason_leave_its_line_to_the_list() -> None:
    assert squeezed(f"32{name(31)}") in page_texts(printed("land"))[0]


def test_every_sheet_has_the_check_code() -> None:
    code = land(74).check_code
    assert all(code in text for text in page_texts(printed("land")))


def test_a_draft_has_no_code_and_says_so() -> None:
    assert qr_addresses(poster_pages(draft())[0]) == []
    text = pdf_text(printed("draft"))
    assert "审核后才有" in text
    assert "样稿" in text


def test_all_fonts_are_embedded() -> None:
    reader = PdfReader(io.BytesIO(printed("finance")))
    embedded, foreign = reader.pages[0]._get_fonts()
    assert embedded
    assert not foreign


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert poster_pdf(draft()) == poster_pdf(draft())


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_title_of_sixty_characters_fits(paper: Paper) -> None:
    title = "沿河湾镇马家沟村民委员会关于第三季度农村集体经济组织资产资源发包租赁处置情况和收益分配方案落实结果的公示公告榜单"
    content = land(30, title=title, title_parts=(title,))
    assert squeezed(title) in pdf_text(poster_pdf(content, paper=paper))
    assert min(margins(poster_pages(content, paper=paper, ppi=72)[0])) > 25


@pytest.mark.parametrize(
    "odd",
    [
        "#panic()",
        "$x$ *b* _i_",
        "<script>alert(1)</script>",
        '"引\\号"',
        "`#eval`",
        "[a](b)",
    ],
)
def test_a_name_that_looks_like_markup_is_printed_as_it_is(odd: str) -> None:
    board = land(2).board
    row = board.sections[0].rows[0]
    changed = type(row)(cells=(row.cells[0], odd, *row.cells[2:]))
    section = type(board.sections[0])(rows=(changed, board.sections[0].rows[1]))
    content = make_content(
        board=type(board)(columns=board.columns, sections=(section,))
    )
    assert squeezed(odd) in pdf_text(poster_pdf(content))


def test_groups_stand_in_a_band_with_their_sums() -> None:
    text = pdf_text(printed("groups"))
    assert "1组15户155.58155.589,335.04" in text


def test_each_month_begins_with_its_carry_over_and_ends_with_its_sum() -> None:
    text = pdf_text(printed("finance"))
    order = [text.find(s) for s in ("7月上月结转", "7月合计", "8月上月结转", "8月合计")]
    assert -1 not in order
    assert order == sorted(order)


def test_a_correction_shows_before_after_and_reason_on_the_first_sheet() -> None:
    first = page_texts(printed("corrected"))[0]
    assert all(
        s in first for s in ("更正", "13.25亩", "12.35亩", "原因：", "46,997.40元")
    )


def test_changed_rows_carry_the_word() -> None:
    text = pdf_text(printed("corrected"))
    assert "5改" + name(4) in text
    assert "74补" + name(73) in text


def test_long_cells_wrap_and_keep_every_word() -> None:
    text = pdf_text(printed("projects", "a4"))
    assert text.count("更换DN50管道1,200米") == len(projects().board.rows)


def test_a_vote_says_how_many_and_whether_it_passed() -> None:
    text = pdf_text(printed("vote"))
    assert all(s in text for s in ("将村集体38.60亩机动地公开发包", "通过", "同意25人"))


def test_the_wall_shows_the_wall_sheet_only() -> None:
    content: NoticeContent = land(5)
    text = pdf_text(poster_pdf(content))
    assert squeezed(content.sheet(Circle.WEB).note) not in text


JOIN = "https://weixin.qq.com/g/AwYAAHsxSoYgIu2y1"
CODES_ON_POSTERS = {
    "drawn here": PrintedCode(call="扫码进村民群", url=JOIN),
    "as it came": PrintedCode(call="扫码进村民群", picture=qr_png(JOIN)),
}


@pytest.mark.parametrize("poster_code", CODES_ON_POSTERS.values(), ids=CODES_ON_POSTERS)
@pytest.mark.parametrize("kind", ["land", "finance", "vote"])
def test_a_large_poster_carries_a_second_code_and_both_are_read(
    kind: str, poster_code: PrintedCode
) -> None:
    pages = poster_pages(KINDS[kind](), paper="a3", poster_code=poster_code)
    assert all(set(qr_addresses(page)) == {URL, JOIN} for page in pages)


@pytest.mark.parametrize("paper", ["a4", "a3big"])
def test_where_phones_would_shrink_there_is_no_second_code(paper: Paper) -> None:
    poster_code = CODES_ON_POSTERS["drawn here"]
    assert poster_pdf(land(12), paper=paper, poster_code=poster_code) == printed(
        "few", paper
    )


@pytest.mark.parametrize("paper", SIZES)
def test_the_phones_stand_out_of_the_words_around_them(paper: Paper) -> None:
    pdf = poster_pdf(land(12), paper=paper, poster_code=CODES_ON_POSTERS["drawn here"])
    with opened(pdf) as document:
        words = document[0].get_textpage()
        digit, label = (
            boxes_of(words, text)[0] for text in ("0911-0062011", "村务监督委员会")
        )
    assert digit[3] - digit[1] >= 1.1 * (label[3] - label[1])


@pytest.mark.parametrize("paper", SIZES)
def test_five_who_sign_stand_clear_of_the_page_line(paper: Paper) -> None:
    signing = tuple(
        Signature(role=role)
        for role in ("经办人", "会计主管", "监事会（监事）", "理事长", "张榜日期")
    )
    with opened(poster_pdf(land(12, signatures=signing), paper=paper)) as document:
        words = document[0].get_textpage()
        lowest = min(box[1] for box in boxes_of(words, "张榜日期"))
        assert lowest > max(box[3] for box in boxes_of(words, "第1页"))


def test_a_second_code_makes_nothing_smaller_than_the_paper_allows() -> None:
    pdf = poster_pdf(finance(), paper="a3", poster_code=CODES_ON_POSTERS["drawn here"])
    assert min(font_sizes(pdf)) >= SMALLEST["a3"] - 0.01
