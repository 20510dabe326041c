"""Where ``forms.get`` finds a township's own forms: the issued versions, which never change."""

import re

from sqlalchemy.engine import Engine
from sqlmodel import col, select

from villagepub import db, forms
from villagepub.forms.form import Form
from villagepub.forms.loader import build, raw_data
from villagepub.models import FormVersion

_ID = re.compile(r"Z([1-9][0-9]{0,5})\.([1-9][0-9]{0,2})")


class Stored:
    """The forms of one database; each is read once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, Form] = {}

    def get(self, form_id: str) -> Form | None:
        """None for an id of another sort, and for a version that is not issued."""
        found = _ID.fullmatch(form_id)
        if form_id in self._known or found is None:
            return self._known.get(form_id)
        number, version = map(int, found.groups())
        with db.reading(self._engine) as session:
            row = session.exec(
                select(FormVersion).where(
                    FormVersion.number == number,
                    FormVersion.version == version,
                    col(FormVersion.issued_at).is_not(None),
                )
            ).first()
        return self._kept(row) if row else None

    def issued(self) -> tuple[Form, ...]:
        with db.reading(self._engine) as session:
            rows = session.exec(
                select(FormVersion).where(col(FormVersion.issued_at).is_not(None))
            ).all()
        return tuple(self._known.get(r.form_id) or self._kept(r) for r in rows)

    def _kept(self, row: FormVersion) -> Form:
        # What was issued holds, whatever is asked of a form that is made today.
        data = raw_data(row.content, row.form_id)
        form = build({**data, "id": row.form_id}, row.form_id)
        self._known[row.form_id] = form
        return form


def use(engine: Engine) -> None:
    """From now on this process knows the own forms of this database."""
    forms.use(Stored(engine))
