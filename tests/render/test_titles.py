"""Where titles break."""

from hypothesis import given
from hypothesis import strategies as st

from villagepub.render.titles import splits, width


def test_a_title_breaks_between_its_parts() -> None:
    parts = ("2026年", "耕地地力保护补贴", "发放公示")
    assert splits("".join(parts), parts)[1] == ["2026年耕地地力保护补贴", "发放公示"]


def test_a_long_title_of_ones_own_breaks_after_words() -> None:
    title = "马家沟村民委员会关于2026年第三季度集体资产发包情况的公示"
    assert splits(title, (title,))[1][0] in (
        "马家沟村民委员会",
        "马家沟村民委员会关于2026年",
    )


@given(title=st.text(max_size=80))
def test_no_split_loses_a_character(title: str) -> None:
    assert all("".join(lines) == title for lines in splits(title, ()))


@given(title=st.text(min_size=1, max_size=80))
def test_more_lines_are_never_wider(title: str) -> None:
    widest = [max(map(width, lines)) for lines in splits(title, ()) if lines]
    assert widest == sorted(widest, reverse=True)
