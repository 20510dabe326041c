"""A long draft is gone once its page is made: the next one does not come on top of it."""

import gc
from pathlib import Path

import pytest

from tests.web.clerk.desk import SUBSIDY, Desk
from villagepub.notices import open_draft
from villagepub.notices.open_draft import OpenDraft


def drafts_in_memory() -> int:
    return sum(type(one) is OpenDraft for one in gc.get_objects())


@pytest.mark.parametrize("shown", ["sheet", "rows", "check", "preview/web"])
def test_nothing_holds_a_long_draft_when_its_page_is_made(
    clerk: Desk, sheets_folder: Path, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = clerk.upload(SUBSIDY, sheets_folder)
    path = str(found.response.request.path).removesuffix("sheet")
    monkeypatch.setattr(open_draft, "MAX_KEPT", 100)
    del found
    gc.collect()
    gc.disable()
    try:
        clerk.client.get(path + shown)
        assert drafts_in_memory() == 0
    finally:
        gc.enable()
