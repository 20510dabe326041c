"""今天、明天到期的: what runs out now or tomorrow, whoever has it, on one list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from villagepub.duties.duty import Duty
from villagepub.duties.hung_sheets import HangingState, HungSheet
from villagepub.findings.queries import FindingLine
from villagepub.letters.queries import LetterLine
from villagepub.period import Period
from villagepub.states import DutyState
from villagepub.web.township.overview.desk import VillagesAtOnce


@dataclass(frozen=True, kw_only=True, slots=True)
class Soon:
    """``what``: 该贴, 该办好, 该回函, 可以揭榜."""

    on: date
    what: str
    village: str
    subject: str
    href: str


def soon(
    desk: VillagesAtOnce,
    findings: Iterable[FindingLine],
    letters: Iterable[LetterLine],
) -> tuple[Soon, ...]:
    """By day, then as they come."""
    names = {v.code: v.short_name for v in desk.villages}
    found = (
        *_duties(names, desk.duties),
        *_findings(findings),
        *_letters(letters),
        *_sheets(names, desk.sheets),
    )
    days = (desk.today, desk.today + timedelta(days=1))
    return tuple(sorted((s for s in found if s.on in days), key=lambda s: s.on))


def _duties(
    names: Mapping[str, str], duties: Mapping[str, Sequence[Duty]]
) -> Iterator[Soon]:
    for code, owed in duties.items():
        for duty in owed:
            is_owed = duty.is_open or duty.state is DutyState.WITHDRAWN
            if duty.due and is_owed and (duty.item.form or duty.event):
                yield Soon(
                    on=duty.due,
                    what="该贴",
                    village=names[code],
                    subject=duty.name,
                    href=url_for("township.village", code=code),
                )


def _findings(findings: Iterable[FindingLine]) -> Iterator[Soon]:
    for one in findings:
        if one.due_on:
            subject = f"{Period.parse(one.period).label}{one.item}"
            yield Soon(
                on=one.due_on,
                what="政府该改好" if one.office else "该办好",
                village=one.village,
                subject="　".join(p for p in (subject, one.name, one.field) if p),
                href=url_for("township.finding", finding_id=one.id),
            )


def _letters(letters: Iterable[LetterLine]) -> Iterator[Soon]:
    for one in letters:
        yield Soon(
            on=one.due_on,
            what="该回函",
            village=one.village,
            subject=one.number,
            href=url_for("township.letter", letter_id=one.id),
        )


def _sheets(
    names: Mapping[str, str], hung: Mapping[str, Mapping[str, HungSheet]]
) -> Iterator[Soon]:
    """The day after its posting period is full a sheet may come down."""
    every = ((code, sheet) for code, own in hung.items() for sheet in own.values())
    for code, sheet in every:
        if sheet.full_on and sheet.state(sheet.full_on) is HangingState.HANGING:
            yield Soon(
                on=sheet.full_on + timedelta(days=1),
                what="可以揭榜",
                village=names[code],
                subject=sheet.title,
                href=url_for("public.notice", public_id=sheet.public_id),
            )
