"""What the columns of a village's sheets mean, where a person has said it."""

from collections.abc import Sequence

from sqlmodel import Session

from villagepub.models import Notice, SheetLayout
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.tables import layout_key


def remember(
    session: Session,
    notice: Notice,
    sheet: DraftSheet,
    mappings: Sequence[Sequence[str]],
) -> None:
    """What the columns mean: the village's next sheet of this layout is read so."""
    for table, mapping in zip(sheet.tables, mappings, strict=True):
        session.merge(
            SheetLayout(
                place_code=notice.village_code,
                form=notice.form,
                heads=layout_key(table),
                mapping=list(mapping),
            )
        )
