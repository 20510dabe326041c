"""What a power list must keep to; the shipped sample keeps to all of it."""

from dataclasses import replace

import pytest

from villagepub import citations, forms, powers
from villagepub.errors import UserError
from villagepub.powers import PowerItem, PowerStep, Publicity, Risk, When
from villagepub.powers.item import MEETINGS
from villagepub.powers.rules import check, faults, item_faults

PARTY = PowerStep(name="提出来", actor="村党组织")
VOTE = PowerStep(
    name="大家表决", actor="村民代表会议", vote="representatives-meeting", back=1
)
TOLD = PowerStep(
    name="贴出来", actor="村委会", publicity=Publicity(when=When.AFTER, what="结果")
)
GOOD = PowerItem(
    code="QL-01", name="修路", area="工程", decides="大家", steps=(PARTY, VOTE, TOLD)
)


def steps(*given: PowerStep) -> PowerItem:
    return replace(GOOD, steps=given)


def told(**given: object) -> PowerItem:
    publicity = replace(TOLD.publicity, **given)  # type: ignore[type-var]
    return steps(PARTY, VOTE, replace(TOLD, publicity=publicity))


def test_the_shipped_sample_keeps_to_every_rule() -> None:
    assert list(faults(powers.sample())) == []


def test_a_good_item_has_no_fault() -> None:
    assert list(item_faults(GOOD)) == []


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (replace(GOOD, code="九"), "编号“九”只能用字母"),
        (replace(GOOD, name=""), "名称要有 1 到 30 个字"),
        (steps(), "有 0 步"),
        (steps(*[PARTY] * 21), "有 21 步"),
        (replace(GOOD, basis=("no-such-law",)), "依据“no-such-law”不在依据登记表里"),
        (steps(replace(PARTY, actor="")), "第 1 步要写明办什么、谁办"),
        (steps(PARTY, replace(VOTE, back=2), TOLD), "第 2 步没过时回第 2 步"),
        (steps(PARTY, replace(VOTE, vote="board"), TOLD), "第 2 步的表决“board”"),
        (told(days=7), "只贴 7 天：公布的期限不得少于十五日"),
        (told(what=""), "第 3 步要写明贴什么"),
        (told(form="T99"), "表样“T99”没有"),
        (replace(GOOD, risks=(Risk(step=9, what="漏", guard="查", watch="监委会"),)), "没有这一步"),
        (steps(replace(PARTY, actor="王建国１３７４９２１９０３３"), VOTE, TOLD), "“王建国137"),
        (steps(VOTE, TOLD), "前面没有村党组织研究讨论的一步"),
        (steps(PARTY, VOTE), "表决的结果，后面没有一步公布"),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence_that_says_where(item: PowerItem, said: str) -> None:
    assert said in "\n".join(item_faults(item))


def test_a_collectives_vote_needs_no_party_branch_of_the_village() -> None:
    vote = replace(VOTE, actor="成员大会", vote="members-meeting", back=0)
    assert list(item_faults(steps(vote, TOLD))) == []


def test_codes_and_names_stand_once() -> None:
    twice = replace(powers.sample(), items=(*powers.sample().items[:1],) * 2)
    with pytest.raises(UserError, match="“QL-01”写了 2 次"):
        check(twice)


def test_the_sample_covers_what_the_catalog_prescribes() -> None:
    """Every power of the mapping to the standard catalog has a form that exists."""
    produced = {
        s.publicity.form for i in powers.sample().items for s in i.steps if s.publicity
    } - {""}
    for form in produced:
        forms.get(form)
    assert {
        "T1", "T3", "T4", "T5", "T6", "T7", "T8", "T10", "T11", "T12", "T13", "T14",
        "T15", "T16", "T17", "T18", "T19", "T19B",
    } <= produced  # fmt: skip


def test_every_meeting_has_its_threshold_in_the_register() -> None:
    assert set(MEETINGS) <= citations.keys()
    assert all("：" in citations.meaning(key) for key in MEETINGS)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("耕地地力保护补贴", "QL-17"),
        ("村级财务收支逐笔明细", "QL-05"),
        ("农村宅基地申请公示", "QL-24"),  # a county's own words around ours
        ("临时救助", "QL-20"),
        ("村民会议、村民代表会议决定事项及实施情况", "QL-01"),
        ("政策明白纸", None),
        ("", None),
    ],
)
def test_a_notice_knows_the_power_that_it_comes_from(
    line: str, code: str | None
) -> None:
    found = powers.power_of(powers.sample(), line)
    assert (found.code if found else None) == code


def test_whatever_a_villager_applies_for_has_a_guide_with_every_element() -> None:
    """设定依据、实施机关、条件、程序、时限、材料, forms to download, notes and a sample."""
    codes = {f"QL-{n}" for n in (18, 19, 20, 22, 23, 24, 25, 27)}
    asked = [item for item in powers.sample().items if item.code in codes]
    assert len(asked) == len(codes)
    for item in asked:
        guide = item.guide
        assert guide, item.name
        assert item.basis or item.uncited, item.name
        assert all(
            (guide.bodies, guide.conditions, guide.papers, guide.limit, guide.window,
             guide.fee, guide.result, guide.remedy, guide.form)
        ), item.name  # fmt: skip
        assert all(b.how and b.sample for b in guide.blanks), item.name
        assert guide.form in {paper.name for paper in guide.papers}, item.name
