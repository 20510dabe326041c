"""The year's file of a village: everything it posted, to be kept without this program.

村务档案 are to be 真实、准确、完整和规范 (citations: ``village-archive``). A zip holds each version
as the poster that hung (PDF/A-2a), its table and its frozen content; 目录.csv lists them
and 校验.txt has every file's SHA-256, as ``sha256sum -c`` reads it. It shows the 村内
circle: whoever keeps it keeps names.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import Session, col, select

from villagepub import clock, integrity, render
from villagepub.atomic_file import whole_or_gone
from villagepub.content import NoticeContent
from villagepub.errors import UserError
from villagepub.models import Notice, NoticeVersion, Place
from villagepub.render.export_rows import csv_rows
from villagepub.states import NoticeStatus

INDEX, HASHES, READ_ME = "目录.csv", "校验.txt", "说明.txt"
HEAD = ["序号", "编号", "标题", "期间", "版本", "贴出日期", "状态", "原因", "经办人", "审核人", "校验码", "内容摘要", "文件夹"]  # fmt: skip
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    notice: Notice
    version: NoticeVersion
    content: NoticeContent

    @property
    def folder(self) -> str:
        """惠001号_2026年耕地地力保护补贴发放公示_第1版."""
        number = self.notice.number.rpartition("〕")[2] or self.notice.public_id
        name = f"{number}_{self.content.title}_第{self.version.version}版"
        return _UNSAFE.sub("", name)[:80]


def save(session: Session, *, village: Place, year: int, path: Path) -> int:
    """Write the year's file; how many versions are in it. Replaces nothing halfway."""
    found = list(_posted(session, village.code, year))
    if not found:
        raise UserError(f"{village.short_name}{year}年没有贴过公示，没有东西可存。")
    with (
        whole_or_gone(path) as unfinished,
        zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        _write(archive, village, year, found)
    return len(found)


def _posted(session: Session, village_code: str, year: int) -> Iterator[Kept]:
    """Every version signed in the year, in the order of signing; a year of China."""
    first, end = _begins(year), _begins(year + 1)
    rows = session.exec(
        select(Notice, NoticeVersion)
        .join(NoticeVersion, col(NoticeVersion.notice_id) == Notice.id)
        .where(
            Notice.village_code == village_code,
            col(NoticeVersion.published_at) >= first,
            col(NoticeVersion.published_at) < end,
        )
        .order_by(col(NoticeVersion.published_at), col(NoticeVersion.id))
    )
    for notice, version in rows:
        content = integrity.verified_content(session, notice, version.version)
        yield Kept(notice=notice, version=version, content=content)


def _begins(year: int) -> datetime:
    return clock.start_of(date(year, 1, 1)).astimezone(UTC)


def _write(
    archive: zipfile.ZipFile, village: Place, year: int, found: list[Kept]
) -> None:
    hashes: list[str] = []

    def add(name: str, data: bytes, at: datetime) -> None:
        info = zipfile.ZipInfo(name, clock.local(at).timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, data)
        hashes.append(f"{hashlib.sha256(data).hexdigest()}  {name}")

    for kept in found:
        for name, data in _files(kept.content).items():
            add(f"{kept.folder}/{name}", data, kept.version.published_at)
    newest = found[-1].version.published_at
    rows = [HEAD, *(_line(n, kept) for n, kept in enumerate(found, 1))]
    add(INDEX, csv_rows(rows), newest)
    add(READ_ME, _read_me(village, year, len(found)).encode(), newest)
    archive.writestr(HASHES, "\n".join(hashes) + "\n")


def _files(content: NoticeContent) -> dict[str, bytes]:
    return {
        "榜.pdf": render.poster_pdf(content, paper="a4", ink="black"),
        "名单.csv": render.csv_table(content.board),
        "内容.json": content.to_json().encode(),
    }


def _line(number: int, kept: Kept) -> list[str]:
    notice, version, content = kept.notice, kept.version, kept.content
    signed = {s.role: s.name for s in content.signatures}
    state, reason = _state(notice, version)
    return [
        str(number),
        notice.number,
        content.title,
        content.period,
        f"第{version.version}版",
        clock.day(version.published_at).isoformat(),
        state,
        reason,
        signed.get("经办人", ""),
        content.reviewer,
        version.check_code,
        version.digest,
        kept.folder,
    ]


def _state(notice: Notice, version: NoticeVersion) -> tuple[str, str]:
    if notice.status is NoticeStatus.WITHDRAWN:
        return "已撤回", notice.withdrawn_reason
    if version.version < notice.version:
        return "后来更正过", version.reason
    return ("更正", version.reason) if version.version > 1 else ("在用", "")


def _read_me(village: Place, year: int, count: int) -> str:
    return (
        f"{village.full_name}{year}年公示档案，共 {count} 份。\n"
        f"{INDEX} 是目录；每份一个文件夹：榜.pdf 是贴出去的榜，名单.csv 是榜上的名单，"
        "内容.json 是签字时的原文。\n"
        f"{HASHES} 是每个文件的 SHA-256，在这个文件夹里用 sha256sum -c {HASHES} 可以核对。\n"
        "里面有村民的全名，请按村务档案保管，不要发到网上。\n"
    )
