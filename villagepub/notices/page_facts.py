"""All that a notice's page is made of, as the database has it, unread: one digest.

A page is a function of these rows and of the program. While they are the same nothing
has to be opened, neither what was signed nor the log that it is held against: that was
done when the page was made of them.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel, col

from villagepub import integrity
from villagepub.audit import SUBJECTS
from villagepub.models import (
    AuditEntry,
    Holiday,
    Notice,
    NoticePhoto,
    NoticeVersion,
    PowerVersion,
)
from villagepub.powers.versions import IS_SHOWN, TOWNSHIP


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    village_code: str
    digest: bytes


FactsReader = Callable[[str], PageFacts | None]

_GIVEN = ("public_id", "subject", "village", "township")
_WORD = SUBJECTS[Notice][0]  # of a notice in the log
_IS_IT = col(Notice.public_id) == sa.bindparam("public_id")
_APART = ("village_code", "drawing_since", "checked_version", "created_at")


def _columns(table: type[SQLModel], *, apart: Sequence[str] = ()) -> list[Any]:
    return [c for c in sa.inspect(table).columns if c.name not in apart]


_NOTICE = sa.select(col(Notice.village_code), *_columns(Notice, apart=_APART)).where(
    _IS_IT, col(Notice.version) > 0
)
_id = sa.select(col(Notice.id)).where(_IS_IT).scalar_subquery()
_of = sa.select(col(Notice.result_of)).where(_IS_IT).scalar_subquery()
_REST = (
    sa.select(*_columns(NoticeVersion))
    .where(col(NoticeVersion.notice_id) == _id)
    .order_by(col(NoticeVersion.version)),
    integrity.LOGGED.where(col(AuditEntry.subject) == sa.bindparam("subject")),
    sa.select(col(NoticePhoto.digest), col(NoticePhoto.data))
    .where(col(NoticePhoto.notice_id) == _id)
    .order_by(col(NoticePhoto.id)),
    sa.select(*_columns(PowerVersion, apart=("content",)))
    .where(IS_SHOWN)
    .order_by(col(PowerVersion.id)),
    # the outcome of a 公示, or the 公示 of an outcome
    sa.select(
        col(Notice.public_id),
        col(Notice.title),
        col(Notice.status),
        col(Notice.attribute),
    )
    .where(sa.or_(col(Notice.result_of) == _id, col(Notice.id) == _of))
    .order_by(col(Notice.id)),
    sa.select(col(Holiday.on)).order_by(col(Holiday.on)),
)


def facts_reader(engine: Engine) -> FactsReader:
    """A function from a public id to what its pages hang on; None where nothing was ever
    published, or nobody answers: the application says which.
    """
    notice = RawQuestion(engine, _NOTICE)
    rest = [RawQuestion(engine, statement) for statement in _REST]
    away = (SQLAlchemyError, engine.dialect.loaded_dbapi.Error)

    def ask(cursor: Any, public_id: str) -> PageFacts | None:
        given = {"public_id": public_id, "subject": f"{_WORD}:{public_id}"}
        found = notice.rows(cursor, given)
        if not found:
            return None
        village = str(found[0][0])
        given |= {"village": village, "township": village[:TOWNSHIP]}
        answers = [found, *(question.rows(cursor, given) for question in rest)]
        return PageFacts(village_code=village, digest=_digest(answers))

    def look(public_id: str) -> PageFacts | None:
        try:
            connection = engine.raw_connection()
        except away:
            return None
        try:
            return ask(connection.cursor(), public_id)
        except away:
            return None
        finally:
            connection.close()

    return look


class RawQuestion:
    """A statement compiled once, for the driver's own cursor: no objects are made of its
    rows. Its parameters are texts and numbers.
    """

    def __init__(self, engine: Engine, statement: Any) -> None:
        compiled = statement.compile(engine)
        whole = compiled.construct_expanded_state(dict.fromkeys(_GIVEN, ""))
        self._text, self._own = whole.statement, dict(whole.parameters)
        self._order = whole.positiontup

    def rows(self, cursor: Any, given: Mapping[str, str]) -> Sequence[Sequence[Any]]:
        values: Any = {name: given.get(name, own) for name, own in self._own.items()}
        if self._order is not None:
            values = [values[name] for name in self._order]
        cursor.execute(self._text, values)
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
        return rows


def _digest(answers: Sequence[Sequence[Sequence[Any]]]) -> bytes:
    digest = hashlib.sha256()
    for piece in _pieces(answers):
        digest.update(piece)
    return digest.digest()


def _pieces(answers: Sequence[Sequence[Sequence[Any]]]) -> Iterator[bytes]:
    """Every value so that it can be none other; long ones as they are."""
    for answer in answers:
        for row in answer:
            plain = [v if not isinstance(v, bytes) else len(v) for v in row]
            yield repr(plain).encode()
            yield from (v for v in row if isinstance(v, bytes))
        yield b"\n"
