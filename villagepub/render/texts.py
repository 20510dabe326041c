"""The words for a WeChat group and for the group robot, within their byte limits."""

import re

from villagepub.content import ChangedValue, Circle, NoticeContent
from villagepub.render.layouts import LAYOUTS
from villagepub.render.open_web import for_open_web

# A WeCom robot takes 2,048 bytes of text and 4,096 of markdown (document 99110);
# an ordinary group takes more, but one text for both is easier to check.
TEXT_LIMIT = 2048
MARKDOWN_LIMIT = 4096
MORE = "……"
NO_ADDRESS = "（网址审核后才有）"
_TOWN = re.compile(r"[^省市县区旗]+$")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+$")
# WeCom reads these as markup; 王** must stay 王**
_MARKUP = str.maketrans("<>[]*`#_\\", "＜＞［］＊｀＃＿＼")


def share_text(content: NoticeContent) -> str:
    """What the clerk copies into a group: ≤ 2,048 bytes of UTF-8.

    A correction begins with 【…更正公示】 and says what changed.
    """
    content = for_open_web(content)
    lines = _corrected(content) if content.correction else _published(content)
    return _assembled(lines, _closing(content), TEXT_LIMIT)


def withdrawal_text(content: NoticeContent, reason: str) -> str:
    """The text that tells the groups a notice no longer counts, ≤ 2,048 bytes."""
    content = for_open_web(content)
    lines = [
        f"【{_where(content)}撤回公示】{_subject(content)}",
        f"{content.number}已经撤回，不再算数。",
        f"原因：{_ended(reason)}",
    ]
    tail = [f"撤回说明：{_address(content)}", _whom(content)]
    return _assembled(lines, tail, TEXT_LIMIT)


def robot_markdown(content: NoticeContent) -> str:
    """The group robot's message: markdown, ≤ 4,096 bytes of UTF-8."""
    content = for_open_web(content)
    lines = _corrected(content) if content.correction else _published(content)
    plain = [line.translate(_MARKUP) for line in lines]
    head = f"**{plain[0]}**"
    body = [f"> {line}" for line in plain[1:]]
    link = f"[点开看全文]({content.url})" if content.url else NO_ADDRESS
    tail = [link, *(line.translate(_MARKUP) for line in _closing(content)[1:])]
    return _assembled([head, *body], [line for line in tail if line], MARKDOWN_LIMIT)


def fit_bytes(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` bytes of UTF-8.

    Whole sentences go first, from the end; a single sentence that is too long is cut
    between two characters. Whatever was cut ends with ……
    """
    if len(text.encode()) <= limit:
        return text
    room = limit - len(MORE.encode())
    if room < 0:
        return _characters(text, limit)
    kept = ""
    for sentence in _SENTENCE.findall(text):
        if len((kept + sentence).encode()) > room:
            break
        kept += sentence
    return (kept.rstrip("\n") or _characters(text, room)) + MORE


def _characters(text: str, limit: int) -> str:
    return text.encode()[: max(0, limit)].decode(errors="ignore")


def _assembled(lines: list[str], tail: list[str], limit: int) -> str:
    """Head and body give way to the tail, which holds the address and the phone."""
    end = fit_bytes("\n".join(line for line in tail if line), limit // 2)
    room = limit - len(end.encode()) - 1
    return fit_bytes("\n".join(line for line in lines if line), room) + "\n" + end


def _where(content: NoticeContent) -> str:
    """沿河湾镇马家沟村: three villages of one city may be called alike."""
    above = content.place.removesuffix(content.village)
    town = _TOWN.search(above)
    return f"{town[0] if town else ''}{content.village}"


def _published(content: NoticeContent) -> list[str]:
    return [
        f"【{_where(content)}{content.kind}】{_subject(content)}",
        *(content.paragraphs if LAYOUTS[content.layout].tells_words else ()),
        _sums(content),
    ]


def _corrected(content: NoticeContent) -> list[str]:
    fix = content.correction
    if fix is None:
        return _published(content)
    changes = "；".join(_change(d) for d in (*fix.totals, *fix.web))
    return [
        f"【{_where(content)}更正公示】{_subject(content)}",
        f"{_ended(fix.summary)}原因：{_ended(fix.reason)}",
        _ended(changes) if changes else "",
        "以这一次的为准。",
    ]


def _change(d: ChangedValue) -> str:
    """全村补贴面积：原来 535.74 亩，现在 525.95 亩. A field comes with its unit."""
    name, _, unit = d.field.partition(" ")
    before, after = (
        f" {value} {unit}" if unit and value[-1:].isdigit() else value
        for value in (d.before, d.after)
    )
    return f"{d.who}{name}：原来{before or '空'}，现在{after or '空'}"


def _subject(content: NoticeContent) -> str:
    if LAYOUTS[content.layout].tells_words:
        return content.title
    if content.period and content.period not in content.item:
        return content.period + content.item
    return content.item or content.title


def _sums(content: NoticeContent) -> str:
    for answer in content.answers:
        if answer.figure and answer.question == "多少钱":
            words = f"{answer.answer} {answer.figure} {answer.unit}".strip()
            return _ended(f"{words}：{answer.note}" if answer.note else words)
    return _ended("，".join(f"{f.label} {f.value} {f.unit}" for f in content.facts[:5]))


def _closing(content: NoticeContent) -> list[str]:
    objection = content.objection_period
    period = f"公示期 {objection}" if objection else f"公布期限 {content.posting}"
    return [
        f"{_invitation(content)}{_address(content)}",
        f"{_ended(period)}{_whom(content)}",
    ]


def _invitation(content: NoticeContent) -> str:
    said = LAYOUTS[content.layout].invitation
    if said:
        return said
    sheet = content.sheet(Circle.WEB)
    names = sheet.sections and any(c.kind == "name" for c in sheet.columns)
    return "名单和每户多少，点开看：" if names else "详细情况，点开看："


def _address(content: NoticeContent) -> str:
    return content.url or NO_ADDRESS


def _whom(content: NoticeContent) -> str:
    if not content.phones:
        return ""
    phone = content.phones[0]
    return f"觉得不对，打电话问：{phone.label.replace('　', ' ')} {phone.number}"


def _ended(text: str) -> str:
    return text if not text or text[-1] in "。！？……" else text + "。"
