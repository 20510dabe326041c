"""A timer that was renamed goes on where it was: its turn is not done twice."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests import stage
from villagepub import db, timers
from villagepub.duties import hangings
from villagepub.notices import abandoned_readings

OLD_NAMES = "0021"  # the last at which two were called photos and papers


@pytest.mark.parametrize("timer", [hangings.TIMER, abandoned_readings.TIMER])
def test_a_turn_that_an_older_program_has_done_is_done(
    county: Engine, timer: timers.Task
) -> None:
    while timers.work(county, [timer], at=stage.AT):
        pass
    db.downgrade(county, OLD_NAMES)
    with county.connect() as connection:
        names = set(connection.scalars(sa.text("SELECT name FROM timer")))
    assert names in ({"photos"}, {"papers"})
    db.upgrade(county)
    assert not timers.work(county, [timer], at=stage.AT)
