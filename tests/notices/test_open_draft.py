"""A draft is read and checked once, whoever asks: it is what costs with 2,000 rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from villagepub import db
from villagepub.models import Draft
from villagepub.notices import open_draft, validation
from villagepub.notices.validation import Inspection


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line for each time that a sheet is filled and checked from here on."""
    times: list[str] = []

    def inspect(*given: Any, **named: Any) -> Inspection:
        times.append("checked")
        return validation.inspect(*given, **named)

    monkeypatch.setattr(open_draft, "inspect", inspect)
    return times


@pytest.mark.parametrize("steps", [[stage.submit], [stage.submit, stage.approve]])
def test_submitting_checks_the_sheet_once_and_so_does_signing(
    county: Engine,
    sheets_folder: Path,
    checked: list[str],
    steps: list[Callable[..., object]],
) -> None:
    case = stage.CASES[0]
    sheet = (sheets_folder / "notices" / case.file).read_bytes()
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), sheet, case.file)
        draft_id = stage.settle_all(session, draft).id
        checked.clear()
        for step in steps:
            step(session, session.get_one(Draft, draft_id))
    assert len(checked) == len(steps)


def test_only_one_loader_checks_a_draft() -> None:
    rooms = Path(open_draft.__file__).parents[1]
    asking = [
        path.name
        for path in rooms.rglob("*.py")
        if "validation import" in (text := path.read_text("utf-8"))
        and "inspect(" in text
    ]
    # The trial of a township's own form has a sheet and no draft.
    assert sorted(asking) == ["open_draft.py", "trial.py"]
