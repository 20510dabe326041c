"""A notice taken off the web by its clerk."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.web.clerk.desk import Desk, form_of
from villagepub.web.http import request_context


def test_a_withdrawal_wakes_the_worker_so_that_groups_and_files_do_not_wait(
    clerk: Desk, county: Engine, sheets_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id = stage.publish(county, sheets_folder)
    page = clerk.get(f"/clerk/notices/{public_id}/withdrawal")
    phrase = form_of(page, "/withdrawal").select_one("input[name=phrase]")
    assert phrase
    woken: list[bool] = []
    monkeypatch.setattr(request_context, "poke_worker", lambda: woken.append(True))
    clerk.send(page, {"phrase": phrase["value"]}, action="/withdrawal")
    assert woken == [True]
