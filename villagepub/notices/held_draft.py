"""A draft in the hands of an act that changes it."""

from dataclasses import dataclass, replace

from villagepub import forms, photo_files
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.forms.form import Form
from villagepub.models import OPEN_DRAFTS, Draft, Notice
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault, StaleDraft, WrongMoment
from villagepub.states import DraftStatus

EDITABLE = (DraftStatus.DRAFT, DraftStatus.RETURNED)


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldDraft:
    """``sheet``: what the draft keeps, before anything is saved."""

    act: Act
    draft: Draft
    notice: Notice
    sheet: DraftSheet

    @classmethod
    def of(cls, act: Act, draft: Draft) -> "HeldDraft":
        """Whatever its state; ``hold`` asks who may change it."""
        notice = act.session.get_one(Notice, draft.notice_id)
        sheet = DraftSheet.from_json(draft.sheet)
        return cls(act=act, draft=draft, notice=notice, sheet=sheet)

    @property
    def form(self) -> Form:
        return forms.get(self.notice.form)

    def save(self, action: AuditAction, sheet: DraftSheet, /, **said: object) -> Draft:
        """A new revision; ``said`` goes into the log."""
        self.draft.sheet = sheet.to_json()
        self.draft.revision += 1
        self.draft.saved_at = self.act.at
        self.draft.author_id = self.act.person.id
        self.act.record(action, self.notice, version=self.draft.version, **said)
        return self.draft

    def put(self, sheet: DraftSheet) -> Draft:
        """Another sheet in the place of this one, whose options stay."""
        return self.save(
            AuditAction.DRAFT_SHEET,
            replace(sheet, options=self.sheet.options),
            file_digest=sheet.digest,
            rows=sum(len(t.rows) for t in sheet.tables),
            cut=[f"{c.kind}:{c.count}" for c in sheet.cuts],
        )

    def throw_away(self) -> None:
        """Its sheet goes, and its photos unless a signed version shows them."""
        self.draft.status, self.draft.sheet = DraftStatus.DISCARDED, ""
        self.draft.decided_at = self.act.at
        photo_files.forget(self.act.session, self.notice, shown=())


def hold(act: Act, draft_id: int, revision: int) -> HeldDraft:
    """The draft, locked. Raises NoticeFault unless the actor may change it, StaleDraft
    unless they have seen its newest state.
    """
    gone = NoticeFault("这份草稿找不到了，请回到清单。")
    held = HeldDraft.of(act, act.locked(Draft, draft_id, gone))
    act.allow(Action.DRAFT, held.notice.village_code)
    if held.draft.status is DraftStatus.SUBMITTED:
        raise WrongMoment("已经交给监委会了，不能再改。要改先点“拿回来改”。")
    if held.draft.status not in EDITABLE:
        raise WrongMoment("这一份已经办完了，不能再改。")
    if held.draft.revision != revision:
        raise StaleDraft
    return held


def hold_unread(act: Act, draft_id: int) -> HeldDraft:
    """One that nobody can read, to be thrown away: the committee can't sign it either."""
    gone = NoticeFault("这份草稿找不到了，请回到清单。")
    draft = act.locked(Draft, draft_id, gone)
    notice = act.session.get_one(Notice, draft.notice_id)
    act.allow(Action.DRAFT, notice.village_code)
    if draft.status not in OPEN_DRAFTS:
        raise WrongMoment("这一份已经办完了，不能再改。")
    return HeldDraft(act=act, draft=draft, notice=notice, sheet=DraftSheet())
