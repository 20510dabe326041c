"""What offices call the person and the group in lists of any kind, the surest first."""

import re

from villagepub.memory import remembers

NAMES = (
    "户主姓名", "姓名", "户主", "农户姓名", "享受人姓名", "享受人", "领款人姓名", "领款人", "领取人",
    "老人姓名", "人员姓名", "申请人姓名", "申请人", "受益人", "农户名称", "农户", "户名",
    "享受对象", "保障对象", "救助对象", "补贴对象", "补助对象", "发放对象", "受益对象", "受益户",
    "承包方代表", "承包方", "上岗人员", "受灾户", "种植户", "低保户",
)  # fmt: skip
AMOUNTS = (
    "实发",
    "应发",
    "实发数",
    "应发数",
    "实领",
    "实补",
    "应补",
    "实补数",
    "应补数",
)
GROUPS = (
    "村民小组", "组别", "小组", "村组", "组名", "组名称", "所在组", "所属组", "居住组", "组号",
    "社别", "组", "社", "队", "队别", "生产队", "自然村",
)  # fmt: skip


@remembers(4096)  # a sheet's few heads are held against every form
def bare(label: str) -> str:
    """The head without its unit and without the group it stands under."""
    last = label.split(" ")[-1]
    return re.sub(r"（.*?）|\s|[:：*]", "", last) or label
