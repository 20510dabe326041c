"""Which meetings decide, who must come and who must agree (citations name the articles).

"以上" includes the number and "过半数" is more than half (民法典第一千二百五十九条).
"""

from dataclasses import dataclass
from datetime import date

from villagepub import citations


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """At least ``top``/``bottom`` of a whole, or more than it where ``more``."""

    top: int
    bottom: int
    more: bool = False

    def reached(self, part: int, whole: int) -> bool:
        have, need = part * self.bottom, whole * self.top
        return have > need if self.more else have >= need

    @property
    def said(self) -> str:
        return "过半数" if self.more else f"{self.bare}以上"

    @property
    def bare(self) -> str:
        """A floor that is missed is said without its 以上."""
        return "三分之二"


HALF = Share(top=1, bottom=2, more=True)
TWO_THIRDS = Share(top=2, bottom=3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """``quorum`` of 应到 must be present (None: the law leaves it to the 章程);
    ``majority`` must agree, of those present or of everybody (``of_all``). Where a
    meeting says nothing else, two thirds come and half of them decide.
    """

    name: str
    words: tuple[str, ...]  # the first meeting whose word stands in the text is meant
    due: str  # who is counted as 应到
    citation: str
    quorum: Share | None = TWO_THIRDS
    majority: Share = HALF
    of_all: bool = False


MEETINGS = (
    Meeting(
        name="成员代表大会",
        words=("成员代表大会",),
        due="全体成员代表",
        quorum=None,
        majority=TWO_THIRDS,
        of_all=True,
        citation="members-representatives",
    ),
    Meeting(
        name="成员大会",
        words=("成员大会",),
        due="具有完全民事行为能力的成员",
        majority=TWO_THIRDS,
        of_all=True,
        citation="members-meeting",
    ),
    Meeting(
        name="村民代表会议",
        words=("村民代表会", "村民代表大会", "代表会议"),
        due="村民委员会成员和村民代表",
        citation="representatives-meeting",
    ),
    Meeting(
        name="村民小组会议",
        words=("小组会",),
        due="本组十八周岁以上的村民或者户的代表",
        citation="group-meeting",
    ),
    Meeting(
        name="村民会议（户的代表）",
        words=("户代表", "户的代表"),
        due="各户的代表",
        citation="villagers-meeting",
    ),
    Meeting(
        name="村民会议",
        words=("村民会议", "村民大会"),
        due="十八周岁以上的村民",
        quorum=HALF,
        citation="villagers-meeting",
    ),
)


def meeting_of(text: str) -> Meeting | None:
    """The meeting that a column or a title names; None where it names none."""
    found = (m for m in MEETINGS if any(word in text for word in m.words))
    return next(found, None)


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingOutcome:
    """``passed`` None: nobody said which meeting it was, or the numbers can't be."""

    passed: bool | None
    said: str


IMPOSSIBLE = "这几个数对不上，法定的人数没有核。"
UNNAMED = "没有写是哪种会议，法定的人数没有核。"


def outcome(
    meeting: Meeting | None, *, due: int, present: int, yes: int, on: date
) -> MeetingOutcome:
    """Was the meeting valid and the matter agreed to, by the law of the day."""
    heads = f"应到 {due} 人，实到 {present} 人，同意 {yes} 人"
    if not yes <= present <= due:
        return MeetingOutcome(passed=None, said=f"{heads}。{IMPOSSIBLE}")
    if meeting is None:
        return MeetingOutcome(passed=None, said=f"{heads}。{UNNAMED}")
    whole = due if meeting.of_all else present
    quorum = meeting.quorum is None or meeting.quorum.reached(present, due)
    agreed = meeting.majority.reached(yes, whole)
    article = "".join(citations.said((meeting.citation,), on))
    return MeetingOutcome(
        passed=quorum and agreed,
        said=f"{meeting.name}：{heads}，{_quorum(meeting, quorum)}"
        f"{_majority(meeting, agreed)}{f'（{article}）' if article else ''}。",
    )


def _quorum(meeting: Meeting, holds: bool) -> str:
    share = meeting.quorum
    if share is None:
        return "到会人数依章程，"
    if holds:
        return f"到会有{share.said}，"
    return "到会没有过半数，" if share.more else f"到会不到{share.bare}，"


def _majority(meeting: Meeting, holds: bool) -> str:
    """Exactly half is no 过半数; that the others said no is not claimed."""
    of, share = "全体" if meeting.of_all else "到会", meeting.majority
    if holds:
        return f"{of}的{share.said}同意"
    return f"同意的没有过{of}的半数" if share.more else f"同意的不到{of}的{share.bare}"
