"""发文登记: a letter gets its number when it is issued, and keeps it.

Numbers run by township, kind and year, without a gap and never twice: whoever issues
holds the log's lock (``act``), and what is cancelled stays with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from villagepub import clock, news
from villagepub.access import Action, Forbidden
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content_rules import read_sentence
from villagepub.errors import UserError
from villagepub.letters import matters, senders
from villagepub.letters.content import TITLES, LetterHead, Verification, compose_letter
from villagepub.models import IssuedLetter, LetterKind, Place
from villagepub.notices.numbering import places_of
from villagepub.render.letter import Letter
from villagepub.states import NewsKind, Role

TWICE = timedelta(minutes=2)  # a slow page is tapped again

TOWNSHIP = 9  # digits of its code
MAX_WORD, MAX_NAME, MAX_TEXT = 12, 60, 300


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterChoice:
    """What the officer chose. ``keys``: of matters; ``word``: 机关代字, 沿政公函."""

    kind: LetterKind
    village_code: str
    keys: Sequence[str]
    word: str
    contact: str
    copy: str
    due_on: date
    verified: Verification | None = None


def draft(session: Session, wanted: LetterChoice, *, on: date) -> Letter:
    """The letter as it would go out, marked 样稿, without a number."""
    wanted = _read(wanted)
    frame = _frame(session, wanted, f"{wanted.word}〔{on.year}〕　号")
    found = _picked(session, wanted, on)
    return _written(wanted, found, replace(frame, stamp="样稿"), on)


def issue(act: Act, wanted: LetterChoice) -> IssuedLetter:
    """Give the letter its number and write it down; the village's clerks hear of it."""
    village = _village(act.session, wanted.village_code)
    act.allow(Action.CHECK, village.code)
    if act.person.place_code != village.code[:TOWNSHIP]:
        raise Forbidden("函由镇上发，请用镇上的账号登录。")
    wanted, on = _read(wanted), clock.day(act.at)
    _require_own_word(act.session, wanted, village)
    found = _picked(act.session, wanted, on)
    number = _next(act.session, village.code[:TOWNSHIP], wanted.kind, on.year)
    frame = _frame(act.session, wanted, f"{wanted.word}〔{on.year}〕{number}号")
    letter = _written(wanted, found, frame, on)
    if twice := _tapped_twice(act, village, letter):
        return twice
    row = _row(act, wanted, village, number, letter)
    act.session.add(row)
    act.session.flush()
    said = {line[1:3] for line in letter.annex.rows}
    act.session.add_all(m.row(row.id) for m in found if (m.about, m.what) in said)
    action = AuditAction.LETTER_ISSUE
    if wanted.kind is LetterKind.ORDER:
        action = AuditAction.LETTER_ORDER
    act.record(action, row, number=letter.number, **_verification(row))
    _tell(act, row, letter)
    return row


def _tapped_twice(act: Act, village: Place, letter: Letter) -> IssuedLetter | None:
    """The same letter of a moment ago: a second tap takes no second number."""
    lately = select(IssuedLetter).where(
        IssuedLetter.village_code == village.code,
        col(IssuedLetter.issued_at) > act.at - TWICE,
        col(IssuedLetter.cancelled_at).is_(None),
    )
    for row in act.session.exec(lately):
        was = Letter.from_json(row.content)
        if replace(letter, number=was.number) == was:
            return row
    return None


def cancel(act: Act, *, letter_id: int, reason: str) -> IssuedLetter:
    """作废: the number is not given again."""
    row = _theirs(act, letter_id)
    if row.cancelled_at:
        raise UserError("这个号已经作废了。")
    if row.answered_on:
        raise UserError("村里已经回复了，不能作废。")
    row.cancelled_reason = _plain(reason, MAX_TEXT, "请写一句为什么作废。")
    row.cancelled_at = act.at
    act.record(AuditAction.LETTER_CANCEL, row, reason=row.cancelled_reason)
    return row


def take_answer(
    act: Act, *, letter_id: int, on: date, by: str, done: str
) -> IssuedLetter:
    """回复: when, by whom, what was done; written again where it was written wrongly."""
    row = _theirs(act, letter_id)
    if row.cancelled_at:
        raise UserError("这个号作废了，不用回复。")
    if not row.issued_on <= on <= clock.day(act.at):
        raise UserError("回复的日子要在发函以后，到今天为止。")
    row.answered_by = _plain(by, MAX_NAME, "请写上是谁回复的。")
    row.answer = _plain(done, MAX_TEXT, "请写一句办了什么。")
    row.answered_on = on
    act.record(
        AuditAction.LETTER_ANSWER,
        row,
        on=on.isoformat(),
        by=row.answered_by,
        answer=row.answer,
    )
    return row


def _row(
    act: Act, wanted: LetterChoice, village: Place, number: int, letter: Letter
) -> IssuedLetter:
    verified = wanted.verified if wanted.kind is LetterKind.ORDER else None
    return IssuedLetter(
        place_code=village.code[:TOWNSHIP],
        village_code=village.code,
        kind=wanted.kind,
        year=letter.on.year,
        number=number,
        word=wanted.word,
        issued_on=letter.on,
        due_on=wanted.due_on,
        content=letter.to_json(),
        issued_by=act.person.id,
        issued_at=act.at,
        verified_by=verified.by if verified else "",
        verified_on=verified.on if verified else None,
        verified_facts=verified.facts if verified else "",
    )


def _verification(row: IssuedLetter) -> dict[str, str]:
    if row.verified_on is None:
        return {}
    return {
        "verified_by": row.verified_by,
        "verified_on": row.verified_on.isoformat(),
        "verified_facts": row.verified_facts,
    }


def _tell(act: Act, row: IssuedLetter, letter: Letter) -> None:
    due = clock.say_near_day(row.due_on, today=clock.day(act.at))
    news.tell_role(
        act,
        row.village_code,
        Role.CLERK,
        kind=NewsKind.FINDING,
        subject=f"letter:{row.id}",
        text=f"镇上发了{TITLES[row.kind]}（{letter.number}），{due}前办",
    )


def _next(session: Session, place_code: str, kind: LetterKind, year: int) -> int:
    last = session.exec(
        select(func.max(IssuedLetter.number)).where(
            IssuedLetter.place_code == place_code,
            IssuedLetter.kind == kind,
            IssuedLetter.year == year,
        )
    ).one()
    return (last or 0) + 1


def _require_own_word(session: Session, wanted: LetterChoice, village: Place) -> None:
    """Two kinds under one 代字 would have two letters of one number."""
    other = session.exec(
        select(IssuedLetter.id).where(
            IssuedLetter.place_code == village.code[:TOWNSHIP],
            IssuedLetter.word == wanted.word,
            IssuedLetter.kind != wanted.kind,
        )
    ).first()
    if other is not None:
        raise UserError(
            f"“{wanted.word}”已经给另一种函用着，号会重。换一个代字，像“沿政责”。"
        )


def last_word(session: Session, place_code: str, kind: LetterKind) -> str:
    """The 代字 that the township used last for this kind, '' before its first."""
    return (
        session.exec(
            select(IssuedLetter.word)
            .where(IssuedLetter.place_code == place_code, IssuedLetter.kind == kind)
            .order_by(col(IssuedLetter.id).desc())
        ).first()
        or ""
    )


def _written(
    wanted: LetterChoice, found: Sequence[matters.Matter], frame: LetterHead, on: date
) -> Letter:
    return compose_letter(
        wanted.kind,
        found,
        frame,
        due_on=wanted.due_on,
        on=on,
        verified=wanted.verified,
    )


def _picked(
    session: Session, wanted: LetterChoice, on: date
) -> tuple[matters.Matter, ...]:
    return matters.picked(
        matters.of_village(session, wanted.village_code, on=on), wanted.keys
    )


def _frame(session: Session, wanted: LetterChoice, number: str) -> LetterHead:
    village = _village(session, wanted.village_code)
    to = senders.addressee_of(village)
    places = places_of(session, village.code)
    if not places.township.phone:
        raise UserError("函上要印镇上的电话。先在“电话和名称”里写上。")
    return LetterHead(
        sender=senders.sender_of(places),
        to=to,
        number=number,
        contact=wanted.contact,
        phone=places.township.phone,
        copy=wanted.copy,
        supervisors=places.supervisors,
    )


def _read(wanted: LetterChoice) -> LetterChoice:
    """The same with its words read; raises UserError for what can't stand."""
    word = "".join(wanted.word.split())
    if not word or len(word) > MAX_WORD or any(c in word for c in "〔〕[]号"):
        raise UserError("请写发文代字，只写〔〕前面那几个字，像“沿政公函”。")
    verified = wanted.verified
    if verified is not None:
        verified = replace(
            verified,
            by=_plain(verified.by, MAX_NAME, "请写上谁核实的。"),
            facts=_plain(verified.facts, MAX_TEXT, "请写上查明了什么。"),
        )
    return replace(
        wanted,
        word=word,
        contact=_plain(wanted.contact, 20, "请写上联系人。"),
        copy=_plain(wanted.copy, MAX_NAME).rstrip("。") if wanted.copy.strip() else "",
        verified=verified,
    )


def _plain(text: str, longest: int, missing: str = "") -> str:
    """One line without what is private, held against the rules of content."""
    plain = read_sentence(text, missing)
    if len(plain) > longest:
        raise UserError(f"“{plain[:12]}…”太长了，最多 {longest} 个字。")
    return plain


def _theirs(act: Act, letter_id: int) -> IssuedLetter:
    gone = UserError("这一封找不到了，刷新一下再看。")
    row = act.locked(IssuedLetter, letter_id, gone)
    act.allow(Action.CHECK, row.village_code)
    return row


def _village(session: Session, code: str) -> Place:
    village = session.get(Place, code)
    if village is None:
        raise UserError("没有这个村。")
    return village
