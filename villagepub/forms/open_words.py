"""What of a clerk's own words may stand on the open web beside a list.

On an aid list only these phrases may: whatever else is said of a few households names
one of them. Elsewhere words stand there that the privacy gate lets through. What may not
stays on the board in the village, and the web says so.
"""

from collections.abc import Callable, Iterable

from villagepub import privacy
from villagepub.forms.form import Form

PHRASES = (
    "数字抄错了，已经改正", "合计算错了，已经改正", "标准用错了，已经改正", "传错了表，已经换过",
    "名单有重复，已经去掉", "名单有遗漏，已经补上", "镇上核对后改正", "公示期有人提出，核实后改正",
    "重复公示", "贴错了", "传错了表", "数字有误", "镇上要求撤回",
)  # fmt: skip
WITHHELD = "（写在村里的公开栏上）"


def lists_people(form: Form) -> bool:
    """A list of households or persons, told from one another by their names."""
    return any(c.kind == "name" and c.match for c in form.columns)


def open_words(form: Form, names: Iterable[str]) -> Callable[[str], str]:
    """A function from what was written to what the web may say of it.

    ``names``: the people whom the web does not show in full.
    """
    gate = privacy.Gate(names)
    is_aid = form.web_rows == "totals"

    def said(text: str) -> str:
        if not text.strip() or text.strip().rstrip("。") in PHRASES:
            return text
        return text if not is_aid and gate.passes(text) else WITHHELD

    return said
