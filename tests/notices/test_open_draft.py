"""A draft is read and checked once, whoever asks: it is what costs with 2,000 rows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from villagepub import db
from villagepub.models import Draft, Notice, Place
from villagepub.notices import open_draft, publication, validation
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.open_draft import BESIDE, MAX_KEPT, Recent
from villagepub.notices.validation import Inspection


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line for each time that a sheet is filled and checked; none was before."""
    times: list[str] = []
    monkeypatch.setattr(open_draft, "_inspections", Recent[Inspection]())

    def inspect(*given: Any, **named: Any) -> Inspection:
        times.append("checked")
        return validation.inspect(*given, **named)

    monkeypatch.setattr(open_draft, "inspect", inspect)
    return times


@pytest.mark.parametrize("steps", [[stage.submit], [stage.submit, stage.approve]])
def test_submitting_checks_the_sheet_once_and_signing_no_more(
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
    assert len(checked) == 1


def test_a_draft_stays_checked_until_anything_that_it_hangs_on_is_another(
    county: Engine, sheets_folder: Path, checked: list[str]
) -> None:
    case = stage.CASES[0]
    data = (sheets_folder / "notices" / case.file).read_bytes()
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), data, case.file)
        notice = session.get_one(Notice, draft.notice_id)

        def found() -> tuple[Inspection, int]:
            checked.clear()
            work = open_draft.of(session, notice, draft, on=stage.AT.date())
            return work.inspection, len(checked)

        first, _ = found()
        assert found() == (first, 0)
        session.get_one(Place, notice.village_code).short_name = "高家峁村"
        renamed, times = found()
        assert (times, renamed == first) == (1, False)
        notice.period = "2025"
        assert found()[1] == 1
        notice.form = "T9"
        other, times = found()
        assert (times, other.form.id) == (1, "T9")
        draft.sheet = DraftSheet().to_json()
        assert found()[0].entry.records == ()


def test_nobody_who_reads_a_kept_draft_changes_it(
    county: Engine, sheets_folder: Path
) -> None:
    case = stage.CASES[1]
    data = (sheets_folder / "notices" / case.file).read_bytes()
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session, case), data, case.file)
        notice = session.get_one(Notice, draft.notice_id)
        work = open_draft.of(session, notice, draft, on=stage.AT.date())
        before = repr((work.sheet, work.inspection))
        first = publication.preview(session, work)
        again = open_draft.of(session, notice, draft, on=stage.AT.date())
        assert again.inspection is work.inspection
        assert publication.preview(session, again) == first
        assert repr((again.sheet, again.inspection)) == before


@pytest.mark.parametrize("length", [0, 10, MAX_KEPT // 3])
def test_what_is_kept_has_a_bound_however_short_or_long_the_drafts_are(
    length: int,
) -> None:
    kept, made = Recent[int](), count()
    most = MAX_KEPT // (length + BESIDE)
    for n in range(most + 5):
        assert kept.of("x" * length, n, made.__next__) == n
    assert kept.of("x" * length, most + 4, made.__next__) == most + 4  # the last one
    assert kept.of("x" * length, 0, made.__next__) == most + 5  # the first is forgotten


def test_one_that_is_asked_for_again_stays_and_the_longest_is_kept_alone() -> None:
    kept, made, third = Recent[int](), count(), "x" * (MAX_KEPT // 3)
    for beside in ("a", "b", "a", "c"):
        kept.of(third, beside, made.__next__)
    assert kept.of(third, "a", made.__next__) == 0
    assert kept.of(third, "b", made.__next__) == 3
    assert kept.of("x" * MAX_KEPT, "long", made.__next__) == 4
    assert kept.of("x" * MAX_KEPT, "long", made.__next__) == 4


def test_what_would_fill_the_memory_by_itself_is_not_kept() -> None:
    """A list of 10,000 rows held 40 MB of the web process for good."""
    kept, made, enormous = Recent[int](), count(), "x" * (MAX_KEPT + 1)
    kept.of("short", "a", made.__next__)
    assert [kept.of(enormous, "a", made.__next__) for _ in range(2)] == [1, 2]
    assert kept.of("short", "a", made.__next__) == 0


def test_many_threads_get_each_what_belongs_to_their_draft() -> None:
    kept = Recent[tuple[str, int]]()
    texts = [letter * (MAX_KEPT // 9) for letter in "abcdefghijkl"]

    def ask(n: int) -> bool:
        text, beside = texts[n % 12], n % 5
        return kept.of(text, beside, lambda: (text, beside)) == (text, beside)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(2_000)))


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
