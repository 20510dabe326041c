"""The register of citations: the posting date chooses the text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub import citations

LAW = "《中华人民共和国村民委员会组织法》"


@pytest.mark.parametrize(
    ("key", "on", "said"),
    [
        ("publication", date(2025, 12, 31), f"{LAW}第三十条"),
        ("publication", date(2026, 1, 1), f"{LAW}第三十五条"),
        ("posting", date(2026, 1, 1), f"{LAW}第三十五条第四款"),
        ("publication-order", date(2026, 11, 29), f"{LAW}第三十六条"),
        ("supervision", date(2026, 11, 29), f"{LAW}第三十七条"),
        ("village-matters", date(2026, 9, 2), f"{LAW}第二十八条"),
        ("representatives-meeting", date(2026, 9, 2), f"{LAW}第三十条"),
        ("aid-result", date(2026, 6, 30), "《社会救助暂行办法》第十一条"),
        ("aid-result", date(2026, 7, 1), "《中华人民共和国社会救助法》第四十五条"),
        (
            "farmland-subsidy",
            date(2026, 6, 19),
            "《耕地建设与利用资金管理办法》（财农〔2023〕12号）",
        ),
    ],
)
def test_the_posting_date_chooses_the_text(key: str, on: date, said: str) -> None:
    assert citations.cite(key, on).said == said


def test_what_was_not_in_force_yet_is_not_cited() -> None:
    with pytest.raises(citations.CitationError):
        citations.cite("party-branch", date(2025, 12, 31))
    assert citations.said(["party-branch", "supervision"], date(2025, 12, 31)) == (
        f"{LAW}第三十二条",
    )


@given(st.sampled_from(sorted(citations.keys())), st.dates(date(2010, 1, 1)))
def test_at_most_one_text_of_a_key_holds_on_a_day(key: str, on: date) -> None:
    assert len(citations.said([key], on)) <= 1


@pytest.mark.parametrize("key", sorted(citations.keys()))
def test_everything_in_the_register_holds_today(key: str) -> None:
    assert citations.cite(key, date(2026, 11, 29))


def test_a_catalogs_dead_document_gives_way_to_the_law_of_the_day() -> None:
    published = ("《农业生产发展资金管理办法》（财农〔2017〕41号）", "财农〔2016〕26号")
    found = citations.current_basis(
        published, ["farmland-subsidy", "farmland-subsidy-origin"], date(2026, 6, 19)
    )
    assert found == (
        "《耕地建设与利用资金管理办法》（财农〔2023〕12号）",
        "《财政部 农业部关于全面推开农业“三项补贴”改革工作的通知》（财农〔2016〕26号）",
    )


def test_a_document_of_the_place_stays_beside_the_law() -> None:
    found = citations.current_basis(
        ("沿政发〔2026〕8号",), ["publication"], date(2026, 6, 19)
    )
    assert found == (f"{LAW}第三十五条", "沿政发〔2026〕8号")
