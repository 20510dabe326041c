"""贴多久、能不能公开: what the clerk says beside the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from villagepub.notices.content.composer import title_of
from villagepub.notices.open_draft import OpenDraft
from villagepub.states import ATTRIBUTES, Attribute

ATTRIBUTE_NOTES = {
    Attribute.ACTIVE: "网上、群里、榜上都贴",
    Attribute.ON_REQUEST: "谁要看，到村委会查；要写理由",
    Attribute.PARTIAL: "只贴总数，不贴名单；要写理由",
    Attribute.NONE: "依法不能公开；要写理由",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class AttributeLine:
    value: str
    label: str
    note: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionsPage:
    draft_id: int
    revision: int
    what: str
    title: str
    is_title_fixed: bool  # a correction keeps the title that was posted
    days: str
    days_hint: str
    paragraphs: str
    attributes: tuple[AttributeLine, ...]
    reason: str
    fault: str


def options_page(
    work: OpenDraft, *, typed: Mapping[str, str] | None = None, fault: str = ""
) -> OptionsPage:
    said = {**_stored(work), **(typed or {})}
    return OptionsPage(
        draft_id=work.draft_id,
        revision=work.draft.revision,
        what=work.what,
        title=said["title"],
        is_title_fixed=work.notice.version > 0,
        days=said["days"],
        days_hint=_days_hint(work),
        paragraphs=said["paragraphs"],
        attributes=tuple(_attribute(a, said["attribute"]) for a in Attribute),
        reason=said["attribute_reason"],
        fault=fault,
    )


def _stored(work: OpenDraft) -> dict[str, str]:
    options, rule = work.sheet.options, work.frame.form.posting
    days = options.posting_days or rule.days
    return {
        "title": options.title or title_of(work.frame),
        "days": str(days) if days else "",
        "paragraphs": "\n".join(options.paragraphs),
        "attribute": work.notice.attribute.value,
        "attribute_reason": work.notice.attribute_reason,
    }


def _days_hint(work: OpenDraft) -> str:
    rule = work.frame.form.posting
    return f"法律要求最少 {rule.days} 天，可以写长一点。"


def _attribute(attribute: Attribute, chosen: str) -> AttributeLine:
    return AttributeLine(
        value=attribute.value,
        label=ATTRIBUTES[attribute].text,
        note=ATTRIBUTE_NOTES[attribute],
        is_chosen=attribute.value == chosen,
    )
