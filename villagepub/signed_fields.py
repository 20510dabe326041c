"""What of a notice and of its version people see, and so what the entry of a signature says.

``integrity`` holds the rows against it.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import SQLModel

from villagepub.models import Notice, NoticeVersion

SIGNED = {  # a field of the notice, as people call it
    "village_code": "村",
    "item_id": "事项",
    "form": "用的哪种表",
    "period": "期间",
    "title": "标题",
    "number": "编号",
    "attribute": "能不能公开",
    "attribute_reason": "能不能公开的理由",
    "posting_until": "公布期限",
    "objection_until": "公示期",
    "result_of": "是哪一件公示的结果",
}
SIGNED_OF_VERSION = {
    "digest": "指纹",
    "check_code": "查真假码",
    "reason": "更正的理由",
    "author_id": "经办人",
}
LATER = {
    "version": "第几版",
    "published_at": "贴出的时间",
    "status": "撤没撤回",
    "withdrawn_at": "撤回的时间",
    "withdrawn_reason": "撤回的理由",
    "names_gone_at": "名单撤下的时间",
    "reviewer_id": "审核人",
}
WORDS = SIGNED | SIGNED_OF_VERSION | LATER
SignedFacts = dict[str, Any]


def digest_of_version(content: str, records: str) -> str:
    """SHA-256 over what a version froze."""
    return hashlib.sha256(f"{content}\n{records}".encode()).hexdigest()


def signed_facts(notice: Notice, version: NoticeVersion) -> SignedFacts:
    """What the entry of a signature says of the two rows."""
    return {
        "signed": _facts(notice, SIGNED),
        "frozen": _facts(version, SIGNED_OF_VERSION),
    }


def _facts(row: SQLModel, names: Mapping[str, str]) -> SignedFacts:
    return {name: json_value(getattr(row, name)) for name in names}


def json_value(value: object) -> object:
    """As JSON gives it back; a moment stays what it is."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value
