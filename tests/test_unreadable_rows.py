"""A word that this program never writes is named, wherever it is stored."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from villagepub import db
from villagepub.models import Notice
from villagepub.models.base import UnknownWord
from villagepub.unreadable_rows import find_unknown_words


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("notice", "status"),
        ("notice", "attribute"),
        ("draft", "status"),
        ("delivery", "state"),
        ("channel", "kind"),
        ("staff", "role"),
        ("catalogitem", "scope"),
    ],
)
def test_a_word_that_there_is_not_is_named_with_its_row(
    county: Engine, sheets_folder: Path, table: str, column: str
) -> None:
    stage.publish(county, sheets_folder)
    with db.reading(county) as session:
        assert not list(find_unknown_words(session))
    with county.begin() as connection:
        connection.execute(
            sa.text(f"UPDATE {table} SET {column} = 'gone' WHERE id = 1")  # noqa: S608
        )
    with db.reading(county) as session:
        (said,) = find_unknown_words(session)
    assert said == f"{table} 第 1 行的 {column} 存着“gone”，没有这个词，被人动过。"


def test_whoever_reads_it_is_told_and_shown_no_guess(
    county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    with county.begin() as connection:
        connection.execute(sa.text("UPDATE notice SET status = 'gone'"))
    with (
        db.reading(county) as session,
        pytest.raises(UnknownWord, match="audit verify"),
    ):
        session.exec(select(Notice)).all()
