"""The words for the group, inside the byte limits of the channels."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.render.layout_samples import finance
from tests.render.notice_samples import URL, corrected, draft, land, make_content
from villagepub.content import Answer, Correction, Fact
from villagepub.render import (
    fit_bytes,
    robot_markdown,
    share_text,
    withdrawal_text,
    without_names,
)

LAND = make_content(
    answers=(
        Answer(
            question="多少钱",
            answer="补贴总额",
            figure="46,675.20",
            unit="元",
            note="73 户，777.92 亩，每亩 60 元",
        ),
    )
)


def test_the_text_reads_like_a_clerk_wrote_it() -> None:
    assert share_text(LAND) == (
        "【沿河湾镇马家沟村公示】2026年耕地地力保护补贴\n"
        "补贴总额 46,675.20 元：73 户，777.92 亩，每亩 60 元。\n"
        f"名单和每户多少，点开看：{URL}\n"
        "公示期 2026年6月20日至6月26日（7天）。"
        "觉得不对，打电话问：村务监督委员会 折治国 0911-0062011"
    )


def test_a_list_that_was_taken_down_is_promised_to_nobody() -> None:
    text = share_text(without_names(land(71)))
    assert "名单" not in text
    assert f"详细情况，点开看：{URL}" in text


def test_without_answers_the_figures_are_said() -> None:
    assert "本季结余 8,044.00 元" in share_text(finance())


def test_a_correction_says_what_changed() -> None:
    text = share_text(corrected())
    assert text.startswith("【沿河湾镇马家沟村更正公示】")
    assert "原来13.25亩，现在12.35亩" in text
    assert "补贴金额：原来 795.00 元，现在 741.00 元" in text


def test_a_correction_names_nobody_in_full() -> None:
    content = corrected()
    names = {row.cells[1] for row in content.board.rows}
    assert not [n for n in names if n in share_text(content)]
    assert not [n for n in names if n in robot_markdown(content)]


def test_a_withdrawal_says_that_it_no_longer_counts() -> None:
    text = withdrawal_text(land(3), "总数写错了")
    assert text.startswith("【沿河湾镇马家沟村撤回公示】")
    assert "不再算数" in text
    assert "原因：总数写错了。" in text


def test_a_draft_has_no_address_yet() -> None:
    assert "网址审核后才有" in share_text(draft())


def test_masks_do_not_become_bold() -> None:
    assert "陈＊＊" in robot_markdown(corrected())


def test_a_title_cannot_smuggle_a_link() -> None:
    text = robot_markdown(make_content(item="[领钱](http://bad.example)"))
    assert "[领钱]" not in text
    assert f"]({URL})" in text


@pytest.mark.parametrize("render", [share_text, robot_markdown])
def test_address_and_phone_survive_the_longest_notice(render: object) -> None:
    fix = Correction(
        reason="贴错了。" * 900, summary="改了", previous=1, board=(), web=(), totals=()
    )
    text = render(replace(LAND, correction=fix))  # type: ignore[operator]
    assert URL in text
    assert "0911-0062011" in text
    assert "……" in text


@settings(max_examples=60)
@given(
    item=st.text(max_size=1500),
    reason=st.text(max_size=3000),
    label=st.text(max_size=800),
)
def test_the_limits_hold_whatever_is_written(
    item: str, reason: str, label: str
) -> None:
    fact = Fact(label=label, value="1", unit="元")
    content = make_content(item=item, facts=(fact,))
    assert len(share_text(content).encode()) <= 2048
    assert len(robot_markdown(content).encode()) <= 4096
    assert len(withdrawal_text(content, reason).encode()) <= 2048


@given(text=st.text(), limit=st.integers(min_value=0, max_value=400))
def test_a_cut_text_fits_and_begins_like_the_whole(text: str, limit: int) -> None:
    cut = fit_bytes(text, limit)
    assert len(cut.encode()) <= limit
    assert text.startswith(cut.removesuffix("……")) or cut == text


def test_whole_sentences_go_first() -> None:
    assert fit_bytes("甲乙丙。丁戊己。庚辛壬。", 26) == "甲乙丙。……"
