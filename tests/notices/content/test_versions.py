"""Two versions of a sheet, and the sentence of what changed, from the upload on."""

import pytest

from tests.notices.test_store_and_compose import KEY
from villagepub import forms, tables
from villagepub.content import Correction
from villagepub.notices import uploads
from villagepub.notices.content.changes import correction
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.validation import Inspection, inspect

SAME = "名单和数字没有变"
LAND = (
    "户主姓名|组别|补贴面积|补贴标准|补贴金额\n"
    "王建国|1组|3|60|180\n李燕|1组|2|60|120\n张伟|2组|2|60|120\n赵文|2组|1|60|60\n"
)
NUMBERED = (
    "户主姓名|身份证号|组别|补贴面积|补贴标准|补贴金额\n"
    "王建国|610621190505121233|1组|3|60|180\n李燕|610621190604152245|1组|2|60|120\n"
    "张伟|610621190705163259|2组|2|60|120\n赵文|61062119080617426X|2组|1|60|60\n"
)
TWICE = f"{LAND}王建国|2组|5|60|300\n"
JULY = (
    "2026年7月收支\n日期|凭证号|摘要|收入|支出|结存\n|　|上月结转|||1000\n"
    "7.13|1|租金|500||1500\n7.18|2|电费||200|1300\n7.28|3|水费||100|1200\n"
)
MORE = "7.15|4|纸张||50|1450\n7.18|2|电费||200|1250\n7.28|3|水费||100|1150\n"
DEBTS = (
    "单位或姓名|类别|摘要|金额（元）\n李燕|债权|借款|12000\n延安公司|债务|工程款|300\n"
)
STATED = "科目|本月数\n上期结余|100\n经营收入|200\n管理费用|50\n"
AGED = (
    "姓名|组别|月数|月标准|发放金额|变动\n"
    "王建国|1组|3|50|150|不变\n李燕|1组|3|50|150|新增\n"
)


def read(form: str, text: str, period: str) -> Inspection:
    found = tables.read_pasted(text.replace("|", "\t"))
    own = forms.get(form)
    kept = uploads.cut_for_draft(own, found, id_key=KEY, year=2026)
    stored = DraftSheet.from_json(kept.to_json())
    return inspect(own, stored, village="马家沟村", period=period)


def changed(form: str, before: str, after: str, period: str = "2026") -> Correction:
    old, new = read(form, before, period), read(form, after, period)
    own = forms.expanded_for(forms.get(form), old.entry, new.entry)
    done, _ = correction(own, old.entry, new.entry, previous=1, reason="核对后更正")
    return done


def told(done: Correction) -> list[str]:
    """The sentence, each change as it stands on the wall, and each sum."""
    lines = [f"{c.who} {c.field} {c.before} → {c.after}" for c in done.board]
    sums = [f"{c.field} {c.before} → {c.after}" for c in done.totals]
    return [done.summary, *lines, *sums]


def swapped(text: str, *places: int) -> str:
    """The same lines in this order."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[place] for place in places)


@pytest.mark.parametrize(
    ("before", "after", "right"),
    [
        (NUMBERED, LAND, [SAME]),  # the identity column is gone
        (LAND, NUMBERED, [SAME]),
        (LAND, swapped(LAND, 0, 4, 2, 1, 3), [SAME]),
        (LAND, LAND.replace("1组", "第一村民小组"), [SAME]),
        (f"{LAND}合计||8||480\n", f"{LAND}合计||8||490\n", [SAME]),  # it is asked about
        (LAND, f"2026年耕地补贴\n{LAND}", [SAME]),
        (
            LAND,
            LAND.replace("1组", "阳湾组"),
            [
                "改了 2 户",
                "阳湾组 王建国 组别 1组 → 阳湾组",
                "阳湾组 李燕 组别 1组 → 阳湾组",
            ],
        ),
        (
            LAND,
            LAND.replace("赵文|2组", "赵文|1组"),
            ["改了 1 户", "1组 赵文 组别 2组 → 1组"],
        ),
        (
            LAND,
            LAND.replace("李燕", "李艳"),
            ["改了 1 户", "1组 李艳 户主姓名 李燕 → 李艳"],
        ),
        (
            LAND,
            LAND.replace("赵文", "高满仓"),
            [
                "补了 1 户，去掉 1 户",
                "2组 高满仓 补贴金额 元 没有写 → 60.00",
                "2组 赵文 补贴金额 元 60.00 → 不在名单",
            ],
        ),
        (
            TWICE,
            TWICE.replace("5|60|300", "6|60|360"),
            [
                "改了 1 户",
                "2组 王建国 补贴面积 亩 5.00 → 6.00",
                "2组 王建国 补贴金额 元 300.00 → 360.00",
                "补贴面积 亩 13.00 → 14.00",
                "补贴金额 元 780.00 → 840.00",
            ],
        ),
        (TWICE, swapped(TWICE, 0, 5, 2, 3, 4, 1), [SAME]),  # two of one name
        (
            TWICE,
            LAND,
            [
                "去掉 1 户",
                "2组 王建国 补贴金额 元 300.00 → 不在名单",
                "户数 户 5 → 4",
                "补贴面积 亩 13.00 → 8.00",
                "补贴金额 元 780.00 → 480.00",
            ],
        ),
    ],
)
def test_of_two_lists_of_households_only_what_changed_is_said(
    before: str, after: str, right: list[str]
) -> None:
    assert told(changed("T8", before, after)) == right


@pytest.mark.parametrize(
    ("before", "after", "right"),
    [
        (
            JULY,
            JULY[: JULY.index("7.18")] + MORE,
            [
                "补了 1 笔",
                "7月 纸张 支出 元 没有写 → 50.00",
                "笔数 笔 3 → 4",
                "支出 元 300.00 → 350.00",
                "结余 元 1,200.00 → 1,150.00",
            ],
        ),
        (
            JULY,
            JULY.replace("||100|1200", "||110|1190"),
            [
                "改了 1 笔",
                "7月 水费 支出 元 100.00 → 110.00",
                "7月 水费 结存 元 1,200.00 → 1,190.00",
                "支出 元 300.00 → 310.00",
                "结余 元 1,200.00 → 1,190.00",
            ],
        ),
        (
            JULY,
            JULY.replace("|2|电费", "|12|电费"),
            ["改了 1 笔", "7月 电费 凭证号 2 → 12"],
        ),
        (JULY, f"{JULY}合计|||500|300|\n", [SAME]),
    ],
)
def test_of_two_ledgers_lines_are_paired_by_voucher_day_and_words(
    before: str, after: str, right: list[str]
) -> None:
    assert told(changed("T1", before, after, "2026-07")) == right


@pytest.mark.parametrize(
    ("form", "period", "before", "after", "right"),
    [
        (
            "T3",
            "2026",
            DEBTS,
            DEBTS.replace("（元）", "（万元）").replace("12000", "1.2").replace("300", "0.03"),
            [SAME],
        ),
        (
            "T3",
            "2026",
            DEBTS,
            DEBTS.replace("延安公司|债务", "延安公司|债权"),
            [
                "改了 1 笔",
                "延安公司 类别 债务 → 债权",
                "债权 元 12,000.00 → 12,300.00",
                "债务 元 300.00 → 没有写",
            ],
        ),
        (
            "T2",
            "2026-07",
            STATED,
            f"{STATED}其他支出|20\n",
            [
                "补了 1 项",
                "粘贴的表 其他支出 本期数 元 没有写 → 20.00",
                "项数 项 2 → 3",
                "支出 元 50.00 → 70.00",
                "结余 元 250.00 → 230.00",
            ],
        ),
        (
            "T2",
            "2026-07",
            STATED,
            STATED.replace("管理费用", "经营收入合计|200\n管理费用") + "支出合计|50\n",
            [
                "改了合计、结余",
                "粘贴的表 经营收入合计 本期数 元 没有写 → 200.00",
                "粘贴的表 支出合计 本期数 元 没有写 → 50.00",
            ],
        ),
        (
            "T10",
            "2026Q3",
            AGED,
            AGED.replace("3|50|150|新增", "0|50|0|去世"),
            [
                "去掉 1 人",
                "1组 李燕 发放金额 元 150.00 → 不在名单",
                "人数 人 2 → 1",
                "发放金额 元 300.00 → 150.00",
            ],
        ),
    ],
)  # fmt: skip
def test_of_other_lists_too(
    form: str, period: str, before: str, after: str, right: list[str]
) -> None:
    assert told(changed(form, before, after, period)) == right
