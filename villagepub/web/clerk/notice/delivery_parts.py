"""Several messages of one robot as one line: 文字 送到，图 3 张 送到."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from villagepub import clock
from villagepub.channels.registry import CHANNELS
from villagepub.outbox.queries import DeliveryLine
from villagepub.states import DELIVERIES, DeliveryState, Word
from villagepub.web.clerk.notice.delivery_line import (
    ASKED,
    LATER,
    STOPPED,
    SentLine,
    delivery_line,
    tag_of,
)

IMAGE = "image"  # of which there may be several
BEHIND = "后面的等文字到了再发"
# Of several states the line says the first that is among them.
WORST = (
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
    DeliveryState.RETRY,
    DeliveryState.SENDING,
    DeliveryState.PENDING,
    DeliveryState.CANCELLED,
)


def machine_lines(
    deliveries: Sequence[DeliveryLine], writes: bool, at: datetime
) -> tuple[SentLine, ...]:
    """A line for each channel. ``writes``: may this person act on it?"""
    lines = []
    # The announcement's own messages together; a doubt about an earlier one alone.
    alike = sorted(deliveries, key=lambda d: (d.is_superseded, d.channel_id, d.id))
    for _, group in groupby(alike, key=lambda d: (d.is_superseded, d.channel_id)):
        parts = list(group)
        if len(parts) == 1:
            lines.append(delivery_line(parts[0], writes, at))
        else:
            lines.append(_line(parts, writes, at))
    return tuple(lines)


def _line(parts: Sequence[DeliveryLine], writes: bool, at: datetime) -> SentLine:
    first = parts[0]
    words = [CHANNELS[first.kind].label.text, _summary(parts), *_waiting(parts)]
    return SentLine(
        name=first.channel,
        note="。".join(w.rstrip("。") for w in words),
        tag=_tag(parts),
        parts=tuple(
            _part_line(d, _name(d, parts), writes, at) for d in parts if d.is_asked
        ),
    )


def _summary(parts: Sequence[DeliveryLine]) -> str:
    """What came of the words, the pictures, the file; as many pictures as are alike."""
    said: dict[tuple[str, bool, DeliveryState], int] = {}
    for d in parts:
        key = _what(d), _is_picture(d), d.state
        said[key] = said.get(key, 0) + 1
    return "，".join(
        f"{what} {f'{number} 张 ' if is_picture else ''}{_short(state)}"
        for (what, is_picture, state), number in said.items()
    )


def _short(state: DeliveryState) -> str:
    """说不准, without 去看看: the line is a list."""
    return DELIVERIES[state].text.partition("，")[0]


def _waiting(parts: Sequence[DeliveryLine]) -> list[str]:
    """Why the rest waits, and until when; each sentence once."""
    first, late = parts[0], [d for d in parts if d.state in LATER]
    if late and not late[0].is_in_use:
        return [STOPPED]
    if late and first.state in ASKED:
        return [BEHIND]
    again = [d for d in late if d.state is DeliveryState.RETRY]
    words = list(dict.fromkeys(d.reason for d in again if d.reason))
    if again:
        words.append(f"{clock.say_moment(min(d.next_at for d in again))} 再发")
    return words


def _tag(parts: Sequence[DeliveryLine]) -> Word:
    states = {d.state for d in parts}
    worst = next((state for state in WORST if state in states), None)
    if worst is None:  # all of them are there: since the last
        return tag_of(max(parts, key=lambda d: d.done_at or d.next_at))
    if worst is DeliveryState.FAILED and DeliveryState.SENT in states:
        worst = DeliveryState.PARTIAL
    return DELIVERIES[worst]


def _part_line(d: DeliveryLine, name: str, writes: bool, at: datetime) -> SentLine:
    """One message that failed or is in doubt, with its own sentence and act."""
    line = delivery_line(d, writes, at)
    asks = d.state is DeliveryState.UNKNOWN and line.question
    return replace(
        line,
        name=name,
        note=d.reason.rstrip("。"),
        question=f"“{d.channel}”里看到{name}了吗？" if asks else line.question,
    )


def _what(d: DeliveryLine) -> str:
    names = CHANNELS[d.kind].part_names
    return names.get(d.part.partition("-")[0], names["text"])


def _is_picture(d: DeliveryLine) -> bool:
    return d.part.startswith(IMAGE)


def _name(d: DeliveryLine, parts: Sequence[DeliveryLine]) -> str:
    """文字, or 第 2 张图."""
    pictures = [one.id for one in parts if _is_picture(one)]
    if d.id in pictures:
        return f"第 {pictures.index(d.id) + 1} 张图"
    return _what(d)
