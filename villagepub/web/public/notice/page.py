"""Page objects: everything a public template says, as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from villagepub import clock, forms, render
from villagepub.content import NoticeContent
from villagepub.models import Place
from villagepub.notices.queries import BoardLine, PublishedNotice
from villagepub.states import DUTIES, NOTICES, DutyState, NoticeStatus, Word

SOON = 7  # days left when a row says so in colour

# 板块的次序：六个重点领域在前（脱贫攻坚、乡村振兴、村级财务、惠农政策、养老服务、社会救助）。
AREAS = ("乡村振兴", "村级财务", "惠农政策", "养老服务", "社会救助", "民主决策")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    public_id: str
    title: str
    note: str
    word: Word
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class VillagePage:
    code: str
    name: str
    above: str
    phone: str
    groups: tuple[Group, ...]
    years: tuple[int, ...]
    year: int | None


def village_page(
    village: Place,
    lines: Iterable[BoardLine],
    *,
    years: tuple[int, ...],
    year: int | None,
    on: date,
) -> VillagePage:
    """What is 公示 now first, then everything by area."""
    current: list[Line] = []
    by_area: dict[str, list[Line]] = {area: [] for area in AREAS}
    for line in lines:
        shown = _line(line, on)
        if _is_open(line, on):
            current.append(shown)
        else:
            by_area.setdefault(forms.get(line.form).area, []).append(shown)
    groups = [Group(title="正在公示，可以提意见", lines=tuple(current))]
    groups += [Group(title=area, lines=tuple(own)) for area, own in by_area.items()]
    return VillagePage(
        code=village.code,
        name=village.short_name,
        above=village.full_name.removesuffix(village.short_name),
        phone=village.phone,
        groups=tuple(g for g in groups if g.lines),
        years=years,
        year=year,
    )


def _is_open(line: BoardLine, on: date) -> bool:
    until = line.publicity_until
    return line.status is NoticeStatus.PUBLISHED and until is not None and until >= on


def _line(line: BoardLine, on: date) -> Line:
    posted = clock.say_short_day(clock.day(line.published_at))
    note = f"{posted}贴出" if line.version == 1 else f"{posted}改过"
    word, text = NOTICES[line.status], ""
    if _is_open(line, on) and line.publicity_until:
        note += f"，到 {clock.say_short_day(line.publicity_until)}"
        left = (line.publicity_until - on).days
        text = f"还剩 {left} 天" if left else "今天最后一天"
        word = Word(text, "warn")
    elif line.status is NoticeStatus.PUBLISHED and line.version > 1:
        word = DUTIES[DutyState.CORRECTED]
    return Line(
        public_id=line.public_id, title=line.title, note=note, word=word, text=text
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class OlderVersion:
    version: int
    posted: str
    reason: str
    check_code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticePage:
    """``posted`` with the version, where there are several: 2026年7月3日更正　第2版."""

    content: NoticeContent
    posted: str
    version: str  # 第2版，2026年7月3日更正
    summary: str
    is_superseded: bool
    is_withdrawn: bool
    withdrawn: str
    withdrawn_reason: str
    check_code: str
    versions: tuple[OlderVersion, ...]
    reviewed: str
    anchors: Mapping[str, tuple[str, str]]
    came_of_it: tuple[str, ...]  # 实施情况, one a vote


def notice_page(found: PublishedNotice) -> NoticePage:
    content = render.open_web(found.content)
    day = clock.say_day(clock.day(content.published_at)) if content.published_at else ""
    kind = "更正" if content.correction else "贴出"
    version = f"　第{content.version}版" if len(found.versions) > 1 else ""
    withdrawn = ""
    if found.withdrawn_at:
        withdrawn = clock.say_day(clock.day(found.withdrawn_at))
    reviewer = next((s.name for s in content.signatures if s.role == "监委会主任"), "")
    return NoticePage(
        content=content,
        posted=f"{day}{kind}{version}",
        version=f"第{content.version}版，{day}{kind}",
        summary=content.summary,
        is_superseded=found.is_superseded,
        is_withdrawn=found.status is NoticeStatus.WITHDRAWN,
        withdrawn=withdrawn,
        withdrawn_reason=found.withdrawn_reason,
        check_code=found.content.check_code,
        versions=tuple(
            OlderVersion(
                version=v.version,
                posted=clock.say_day(clock.day(v.published_at)),
                reason=v.reason,
                check_code=v.check_code,
            )
            for v in found.versions
        ),
        reviewed=f"经村务监督委员会审核，{reviewer}，{day}",
        anchors=_anchors(content),
        came_of_it=_came_of_it(content),
    )


def _came_of_it(content: NoticeContent) -> tuple[str, ...]:
    """What became of each matter that was voted on; '' where the sheet does not say."""
    at = next((i for i, c in enumerate(content.web.columns) if c.key == "done"), None)
    rows = content.web.rows
    return tuple(
        rows[n].cells[at] if at is not None and n < len(rows) else ""
        for n in range(len(content.votes))
    )


def _anchors(content: NoticeContent) -> dict[str, tuple[str, str]]:
    """From a question on top to where the page answers it in full."""
    where = {"凭什么": ("#basis", "看依据")}
    if content.web.sections and content.layout != "vote":
        word = "看明细" if content.layout == "finance" else "看名单"
        where |= {
            a.question: ("#roll", word)
            for a in content.answers
            if a.question not in ("多少钱", "凭什么", "找谁问")
        }
    return where
