"""A photographed list is read beside the request that brought it: who sent it may go.

The photo stays in the memory of this process until it is read and is kept nowhere; what
the draft keeps meanwhile is that one is on its way, and in whose hands. A process that is
told to end reads first what it has (``finish``). Of one that was killed the photo is gone,
and its page says so at once; of one on another machine, after ``MAX_DURATION``.
"""

import os
import socket
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock, Thread

import structlog
from sqlalchemy.engine import Engine

from villagepub import clock, db, logs, photo, privacy, tables
from villagepub.access import Actor
from villagepub.act import Act, acting
from villagepub.audit_actions import AuditAction
from villagepub.errors import UserError
from villagepub.models import Draft, Notice
from villagepub.notices import photo_readings, uploads
from villagepub.notices.draft_sheet import DraftSheet, PhotoJob
from villagepub.notices.held_draft import EDITABLE, HeldDraft, hold
from villagepub.notices.photo_readings import PhotoReading
from villagepub.notices.uploads import SheetFile
from villagepub.notices.validation import year_of
from villagepub.settings import Settings

log = structlog.get_logger()

MAX_DURATION = timedelta(minutes=15)  # the fourth that waits has been read by then
MAX_WAITING = 4  # photos of at most 20 MB in a process
LOOK = 0.1  # seconds
FULL = "前面还有好几张照片在读，请过几分钟再拍一张。"
FAILED = "照片没读成，请再拍一张。"
LOST = "照片读到一半断了，请再拍一张。"

_turn = Lock()
_on_the_way: set["_Reading"] = set()


def begin(
    act: Act, *, draft_id: int, revision: int, filename: str, digest: str
) -> PhotoJob:
    """Say in the draft that a photo is being read for it; ``digest`` keyed."""
    held = hold(act, draft_id, revision)
    own = held.sheet
    name = privacy.file_name(filename)
    job = PhotoJob(filename=name, begun_at=act.at, reader=_process(os.getpid()))
    kept = own.digest if own.tables else digest
    sheet = replace(own.without_photo(), job=job, digest=kept)
    held.save(AuditAction.DRAFT_PHOTO, sheet, file_digest=digest)
    return job


def is_waiting(sheet: DraftSheet, *, at: datetime) -> bool:
    """Whether a photo is being read for the draft."""
    job = sheet.job
    if job is None or job.fault or at >= job.begun_at + MAX_DURATION:
        return False
    host, _, pid = job.reader.rpartition("/")[0].rpartition("/")
    return host != socket.gethostname() or job.reader == _process(int(pid))


def _process(pid: int) -> str:
    """Host, number and start of a process: no other has ever all three; '' where there
    is no telling.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    # proc(5): field 22, the second is (name)
    start = stat.rpartition(")")[2].split()[19]
    return f"{socket.gethostname()}/{pid}/{start}"


def fault_of(sheet: DraftSheet, *, at: datetime) -> str:
    """Why the last photo gave no sheet; '' where none was brought, or it still may."""
    if sheet.job is None or is_waiting(sheet, at=at):
        return ""
    return sheet.job.fault or LOST


def read(
    engine: Engine,
    settings: Settings,
    actor: Actor,
    *,
    draft_id: int,
    job: PhotoJob,
    data: bytes,
) -> None:
    """Read the photo in a thread of its own; what comes of it is put into the draft."""
    reading = _Reading(engine, settings, actor, draft_id, job)
    if len(_on_the_way) >= MAX_WAITING:
        reading.put(FULL)
        return
    _on_the_way.add(reading)
    Thread(target=reading.run, args=(data,), daemon=True).start()


def finish(seconds: float) -> None:
    """Wait until what is here is read, so long at most; of the rest its pages say that it
    was lost.
    """
    end = time.monotonic() + seconds
    while _on_the_way and time.monotonic() < end:
        time.sleep(LOOK)
    for reading in tuple(_on_the_way):
        reading.put(LOST)


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    engine: Engine
    settings: Settings
    actor: Actor
    draft_id: int
    job: PhotoJob

    def run(self, data: bytes) -> None:
        try:
            with _turn:
                grid = photo.read(data, self.job.filename)
            self.put(self._reading_of(grid, data))
        except UserError as error:
            self.put(str(error))
        except Exception as error:
            kind, where = type(error).__name__, logs.place_of(error)
            log.error("photo_not_read", draft=self.draft_id, kind=kind, where=where)
            self.put(FAILED)
        finally:
            _on_the_way.discard(self)

    def _reading_of(self, grid: photo.PhotoGrid, data: bytes) -> PhotoReading:
        with db.reading(self.engine) as session:
            draft = session.get_one(Draft, self.draft_id)
            notice = session.get_one(Notice, draft.notice_id)
            name = self.job.filename
            found = uploads.read_sheet(
                session,
                SheetFile(tables.read_grid(grid.as_grid(name)), name, data),
                village_code=notice.village_code,
                form=notice.form,
                period=notice.period,
                id_key=self.settings.id_key,
            )
            return photo_readings.begin(found, grid, year=year_of(notice.period))

    def put(self, found: PhotoReading | str) -> None:
        """The reading, or why there is none. Another sheet or photo came first: nothing."""
        with acting(self.engine, at=clock.now(), actor=self.actor) as act:
            draft = act.session.get_one(Draft, self.draft_id)
            held = HeldDraft.of(act, draft)
            if held.sheet.job != self.job or draft.status not in EDITABLE:
                return
            if isinstance(found, PhotoReading):
                photo_readings.keep(
                    act,
                    draft_id=self.draft_id,
                    revision=draft.revision,
                    reading=found,
                    key=self.settings.secret_key,
                )
                return
            failed = replace(held.sheet, job=replace(self.job, fault=found))
            held.save(AuditAction.DRAFT_PHOTO, failed, fault=found)
