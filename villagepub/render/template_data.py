"""A notice as plain values for the templates; every figure is already its text."""

import base64
from datetime import date
from typing import Any

from villagepub import clock
from villagepub.canonical_json import as_plain
from villagepub.content import Chart, Circle, Meta, NoticeContent, Photo, Vote
from villagepub.render import titles
from villagepub.render.qr import qr_svg

# More differences than these push the list off the first sheet; the rows carry 改.
MAX_DIFFERENCES = 12
# A draft has no date of its own, and the same draft must give the same bytes.
DRAFT_DATE = date(2000, 1, 1)


def common_data(content: NoticeContent, circle: Circle) -> dict[str, Any]:
    """What poster and picture share: head, figures, charts, votes, phones, QR."""
    day = clock.day(content.published_at) if content.published_at else DRAFT_DATE
    return {
        "mark": "样稿" if content.is_draft else "",
        "kind": "更正" if content.correction else content.kind,
        "area": content.area,
        "place": content.place,
        "publisher": content.publisher,
        "title": content.title,
        "titles": titles.splits(content.title, content.title_parts),
        "date": [day.year, day.month, day.day],
        "numbers": _numbers(content.number),
        "meta": [_pair(m) for m in head_pairs(content)],
        "facts": [
            {"label": f.label, "value": f.value, "unit": f.unit, "note": f.note}
            | {"big": f.big}
            for f in content.facts
        ],
        "charts": [_chart(c) for c in content.charts],
        "votes": [_vote(v) for v in content.votes],
        "text": list(content.paragraphs),
        "photos": [
            _photo(photo, data)
            for photo, data in zip(content.photos, content.photo_files, strict=True)
        ],
        "notes": list(content.explanations),
        "phones": [{"label": p.label, "number": p.number} for p in content.phones],
        "correction": _correction(content, circle),
        "qr": qr(content),
    }


def head_pairs(content: NoticeContent) -> list[Meta]:
    """The label pairs of the head; what the notice must say is added if meta lacks it."""
    said = [m.value for m in content.meta]
    must = (
        Meta(label="公告编号", value=content.number),
        Meta(label="公开主体", value=content.publisher),
        Meta(label="公开期间", value=content.period),
        Meta(label="公布期限", value=content.posting),
        Meta(label="公示期", value=content.objection_period),
        Meta(label="公开依据", value="、".join(content.basis), wide=True),
        Meta(label="公开目录", value=content.catalog, wide=True),
    )
    labels = {m.label for m in content.meta}
    extra = [
        m
        for m in must
        if m.value
        and m.label not in labels
        and not any(m.value in value for value in said)
    ]
    pairs = extra + list(content.meta)
    return [m for m in pairs if not m.wide] + [m for m in pairs if m.wide]


def _pair(meta: Meta) -> dict[str, Any]:
    return {"label": meta.label, "value": meta.value, "wide": meta.wide}


def _numbers(number: str) -> list[str]:
    """The number of the notice, whole and shorter: 马家沟〔2026〕惠 001号, 惠 001号."""
    return list(
        dict.fromkeys((number, number.rpartition("·")[2], number.rpartition("〕")[2]))
    )


def _chart(chart: Chart) -> dict[str, Any]:
    bars = [as_plain(bar) | {"words": bar.words} for bar in chart.bars]
    return {**as_plain(chart), "bars": bars}


def _photo(photo: Photo, jpeg: bytes) -> dict[str, Any]:
    """As SVG around the JPEG: Typst takes a long text at once, long lists of numbers slowly."""
    data = base64.b64encode(jpeg).decode()
    size = f'width="{photo.width}" height="{photo.height}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/jpeg;base64,{data}"/></svg>'
    )
    return {"svg": svg, "ratio": photo.width / photo.height}


def _vote(vote: Vote) -> dict[str, Any]:
    yes = next((c.value for c in vote.counts if c.label == "同意"), "")
    return {
        "no": vote.no,
        "title": vote.title,
        "result": vote.result,
        "counts": [{"label": c.label, "value": c.value} for c in vote.counts],
        "shares": list(vote.shares),
        "said": f"同意{yes}人" if yes else "同意",
        "check": vote.check,
    }


def _correction(content: NoticeContent, circle: Circle) -> dict[str, Any] | None:
    fix = content.correction
    if fix is None:
        return None
    rows = fix.board if circle is Circle.BOARD else fix.web
    shown = rows[:MAX_DIFFERENCES]
    more = len(rows) - len(shown)
    return {
        "summary": fix.summary,
        "reason": fix.reason,
        "rows": [
            {"who": d.who, "field": d.field, "before": d.before, "after": d.after}
            for d in (*shown, *fix.totals)
        ],
        "more": f"另有 {more} 处改动，看表里带“改”“补”的行，或扫码看全部。"
        if more
        else "",
    }


def qr(content: NoticeContent) -> dict[str, str]:
    """The code, the address under it and the 校验码; empty for a draft."""
    if content.is_draft or not content.url:
        return {
            "svg": "",
            "alt": "",
            "call": "",
            "address": "网址审核后才有",
            "code": "",
        }
    address = content.url.removeprefix("https://").removeprefix("http://")
    return {
        "svg": qr_svg(content.url),
        "alt": "扫码打开这份公示的网页",
        "call": "扫码看全文",
        "address": address,
        "code": content.check_code,
    }
