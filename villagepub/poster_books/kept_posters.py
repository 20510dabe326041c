"""A notice's poster for the wall as it was drawn once: the file of a version, kept.

It shows the 村内 circle, so no public address leads to it. It stands in the notice's own
folder of drawn files: whatever happens to the notice removes it with the others. Of what
hangs no longer none is kept.
"""

import hashlib
from pathlib import Path
from typing import Unpack

from sqlalchemy.engine import Engine
from sqlmodel import Session

from villagepub import db, render, store
from villagepub.canonical_json import canonical_json
from villagepub.content import NoticeContent
from villagepub.notices import drawn_files, queries
from villagepub.render import Paper, PrintedCode, Printing
from villagepub.states import CODES, NoticeStatus
from villagepub.wechat import poster_codes


def poster_code_of(session: Session, village_code: str) -> PrintedCode | None:
    """The village's poster code: into its group, else to the 公众号."""
    for row in poster_codes.of_village(session, village_code):
        call = CODES[row.kind].text
        return PrintedCode(call=call, url=row.url, picture=row.picture or b"")
    return None


def poster(
    engine: Engine,
    store_url: str,
    content: NoticeContent,
    *,
    paper: Paper,
    **how: Unpack[Printing],
) -> bytes:
    """Drawn, or as it was drawn before from the same facts. Raises MissingGlyph."""
    path = f"{_folder(content)}/{_name(content, paper, how)}"
    try:
        kept = store.get_at(store_url, path)
        return kept.read_bytes() if isinstance(kept, Path) else kept
    except FileNotFoundError:
        pdf = render.poster_pdf(content, paper=paper, **how)
        store.put_at(store_url, path, pdf)
        if not _hangs(engine, content):  # or no longer: what clears up has been here
            store.clear(store_url, _folder(content))
        return pdf


def _hangs(engine: Engine, content: NoticeContent) -> bool:
    """Is this what stands on the board and on the web, with its names?"""
    with db.reading(engine) as session:
        notice = queries.by_public_id(session, content.public_id)
        return (
            notice is not None
            and notice.status is NoticeStatus.PUBLISHED
            and notice.version == content.version
            and notice.names_gone_at is None
        )


def _folder(content: NoticeContent) -> str:
    return f"{drawn_files.FOLDER}/{content.public_id}/board-v{content.version}"


def _name(content: NoticeContent, paper: Paper, how: Printing) -> str:
    """By everything that the sheet depends on."""
    mark = how.get("mark", "")
    facts = canonical_json([content.digest, content.check_code, content.url, mark])
    print_ = hashlib.sha256(facts.encode())
    if code := how.get("poster_code"):
        print_.update(code.call.encode() + code.url.encode() + code.picture)
    return f"{paper}-{how.get('ink', 'colour')}-{print_.hexdigest()[:32]}.pdf"
