"""Which domain a catalog is of, read from its title, its sheet or the file's name."""

import re

# The domains with 基层政务公开标准指引 (26 试点领域), as catalogs call them, and two that
# followed. Only words to recognise a title by; the longest that fits counts.
DOMAINS = (
    "重大建设项目", "公共资源交易", "义务教育", "户籍管理", "社会救助", "养老服务",
    "公共法律服务", "财政预决算", "就业创业", "就业", "社会保险", "自然资源", "国土空间规划",
    "城乡规划", "农村集体土地征收", "征地补偿", "生态环境", "国有土地上房屋征收与补偿",
    "国有土地上房屋征收", "保障性住房", "农村危房改造", "城市综合执法", "市政服务", "涉农补贴",
    "公共文化服务", "公共文化体育", "医疗卫生", "卫生健康", "安全生产", "救灾", "食品药品监管",
    "税收管理", "扶贫", "乡村振兴", "巩固拓展脱贫攻坚成果", "残疾人", "医疗保障", "退役军人",
    "旅游", "新闻出版版权", "广播电视",
)  # fmt: skip
_TITLE = re.compile(
    r"([\u4e00-\u9fff、]{2,30}?)(?:领域|基层政务公开|政务公开|标准目录)"
)
_PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}?(?:省|自治区|市|县|区|镇|乡|街道))+(?=..)"
)
_YEAR = re.compile(r"\d{4}\s*年?(?:版|度)?|（\d{4}.*?）")
_NAMELESS = re.compile(r"(?:Sheet|工作表|表格?)\s*\d*", re.IGNORECASE)
VILLAGE = "村务公开"


def domain_of(*texts: str) -> str:
    """社会救助 for 安塞区社会救助领域基层政务公开标准目录; '' if no text says one.

    ``texts`` by rank: the title, the sheet's name, the file's name.
    """
    for text in texts:
        known = [d for d in DOMAINS if d in text]
        if known:
            return max(known, key=len)
    for text in texts:
        match = _TITLE.search(_YEAR.sub("", text))
        if match:
            return _PLACE.sub("", match[1])
    return next((t for t in texts[1:2] if t and not _NAMELESS.fullmatch(t)), "")


def is_village_list(title: str) -> bool:
    """村（居）务公开事项目录清单, 村级公开事项清单: a list for villages, no standard catalog."""
    if re.search(r"标准(?:目录|指引)", title):
        return False
    return bool(
        re.search(r"村务|村（居）务|村居务|居务|村级.*(?:清单|目录)|小微权力", title)
    )
