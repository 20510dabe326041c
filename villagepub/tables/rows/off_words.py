"""Words that say that somebody does not receive: 不予补贴, 停发, 取消, 退回, 已故."""

import re

_RECEIVES = r"(?:发(?![现生病展烧])|补|享|列|领|付|兑|打|纳入|保|拨|救助|通过|同意|符合|合格|到账|成功)"
_OFF = re.compile(
    rf"(?:不|未|没有?|停止?|缓|终止|中止)[再予能宜给应可得以有继续被]*{_RECEIVES}"
    r"|(?:不|未|没有?|拒绝)(?:(?:登记|参加)$|参选|参加选举)|不予|取消|暂[缓停]|停[发保止]|终止|退[回出保票款补还缴]|注销|销户|查无|不符|清退|剔除|核减|扣发|放弃|作废|无效|失败"
    r"|死|(?<!伤)亡|[去逝过离辞]世|病逝|病故|已故|身故|不在(?=[册了世]|$)|除名|核销|迁出|迁走|冻结|追回|收回|错发|多领|重复"
)
_DAY = r"(?<!\d)(?:20\d\d年)?1?\d月(?:[1-3]?\d[日号])?|(?<!\d)20\d\d[.-]1?\d(?:[.-][1-3]?\d)?(?!\d)"
_SHOWN = re.compile(rf"{_DAY}|(?!病)(?:{_OFF.pattern})(?:[亡受入放付取]|补贴|资格)?")
_LINE = re.compile(
    r"^(?:以下|下列|下面|[一二三四五六七八九十\d]+[、.．])|(?:人员|名单|对象|户|家庭|情况|的)[:：]?$|[:：]$"
)
MAX_WORD = 4  # 停发, 暂停发放
_BRACKETS = re.compile(r"[（(].*?[)）]")


def says_off(text: str) -> bool:
    return _OFF.search(text) is not None


def off_phrase(text: str) -> str:
    """2026年5月死亡，停发 of a remark that says so, 5月…停发 of 患病住院，5月病故停发: nothing
    but days and words that somebody does not receive. Why somebody died is none of them.
    """
    said, end = "", 0
    for found in _SHOWN.finditer(text):
        between = text[end : found.start()]
        is_plain = not any(map(str.isalnum, between))
        said += (("，" if between else "") if is_plain else "…") if said else ""
        said, end = said + found[0], found.end()
    return said


def is_line(text: str) -> bool:
    """以下为停发人员, 二、注销：: of the rows below it; 王建国（停发） is one of them."""
    bare = _BRACKETS.sub("", text)
    return says_off(bare) and (len(bare) <= MAX_WORD or _LINE.search(bare) is not None)
