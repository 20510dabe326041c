"""What is held against what: the same whatever order the database answers in."""

from datetime import UTC, date, datetime

import pytest

from tests.stage import SUBSIDY, VILLAGE
from villagepub.findings.check_targets import ItemDuties, _target
from villagepub.models import Disclosure, Notice, VillageItem


def posted(period: str) -> Notice:
    return Notice(
        public_id=period,
        village_code=VILLAGE,
        item_id=1,
        form="T8",
        period=period,
        title=SUBSIDY,
        created_at=datetime(2026, 6, 19, tzinfo=UTC),
    )


@pytest.mark.parametrize("periods", [("2026H1", "2026H2"), ("2026H2", "2026H1")])
def test_of_two_notices_of_the_year_the_earlier_is_said_to_be_there_instead(
    periods: tuple[str, str],
) -> None:
    item = VillageItem(id=1, village_code=VILLAGE, item_key=SUBSIDY, name=SUBSIDY)
    disclosure = Disclosure(
        id=1,
        place_code=VILLAGE[:9],
        item=SUBSIDY,
        form="T8",
        period="2026",
        title=SUBSIDY,
        published_on=date(2026, 6, 1),
        filename="名单.xlsx",
        digest="",
    )
    own = {period: posted(period) for period in periods}
    lists = {"2026": (disclosure, 1, "", 75)}
    found = _target(item, "2026", own, lists, ItemDuties(None, set(), set()))
    assert found.other_period == "2026H1"
