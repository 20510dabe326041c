"""小微权力清单 as plain frozen values: what a village may do, step by step.

A number of days that a law sets stands beside that law's key; a step without ``basis``
is the township's own arrangement (示例 in the sample).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from villagepub.forms.form import MIN_POSTING_DAYS

# Who decides, by the register's key: quorum and majority are the law's, never typed.
MEETINGS = {
    "villagers-meeting": "村民会议",
    "representatives-meeting": "村民代表会议",
    "group-meeting": "村民小组会议",
    "members-meeting": "成员大会",
    "members-representatives": "成员代表大会",
}
# These decide for the village; the party branch comes first (citations: party-branch).
VILLAGE_MEETINGS = ("villagers-meeting", "representatives-meeting")

AreaKind = Literal["own", "help"]
AREA_KINDS: dict[AreaKind, str] = {"own": "村里用的权", "help": "帮你办的事"}


class When(StrEnum):
    """Before the act, while it goes on, after it."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


WHENS = {When.BEFORE: "事前", When.DURING: "事中", When.AFTER: "事后"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Publicity:
    """``days`` it hangs on the board (公布期限, calendar days), ``objection`` days to
    object (公示期, 0 where none is set); ``item`` is the line of the 公开事项清单 that it
    becomes a notice of, ``form`` the 表样 of that notice.
    """

    when: When
    what: str
    where: str = "公开栏、网页、群里"
    days: int = MIN_POSTING_DAYS
    objection: int = 0
    item: str = ""
    form: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PowerStep:
    """``vote``: a key of MEETINGS or ''. ``back``: the step it returns to where it fails,
    0 none; ``failed`` says so in words. ``basis``: keys of the register.
    """

    name: str
    actor: str
    within: str = ""
    papers: tuple[str, ...] = ()
    vote: str = ""
    publicity: Publicity | None = None
    back: int = 0
    failed: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Risk:
    """``step``: its number, from 1."""

    step: int
    what: str
    guard: str
    watch: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RequiredPaper:
    """A paper that an applicant brings: what, how many, where from."""

    name: str
    copies: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """One field of an application form: its label, how to fill it, a filled sample."""

    label: str
    how: str
    sample: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """办事指南. Limits and procedure are the item's steps: said once.

    ``bodies`` are (受理, 镇人民政府); ``form`` names the application form of ``blanks``.
    """

    bodies: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...]
    papers: tuple[RequiredPaper, ...]
    window: str
    fee: str = "不收费"
    result: str = ""
    remedy: str = ""
    limit: str = ""
    form: str = ""
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PowerItem:
    """One power. ``code`` is what people call it and what its address says (QL-09).

    ``uncited``: what it rests on beyond the register, in the township's words.
    """

    code: str
    name: str
    area: str
    decides: str
    steps: tuple[PowerStep, ...]
    basis: tuple[str, ...] = ()
    uncited: str = ""
    risks: tuple[Risk, ...] = ()
    supervision: str = "村务监督委员会"
    guide: Guide | None = None

    @property
    def produces(self) -> tuple[str, ...]:
        """The lines of the 公开事项清单 whose notices this power makes."""
        items = (s.publicity.item for s in self.steps if s.publicity)
        return tuple(dict.fromkeys(item for item in items if item))

    @property
    def published_steps(self) -> tuple[int, ...]:
        return tuple(n for n, s in enumerate(self.steps, 1) if s.publicity)

    @property
    def citations(self) -> tuple[str, ...]:
        """Every key that the item or one of its steps rests on, its meetings included."""
        steps = (key for s in self.steps for key in (*s.basis, s.vote) if key)
        return tuple(dict.fromkeys((*self.basis, *steps)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    name: str
    note: str
    kind: AreaKind


@dataclass(frozen=True, kw_only=True, slots=True)
class PowerList:
    """A township's list, or what a village adds to it (then without areas of its own)."""

    areas: tuple[Area, ...] = ()
    items: tuple[PowerItem, ...] = ()
    is_sample: bool = False  # shipped with the program, not issued by anybody

    def find(self, code: str) -> PowerItem | None:
        wanted = code.strip().upper()
        return next((item for item in self.items if item.code == wanted), None)

    def by_area(self) -> tuple[tuple[Area, tuple[PowerItem, ...]], ...]:
        """The areas that have items, in their order."""
        parts = (
            (a, tuple(i for i in self.items if i.area == a.name)) for a in self.areas
        )
        return tuple((area, items) for area, items in parts if items)
