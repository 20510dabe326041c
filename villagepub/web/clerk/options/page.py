"""贴多久、能不能公开: what the clerk says beside the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from villagepub.notices.content.composer import title_of
from villagepub.notices.open_draft import OpenDraft
from villagepub.states import Attribute

ATTRIBUTE_NOTES = {
    Attribute.ACTIVE: "网上、群里、榜上都贴",
    Attribute.ON_REQUEST: "谁要看，到村委会查；要写理由",
    Attribute.PARTIAL: "只贴总数，不贴名单；要写理由",
    Attribute.NONE: "依法不能公开；要写理由",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionsPage:
    """``said``: what is stored, or what was typed if it could not be."""

    said: Mapping[str, str]
    is_title_fixed: bool  # a correction keeps the title that was posted
    days_hint: str


def options_page(
    work: OpenDraft, *, typed: Mapping[str, str] | None = None
) -> OptionsPage:
    return OptionsPage(
        said={**_stored(work), **(typed or {})},
        is_title_fixed=work.notice.version > 0,
        days_hint=_days_hint(work),
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
