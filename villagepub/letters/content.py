"""What a letter to a village says: which matters, by what law, by which day.

A 提醒函 may speak of everything. A 责令公布通知书 needs the township's own 调查核实 first
(citations: ``publication-order``) and is about a villagers' committee only: the law of
the collectives knows no such order (citations: ``collective-publication``,
``collective-oversight``), and a residents' committee in a town has a law of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagepub import citations, clock
from villagepub.errors import UserError
from villagepub.letters.matters import Matter
from villagepub.models import LetterKind
from villagepub.render.letter import Annex, Letter, Paragraph

TITLES = {LetterKind.REMIND: "提醒函", LetterKind.ORDER: "责令公布通知书"}
HEADS, WIDTHS = ("序号", "事项", "核对的情况", "请你村"), (14, 44, 65, 33)
ASKED = ("没有公布的，及时公布", "内容有误的，更正后重新公布")
EXPLAIN = "情况不符的，书面或者口头说明"
ORDERED = ("没有公布的依法公布", "内容不真实的更正后重新公布")
FACTS, GROUNDS = "一、查明的情况", "二、依据和要求"
MAX_ITEMS = 3  # named in the text; the annex has them all
TITLE_WIDTH = 20  # characters of 2 号 in a line


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """调查核实: who looked into it, on which day, and what was found."""

    by: str
    on: date
    facts: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterHead:
    """Who writes to whom. ``number``: 发文字号; ``copy``: 抄送, '' for nobody."""

    sender: str  # 安塞区沿河湾镇人民政府
    to: str  # 马家沟村民委员会
    number: str
    contact: str
    phone: str
    copy: str = ""
    supervisors: str = "村务监督委员会"
    stamp: str = ""


def compose_letter(
    kind: LetterKind,
    matters: Sequence[Matter],
    frame: LetterHead,
    *,
    due_on: date,
    on: date,
    verified: Verification | None = None,
) -> Letter:
    """A letter about matters of one village.

    Raises UserError where there are none, where the deadline has passed, or where an
    order has no verification behind it or speaks of what nobody can be ordered.
    """
    if not matters:
        raise UserError("还没选写哪几件。在每一件前面打勾。")
    if due_on <= on:
        raise UserError("办理的期限要写今天以后的日子。")
    is_order = kind is LetterKind.ORDER
    if is_order:
        verified = _require_verified(frame, verified, on)
        matters = _orderable(matters)
        body = _order(matters, verified, frame.supervisors, due_on, on)
    else:
        body = _reminder(matters, frame, due_on, on)
    return Letter(
        form="file" if is_order else "letter",
        mark=f"{frame.sender}文件" if is_order else frame.sender,
        number=frame.number,
        title=_title(kind, matters),
        to=frame.to,
        body=body,
        annex=_annex(kind, matters),
        sender=frame.sender,
        on=on,
        day=clock.say_day(on),
        contact=f"（联系人：{frame.contact}，电话：{frame.phone}）",
        copy=frame.copy,
        stamp=frame.stamp,
    )


def _require_verified(
    frame: LetterHead, verified: Verification | None, on: date
) -> Verification:
    """An order is for a villagers' committee, once somebody has looked into it."""
    if not frame.to.endswith("村民委员会"):
        raise UserError("责令公布只对村民委员会。社区居民委员会请发提醒函。")
    if verified is None or not verified.by or not verified.facts:
        raise UserError("责令公布要先调查核实。请写上谁核实的、哪一天、查明了什么。")
    if verified.on > on:
        raise UserError("调查核实的日子还没到，请看看写对没有。")
    return verified


def _orderable(matters: Sequence[Matter]) -> tuple[Matter, ...]:
    """What the village committee answers for."""
    listed = [m for m in matters if m.is_listed]
    if not listed:
        raise UserError(
            "村里的清单上没有，也没有贴出过，说不清该谁公布，不能责令。"
            "请发提醒函，或者先加到村里的清单上。"
        )
    own = tuple(m for m in listed if not m.is_collective)
    if not own:
        raise UserError("这些是村集体经济组织公布的，不适用责令公布，请发提醒函。")
    return own


def _title(kind: LetterKind, matters: Sequence[Matter]) -> tuple[str, ...]:
    """One line, or two that break between words; never longer than the type area."""
    if kind is LetterKind.ORDER:
        return (TITLES[kind],)
    about = {m.about for m in matters}
    first = f"关于{about.pop()}" if len(about) == 1 else ""
    if not first or _width(first) > TITLE_WIDTH:
        return ("关于村务公开有关事项的提醒函",)
    whole = f"{first}公开情况的提醒函"
    return (whole,) if _width(whole) <= TITLE_WIDTH else (first, "公开情况的提醒函")


def _width(text: str) -> float:
    return sum(0.55 if letter.isascii() else 1 for letter in text)


def _reminder(
    matters: Sequence[Matter], frame: LetterHead, due_on: date, on: date
) -> tuple[Paragraph, ...]:
    due, asked = clock.say_day(due_on), [*_by_kind(matters, ASKED), EXPLAIN]
    said = (
        f"{clock.say_day(on)}，经核对村务公开的情况，{_counted(matters)}（见附件）。",
        *_basis(matters, frame, on),
        f"请于{due}前对照附件自查：{'；'.join(asked)}。办理情况请在这一天以前告知联系人。",
        "本函只作提醒，不是对事实的认定。",
    )
    return tuple(Paragraph(text=text) for text in said)


def _counted(matters: Sequence[Matter]) -> str:
    """你方在…中有 2 件没有按时公布、5 处需要核对."""
    missing = sum(m.is_missing for m in matters)
    rest = len(matters) - missing
    parts = [
        *((f"{missing}件没有公布",) if missing else ()),
        *((f"{rest}处需要核对",) if rest else ()),
    ]
    items = list(dict.fromkeys(m.about for m in matters))
    more = f"等{len(items)}项" if len(items) > MAX_ITEMS else ""
    return f"发现{'、'.join(items[:MAX_ITEMS])}{more}，共有{'，'.join(parts)}"


def _basis(matters: Sequence[Matter], frame: LetterHead, on: date) -> tuple[str, ...]:
    said = []
    is_village = frame.to.endswith("村民委员会")
    if is_village and not all(m.is_collective for m in matters):
        law = citations.cite("publication", on).said
        said.append(
            f"依照{law}，村民委员会应当及时公布应当公布的事项，并保证公布事项的真实性，"
            "公布的期限不得少于十五日。"
        )
    if any(m.is_collective for m in matters):
        law = _laws(("collective-publication", "collective-oversight"), on)
        said.append(
            f"村集体经济组织的事项，依照{law}，由集体经济组织公布，请转告理事会。"
        )
    if any(not m.is_missing for m in matters):
        law = citations.cite("accurate-disclosure", on).said
        said.append(
            f"{law}要求公开的政府信息准确。相同的事项，村务公开和政务公开的内容应当对应"
            "一致。"
        )
    return tuple(said)


def _laws(keys: Sequence[str], on: date) -> str:
    """《…组织法》第三十五条、第三十六条: a law is named once."""
    texts = [citations.cite(key, on) for key in keys]
    first, *rest = texts
    more = (t.article if t.law == first.law else t.said for t in rest)
    return "、".join((first.said, *more))


def _order(
    matters: Sequence[Matter],
    verified: Verification,
    supervisors: str,
    due_on: date,
    on: date,
) -> tuple[Paragraph, ...]:
    laws = _laws(("publication", "publication-order"), on)
    done = "，".join(_by_kind(matters, ORDERED))
    said = (
        f"{clock.say_day(verified.on)}，{verified.by}对你村村务公开的情况作了"
        "调查核实。现通知如下。",
        FACTS,
        f"{verified.facts.rstrip('。')}。具体情况见附件。",
        GROUNDS,
        f"村民委员会应当及时公布应当公布的事项，并保证公布事项的真实性。依照"
        f"{laws}，责令你村民委员会：",
        f"（一）于{clock.say_day(due_on)}前，在村务公开栏公布附件所列的事项，{done}，"
        "公布的期限不少于十五日。",
        f"（二）公布以前，由{supervisors}审查签字。",
        "（三）公布以后，把张贴的照片和办理情况报联系人；公布期间接受村民查询。",
    )
    return tuple(Paragraph(text=t, is_head=t in (FACTS, GROUNDS)) for t in said)


def _by_kind(matters: Sequence[Matter], words: tuple[str, str]) -> list[str]:
    """What is asked of matters that were not posted, and of those that are wrong."""
    missing, wrong = words
    has_missing = any(m.is_missing for m in matters)
    has_wrong = any(not m.is_missing for m in matters)
    return [missing] * has_missing + [wrong] * has_wrong


def _annex(kind: LetterKind, matters: Sequence[Matter]) -> Annex:
    is_order = kind is LetterKind.ORDER
    return Annex(
        title="核实事项清单" if is_order else "请自查的事项",
        heads=HEADS,
        widths=WIDTHS,
        rows=tuple(
            (str(number), m.about, m.what, m.ask)
            for number, m in enumerate(matters, start=1)
        ),
    )
