"""``villagepub share``: what goes into groups is what the page shows on that day."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import AT, CASES
from villagepub import db
from villagepub.cli.instance import Instance
from villagepub.cli.notices import forwarded, share
from villagepub.errors import UserError
from villagepub.notices import expiry


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder, CASES[0])


@pytest.fixture
def own(county: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    monkeypatch.setenv("VILLAGEPUB_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("VILLAGEPUB_DATABASE_URL", str(county.url))
    return Instance()


def run(own: Instance, folder: Path, public_id: str) -> Result:
    words = [public_id, "-o", str(folder / "out")]
    return CliRunner().invoke(share, words, obj=own)


def test_after_the_posting_period_nobody_on_the_list_is_drawn(
    own: Instance, county: Engine, public_id: str, tmp_path: Path
) -> None:
    assert len(forwarded(own, public_id).web.rows) == 73
    expiry.take_names_down(county, at=AT + timedelta(days=90))
    content = forwarded(own, public_id)
    assert content.web.rows == content.board.rows == ()
    assert run(own, tmp_path, public_id).exit_code == 0
    assert (tmp_path / "out" / "图片1.png").exists()


def test_what_was_withdrawn_is_not_forwarded(
    own: Instance, county: Engine, public_id: str, tmp_path: Path
) -> None:
    with db.transaction(county) as session:
        stage.withdraw(session, at=AT + timedelta(days=2), reason="贴错了年份")
    done = run(own, tmp_path, public_id)
    assert isinstance(done.exception, UserError)
    assert "已经撤回" in str(done.exception)
    assert not (tmp_path / "out").exists()
