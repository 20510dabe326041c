"""A notice's poster for the wall as it was drawn once: the file of a version, kept.

It shows the 村内 circle, so no public address leads to it. It stands in the notice's own
folder of drawn files: whatever happens to the notice removes it with the others.
"""

import hashlib
from pathlib import Path

from sqlmodel import Session

from villagepub import render, store
from villagepub.canonical_json import canonical_json
from villagepub.content import NoticeContent
from villagepub.notices import drawn_files
from villagepub.render import Door, Ink, Paper
from villagepub.states import CODES
from villagepub.wechat import poster_codes


def door_of(session: Session, village_code: str) -> Door | None:
    """The village's second code: into its group, else to the 公众号."""
    for row in poster_codes.of_village(session, village_code):
        call = CODES[row.kind].text
        return Door(call=call, url=row.url, picture=row.picture or b"")
    return None


def poster(
    store_url: str,
    content: NoticeContent,
    *,
    paper: Paper,
    ink: Ink,
    door: Door | None,
    mark: str,
) -> bytes:
    """Drawn, or as it was drawn before from the same facts. Raises MissingGlyph."""
    path = _path(content, paper, ink, door, mark)
    try:
        kept = store.get_at(store_url, path)
        return kept.read_bytes() if isinstance(kept, Path) else kept
    except FileNotFoundError:
        pdf = render.poster_pdf(content, paper=paper, ink=ink, door=door, mark=mark)
        store.put_at(store_url, path, pdf)
        return pdf


def _path(
    content: NoticeContent, paper: Paper, ink: Ink, door: Door | None, mark: str
) -> str:
    """By everything that the sheet depends on."""
    facts = canonical_json([content.digest, content.check_code, content.url, mark])
    print_ = hashlib.sha256(facts.encode())
    if door:
        print_.update(door.call.encode() + door.url.encode() + door.picture)
    name = f"{paper}-{ink}-{print_.hexdigest()[:32]}.pdf"
    return f"{drawn_files.FOLDER}/{content.public_id}/board-v{content.version}/{name}"
