"""素材: a picture that an account has already is not uploaded once more.

The 素材库 holds a limited number of pictures; a cover comes again when an article and a
mass message announce one notice, and when something is sent once more.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select

from villagepub import db
from villagepub.models import Material


def kept(
    engine: Engine,
    *,
    account_id: int,
    data: bytes,
    upload: Callable[[], str],
    at: datetime,
) -> str:
    """The account's media_id of the picture, uploaded if it has none."""
    digest = hashlib.sha256(data).hexdigest()
    with db.reading(engine) as session:
        there = session.exec(
            select(Material.media_id).where(
                Material.account_id == account_id, Material.digest == digest
            )
        ).first()
    if there:
        return there
    media_id = upload()
    row = Material(account_id=account_id, digest=digest, media_id=media_id, at=at)
    try:
        with db.transaction(engine) as session:
            session.add(row)
    except IntegrityError:
        pass  # another worker uploaded it too: one picture too many harms nobody
    return media_id


def forget(engine: Engine, *, account_id: int, media_id: str) -> bool:
    """Somebody deleted it from the 素材库; False if it was not one of ours."""
    with db.transaction(engine) as session:
        gone = session.connection().execute(
            delete(Material).where(
                col(Material.account_id) == account_id,
                col(Material.media_id) == media_id,
            )
        )
        return bool(gone.rowcount)
