"""广播稿: what a loudspeaker says of a notice, 60 to 90 seconds, the heart of it twice.

Names are never read out: a loudspeaker reaches everybody. What it says is what the open
web says, with every figure in words.
"""

import re

from villagepub import clock
from villagepub.content import Fact, NoticeContent, Phone
from villagepub.render.open_web import for_open_web
from villagepub.render.speech import spoken

SPEED = 4.0  # characters a second, as a village's loudspeaker is understood
MIN_SECONDS, MAX_SECONDS = 60, 90
MAX_FIGURES = 4
END = "播送完了。"
_NUMBER = re.compile(r"\d[\d,.]*")
MAX_NOTE = 60  # characters of a note that is read; a longer one is on the board


def broadcast(content: NoticeContent) -> str:
    """The words to be read, without a digit: as much twice as MAX_SECONDS have room for."""
    return broadcast_of_shown(for_open_web(content))


def broadcast_of_shown(shown: NoticeContent) -> str:
    """The same of a notice as the open web shows it already."""
    text, more = "", _more(shown)
    for count in range(len(more) + 1):
        longer = _twice(shown, [*_heart(shown), *more[:count]])
        if text and seconds(longer) > MAX_SECONDS:
            break
        text = longer
        if seconds(text) >= MIN_SECONDS:
            break
    return text


def _twice(shown: NoticeContent, heart: list[str]) -> str:
    tail = [*_when(shown), *_where(shown)]
    first = [f"{shown.village}的乡亲们，现在播送村务公开。", *heart, *tail]
    tries = ([*heart, *tail], [*heart, *tail[-1:]], heart, heart[:1])
    text = ""
    for again in tries:
        text = spoken("".join([*first, "重复一遍。", *again, END]))
        if seconds(text) <= MAX_SECONDS:
            break
    return text


def seconds(text: str) -> int:
    """How long it takes to read."""
    return round(sum(map(str.isalnum, text)) / SPEED)


def _heart(content: NoticeContent) -> list[str]:
    """What it is about and its figures; a correction says what became of it."""
    word = "更正公示：" if content.correction else ""
    lines = [f"{word}{content.title}。"]
    if content.correction is not None:
        lines.append(f"{content.correction.summary.rstrip('。')}，以这一次的为准。")
    lines += _figures(content)
    return [*lines, *(f"{v.title}，{v.result}。" for v in content.votes[:2])]


def _figures(content: NoticeContent) -> list[str]:
    """The answer to 多少钱; where a notice has none, its headline figures."""
    answer = next((a for a in content.answers if a.figure and a.unit), None)
    if answer is not None:
        is_short = 0 < len(answer.note) <= MAX_NOTE
        note = f"，{answer.note.rstrip('。')}" if is_short else ""
        label = "一共" if answer.answer == answer.question else answer.answer
        return [f"{label}{answer.figure}{answer.unit}{note}。"]
    facts = content.facts[:MAX_FIGURES]
    return ["，".join(map(_fact, facts)) + "。"] if facts else []


def _fact(fact: Fact) -> str:
    """户数 9 户 is what a form says; people say 一共 9 户."""
    label = "一共" if fact.label == f"{fact.unit}数" else fact.label
    return f"{label}{fact.value}{fact.unit}"


def _more(content: NoticeContent) -> list[str]:
    """What a short notice has time for: what it is about and 凭什么; last what only says
    its figures again.
    """
    said = [
        answer.answer.rstrip("。").replace("下面", "榜上") + "。"
        for answer in content.answers
        if not answer.figure and 0 < len(answer.answer) <= MAX_NOTE
    ]
    figures = set(_NUMBER.findall("".join(_heart(content))))
    return sorted(said, key=lambda one: _repeats(one, figures))


def _repeats(said: str, figures: set[str]) -> bool:
    own = set(_NUMBER.findall(said))
    return bool(own) and own <= figures


def _when(content: NoticeContent) -> list[str]:
    said = []
    if content.posting_until is not None:
        hangs = clock.say_day(content.posting_until)
        said.append(f"贴在村务公开栏上，到{hangs}为止。")
    if content.objection_until is not None:
        last = content.posting_until or content.objection_until
        day = clock.say_near_day(content.objection_until, today=last)
        said.append(f"有不同意见的，请在{day}以前提。")
    return said


def _where(content: NoticeContent) -> list[str]:
    said = ["榜上有二维码，用微信扫一扫，能看全部。"]
    if content.phones:
        said.append(f"觉得不对，打电话问{_called(content.phones[0])}。")
    return said


def _called(phone: Phone) -> str:
    return f"{phone.label.split('　')[0]}，电话{phone.number}"
