"""One published notice, as villagers find it."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)
