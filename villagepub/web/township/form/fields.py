"""What the fields of a form's page offer, in the words of who fills them in."""

from collections.abc import Mapping

from villagepub.forms import load
from villagepub.forms.form import ValueKind

KINDS: Mapping[ValueKind, str] = {
    "name": "人名", "group": "组", "text": "文字", "money": "钱", "area": "面积", "rate": "标准（单价）",
    "count": "人数、天数（整数）", "goods": "数量", "date": "日期", "ref": "票据、合同号", "index": "序号（不印）",
}  # fmt: skip
WEB = {"full": "照写", "mask": "只写姓", "none": "网上不写"}
PERIODS = {
    "event": "有了就贴",
    "month": "每月",
    "quarter": "每季",
    "half": "半年",
    "year": "每年",
}
PUBLISHERS = {
    "committee": "村民委员会",
    "collective": "村集体经济组织",
    "election": "村民选举委员会",
}
ROWS = {
    "masked": "一行一行列出来，姓名只写姓",
    "totals": "只有全村的总数，名单只贴在榜上",
}
UNITS = {"calendar": "日", "working": "个工作日"}
TEXTS = ("name", "mark", "row_unit", "kind", "area", "publisher", "period", "web_rows")
WORDS = (
    "who_question",
    "who",
    "why",
    "money",
    "money_label",
    "money_note",
    "board_note",
    "web_note",
)
FLAGS = {"required": "必填", "sum": "加起来", "match": "分得清各户"}


def choices() -> dict[str, Mapping[str, str]]:
    """What the selects of the page offer."""
    forms = load().values()
    return {
        "kind": {f.kind: f.kind for f in forms},
        "area": {f.area: f.area for f in forms},
        "publisher": PUBLISHERS,
        "period": PERIODS,
        "web_rows": ROWS,
    }
