"""What is only known to be posted owes the same as every notice read in full."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlmodel import Session

from tests.duties.test_queries import AT, MAJIAGOU, ground, item  # noqa: F401
from villagepub.duties import notice_states
from villagepub.duties import queries as duty_queries
from villagepub.duties.duty import Duty, OwedItem
from villagepub.duties.obligations import YEARS, duties
from villagepub.models import Draft, Notice, VillageItem
from villagepub.period import Period
from villagepub.states import Attribute, DraftStatus, NoticeStatus

LEDGER, AID = "村级财务收支逐笔明细", "农村最低生活保障对象"
LIMITS = ("每月20日前", "每季度末月25日", "每季度首月10日前", "每年", "随时", "每年3月底前公布上年度",
          "公示7日；发放结果随时公布", "公示期满后5日内公布结果")  # fmt: skip
PERIODS = ("2023", "2024", "2025", "2026", "2024H2", "2026H1", "2024Q1", "2025Q4", "2026Q1",
           "2026Q2", "2026Q3", "2026Q4", "2024-01", "2025-12", "2026-07", "2026-08", "2026-09",
           "2026-10", "2026-11", "2026-06-20", "2026-06-20.2", "2025-02-01", "2026-11-23")  # fmt: skip
NOTICES = st.fixed_dictionaries(
    {
        "is_first": st.booleans(),
        "period": st.sampled_from(PERIODS),
        "version": st.integers(0, 2),
        "is_withdrawn": st.booleans(),
        "attribute": st.sampled_from([Attribute.ACTIVE, Attribute.NONE]),
        "objection_until": st.sampled_from([None, None, date(2026, 10, 18)]),
        "result_of": st.sampled_from([None, None, None, 1, 2, 3]),
        "draft": st.sampled_from([None, None, DraftStatus.DRAFT, DraftStatus.RETURNED]),
    }
)


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.lists(NOTICES, max_size=12),
    limits=st.tuples(st.sampled_from(LIMITS), st.sampled_from(LIMITS)),
    on=st.dates(date(2026, 9, 1), date(2027, 2, 1)),
    span=st.sampled_from([None, "2026Q3", "2025", "2026"]),
)
def test_what_is_plainly_posted_need_not_be_read_in_full(
    ground: Engine,  # noqa: F811
    rows: list[dict[str, Any]],
    limits: tuple[str, str],
    on: date,
    span: str | None,
) -> None:
    looked_at = Period.parse(span) if span else None
    with Session(ground) as session:
        first, second = item(session, LEDGER), item(session, AID)
        for one, limit in zip((first, second), limits, strict=True):
            one.limit, one.owed_from = limit, date(2024, 3, 1)
        for number, row in enumerate(rows, 1):
            lay(session, number, row, first if row["is_first"] else second)
        session.flush()
        found = duty_queries.of_villages(session, [MAJIAGOU], on=on, span=looked_at)[
            MAJIAGOU
        ]
        expected = in_full(session, found, on, looked_at)
        session.rollback()
    assert found == expected


def lay(session: Session, number: int, row: dict[str, Any], of: VillageItem) -> None:
    version = row["version"]
    status = NoticeStatus.WITHDRAWN if row["is_withdrawn"] else NoticeStatus.PUBLISHED
    session.add(
        Notice(
            id=number,
            public_id=f"k{number}",
            village_code=MAJIAGOU,
            item_id=of.id,
            result_of=row["result_of"],
            form=of.form,
            period=row["period"],
            title=of.name,
            status=status if version else NoticeStatus.UNPUBLISHED,
            version=version,
            attribute=row["attribute"],
            objection_until=row["objection_until"],
            published_at=datetime(2026, 10, 12, tzinfo=UTC) if version else None,
            created_at=AT,
        )
    )
    if row["draft"]:
        session.flush()
        session.add(
            Draft(
                notice_id=number,
                version=version + 1,
                status=row["draft"],
                author_id=1,
                created_at=AT,
                saved_at=AT,
            )
        )


def in_full(
    session: Session, found: Sequence[Duty], on: date, span: Period | None
) -> tuple[Duty, ...]:
    """As it was reckoned while every notice of the years was read."""
    items = sorted({d.item.item_id: d.item for d in found}.values(), key=position)
    ids = [one.item_id for one in items]
    notices = notice_states.of_villages(
        session, [MAJIAGOU], since=str(on.year - YEARS), asked=PERIODS, whole=ids
    ).get(MAJIAGOU, [])
    return duties(items, notices, {}, on=on, span=span)


def position(one: OwedItem) -> tuple[int, int]:
    return one.position, one.item_id
