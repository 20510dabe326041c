"""The flow chart, the guide, the booklet and the application form say what the data say."""

import io
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from pypdf import PdfReader

from tests.render.reading import (
    font_sizes,
    page_millimetres,
    page_texts,
    pdf_text,
    qr_addresses,
    squeezed,
)
from villagepub import powers
from villagepub.content import Phone
from villagepub.powers import PowerItem, printouts
from villagepub.powers.printouts import PrintoutPlace
from villagepub.render import sheet_pdf

SAMPLE = powers.sample()
URL = "https://gk.example.cn/power/610603102201/QL-09"
GROUND = PrintoutPlace(
    place="延安市安塞区沿河湾镇马家沟村",
    village="马家沟村",
    publisher="马家沟村民委员会",
    township="沿河湾镇人民政府",
    phones=(
        Phone(label="村务监督委员会", number="0911-0062011"),
        Phone(label="政务服务热线", number="12345"),
    ),
    day=date(2026, 11, 29),
    is_sample=True,
)


def chart(item: PowerItem) -> bytes:
    return sheet_pdf(printouts.chart_of(item, GROUND, number=1, url=URL))


@pytest.mark.parametrize("code", ["QL-01", "QL-09", "QL-16", "QL-24"])
def test_a_chart_says_every_step_with_who_when_papers_and_risk(code: str) -> None:
    item = SAMPLE.find(code)
    assert item
    text = pdf_text(chart(item))
    said = [w for s in item.steps for w in (s.name, s.actor, s.within, s.failed)]
    said += [w for r in item.risks for w in (r.what, r.guard, r.watch)]
    assert [w for w in said if squeezed(w) not in text] == []
    assert page_millimetres(chart(item)) == {(297, 420)}
    assert min(font_sizes(chart(item))) >= 12.8


def test_twenty_steps_go_on_to_the_next_sheet_and_none_is_lost() -> None:
    long = SAMPLE.find("QL-09")
    assert long
    item = replace(long, steps=(*long.steps, *long.steps))
    pdf = chart(item)
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= 2
    assert pdf_text(pdf).count("干完验收") == 2


def test_more_actors_than_columns_stand_in_the_steps_themselves() -> None:
    item = SAMPLE.items[0]
    many = tuple(replace(s, actor=f"第{n}个单位") for n, s in enumerate(item.steps))
    text = pdf_text(chart(replace(item, steps=many)))
    assert "谁来办" in text
    assert all(f"第{n}个单位" in text for n in range(len(many)))


def test_its_code_leads_to_what_the_power_has_produced() -> None:
    document = pypdfium2.PdfDocument(chart(SAMPLE.items[0]))
    out = io.BytesIO()
    document[0].render(scale=100 / 72).to_pil().save(out, "PNG")
    assert qr_addresses(out.getvalue()) == [URL]


def test_a_guide_holds_every_element_and_says_that_nothing_else_is_taken() -> None:
    item = SAMPLE.find("QL-20")
    assert item
    assert item.guide
    urls = {
        k: f"https://gk.example.cn/{k}" for k in ("page", "blank", "notes", "sample")
    }
    pdf = sheet_pdf(printouts.guide_of(item, item.guide, GROUND, number=20, urls=urls))
    text = pdf_text(pdf)
    for head in (
        "设定依据",
        "实施机关",
        "办理条件",
        "办理程序和时限",
        "办理材料",
        "表格、填写说明、样表",
    ):
        assert head in text
    assert "未注明的材料一律不收" in text
    said = [p.name for p in item.guide.papers] + list(item.guide.conditions)
    assert [w for w in said if squeezed(w) not in text] == []
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_the_booklet_has_a_page_for_every_power_and_its_contents_lead_there() -> None:
    pdf = sheet_pdf(printouts.book_of(SAMPLE, GROUND, url=URL))
    pages = page_texts(pdf)
    contents = len(pages) - len(SAMPLE.items)
    for number, item in enumerate(SAMPLE.items):
        assert squeezed(item.name) in pages[contents + number]
        assert all(squeezed(s.name) in pages[contents + number] for s in item.steps)
    assert "示例" in pages[0]


@pytest.mark.parametrize(
    ("look", "field"), [("blank", "label"), ("notes", "how"), ("sample", "sample")]
)
def test_a_form_is_empty_explained_or_filled(look, field) -> None:  # type: ignore[no-untyped-def]
    item = SAMPLE.find("QL-19")
    assert item
    assert item.guide
    text = pdf_text(sheet_pdf(printouts.application_of(item.guide, look, GROUND)))
    assert all(squeezed(getattr(b, field)) in text for b in item.guide.blanks)
    assert (squeezed(item.guide.blanks[1].sample) in text) == (look == "sample")


def test_the_law_of_the_day_is_cited() -> None:
    item = SAMPLE.items[0]
    old = replace(GROUND, day=date(2025, 6, 1))
    assert "第三十五条" in pdf_text(chart(item))
    before = pdf_text(sheet_pdf(printouts.chart_of(item, old, number=1, url=URL)))
    assert "第三十条" in before
    assert "第三十五条" not in before
