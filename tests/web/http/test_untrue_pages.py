"""A page that lies in its file is not shown once something of it is not as it was signed."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from villagepub.factory import create_app
from villagepub.settings import Settings


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE notice SET title = '别的'",
        "UPDATE notice SET objection_until = '2026-12-30'",
        "UPDATE noticeversion SET content = records",
        "UPDATE noticeversion SET reason = '别的'",
        "DELETE FROM auditentry WHERE action = 'notice.publish'",
    ],
)
def test_what_was_changed_beside_the_log_shows_though_the_page_was_made_before(
    chosen: Settings, county: Engine, sheets_folder: Path, change: str
) -> None:
    address = f"/n/{stage.publish(county, sheets_folder)}"
    assert create_app(chosen, engine=county).test_client().get(address).text
    with county.begin() as connection:
        connection.exec_driver_sql(change)
    again = create_app(chosen, engine=county).test_client()  # nothing is in memory
    assert again.get(address).status_code == 409
