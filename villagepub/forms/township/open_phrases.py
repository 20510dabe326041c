"""What a clerk may choose to say on the open web of a list of people.

None of these can be about one household: whoever reads one learns nothing of anybody.
"""

from collections.abc import Collection

CORRECTIONS = (
    "数字抄错了，已经改正", "合计算错了，已经改正", "标准用错了，已经改正", "传错了表，已经换过",
    "名单有重复，已经去掉", "名单有遗漏，已经补上", "镇上核对后改正", "公示期有人提出，核实后改正",
)  # fmt: skip
WITHDRAWALS = ("重复公示", "贴错了", "传错了表", "数字有误", "镇上要求撤回")
# Why a notice is not open to everybody.
ATTRIBUTE_REASONS = (
    "涉及个人隐私", "涉及商业秘密", "涉及国家秘密", "法律、法规规定不能公开", "还在核对，定了再公布",
)  # fmt: skip
SENTENCES = (
    "还没有报的，到村委会补报", "钱没有到账的，到村委会问", "有不对的到村委会说", "有看不明白的，到村委会问",
)  # fmt: skip
# What became of objections against a list of people.
HANDLED = ("核实后改正了", "核实后不用改，已经当面答复")
_PHRASES = frozenset((*CORRECTIONS, *WITHDRAWALS, *ATTRIBUTE_REASONS, *SENTENCES))


def phrases_in(text: str, more: Collection[str] = ()) -> tuple[tuple[str, ...], bool]:
    """The phrases among its sentences, and whether there is nothing else in it.

    ``more``: what may be said of this one notice.
    """
    said = [sentence for sentence in text.strip().split("。") if sentence]
    phrases = tuple(s for s in said if s in _PHRASES or s in more)
    return phrases, len(phrases) == len(said)
