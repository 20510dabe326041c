"""Catalogs in versions: twice is once, a changed row is a new version, none is lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from tests.catalog.catalog_sheets import Cell, row, workbook
from villagepub import catalog, db, place_import
from villagepub.access import Actor, Forbidden
from villagepub.act import Act
from villagepub.catalog import CatalogImport
from villagepub.errors import UserError
from villagepub.models import AuditEntry, CatalogItem, VillageItem
from villagepub.states import Role

SUBSIDIES = "涉农补贴领域基层政务公开标准目录.xlsx"
RELIEF = "社会救助领域基层政务公开标准目录.xlsx"
LIST = "村务公开事项目录清单.xlsx"
ROWS = (row(1, "补贴", "高龄津贴"), row(2, "补贴", "护理补贴"), row(3, "机构", "备案"))


def put(
    engine: Engine, at: datetime, rows: Sequence[Sequence[Cell]] = ROWS
) -> CatalogImport:
    with db.transaction(engine) as session:
        return catalog.import_file(
            Act(session, None, at), workbook(rows), filename="养老.xlsx"
        )


def put_file(
    session: Session, sheets_folder: Path, name: str, at: datetime
) -> CatalogImport:
    data = (sheets_folder / "catalog" / name).read_bytes()
    return catalog.import_file(Act(session, None, at), data, filename=name)


def counts(done: CatalogImport) -> tuple[int, int, int]:
    return done.added, done.changed, done.unchanged


@pytest.mark.parametrize(("name", "rows"), [(SUBSIDIES, 4), (RELIEF, 13), (LIST, 12)])
def test_importing_again_changes_nothing(
    engine: Engine, sheets_folder: Path, at: datetime, name: str, rows: int
) -> None:
    with db.transaction(engine) as session:
        first = put_file(session, sheets_folder, name, at)
    with db.transaction(engine) as session:
        second = put_file(session, sheets_folder, name, at)
    assert (counts(first), counts(second)) == ((rows, 0, 0), (0, 0, rows))


def test_codes_are_the_initials_of_the_domain_and_the_place(
    engine: Engine, sheets_folder: Path, at: datetime
) -> None:
    with db.transaction(engine) as session:
        put_file(session, sheets_folder, SUBSIDIES, at)
        put_file(session, sheets_folder, LIST, at)
        codes = list(
            session.exec(select(CatalogItem.code).order_by(col(CatalogItem.id)))
        )
    assert codes[:4] == ["SNBT-01", "SNBT-02", "SNBT-03", "SNBT-04"]
    assert codes[4:6] + codes[-1:] == ["ZWGK-01", "ZWGK-02", "CWGK-12"]


def test_a_changed_row_becomes_a_new_version(engine: Engine, at: datetime) -> None:
    put(engine, at)
    changed = (ROWS[0], row(2, "补贴", "护理补贴", limit="每季度"), ROWS[2])
    assert counts(put(engine, at + timedelta(days=1), changed)) == (0, 1, 2)
    with db.reading(engine) as session:
        versions = session.exec(
            select(CatalogItem)
            .where(CatalogItem.level2 == "护理补贴")
            .order_by(col(CatalogItem.version))
        ).all()
    assert [(v.version, v.is_current, v.code) for v in versions] == [
        (1, False, "YLFW-02"),
        (2, True, "YLFW-02"),
    ]
    assert versions[1].limit == "每季度"


def test_a_row_put_in_between_is_new_and_the_rest_keep_their_codes(
    engine: Engine, at: datetime
) -> None:
    put(engine, at)
    longer = (ROWS[0], row(2, "补贴", "床位补贴"), *ROWS[1:])
    assert counts(put(engine, at, longer)) == (1, 0, 3)
    with db.reading(engine) as session:
        items = catalog.current(session, domain="养老服务")
    assert [(i.code, i.level2) for i in items] == [
        ("YLFW-01", "高龄津贴"),
        ("YLFW-04", "床位补贴"),
        ("YLFW-02", "护理补贴"),
        ("YLFW-03", "备案"),
    ]


def test_a_row_that_is_gone_is_kept_and_named(engine: Engine, at: datetime) -> None:
    put(engine, at)
    assert put(engine, at, ROWS[:2]).missing == ("YLFW-03",)
    with db.reading(engine) as session:
        assert len(catalog.current(session, domain="养老服务")) == 3


def test_a_doubled_row_is_refused_with_both_rows(engine: Engine, at: datetime) -> None:
    done = put(engine, at, (*ROWS, ROWS[0]))
    assert [r.reason for r in done.refused] == ["第 7 行和第 4 行一模一样，只收一次"]


def test_a_text_that_does_not_fit_is_refused_with_its_row(
    engine: Engine, at: datetime
) -> None:
    done = put(engine, at, (*ROWS, row(4, "甲", "乙", limit="长" * 501)))
    assert counts(done) == (3, 0, 0)
    assert done.refused[0].reason == "第 7 行的“公开时限”有 501 个字，最多 500 个"


def test_an_import_leaves_a_trace(engine: Engine, at: datetime) -> None:
    put(engine, at)
    with db.reading(engine) as session:
        entry = session.exec(select(AuditEntry)).one()
    assert entry.action == "catalog.import"
    assert entry.data == {
        "file": "养老.xlsx", "domain": "养老服务", "added": 3, "changed": 0, "unchanged": 0,
    }  # fmt: skip


def test_a_clerk_may_not_import(engine: Engine, at: datetime) -> None:
    clerk = Actor(id=1, name="拓小梅", role=Role.CLERK, place_code="610603102201")
    with pytest.raises(Forbidden), db.transaction(engine) as session:
        catalog.import_file(
            Act(session, clerk, at), workbook(ROWS), filename="养老.xlsx"
        )


def test_a_file_that_fails_leaves_nothing(engine: Engine, at: datetime) -> None:
    with pytest.raises(UserError, match="哪个领域"), db.transaction(engine) as session:
        catalog.import_file(
            Act(session, None, at), workbook(ROWS, title="表"), filename="表.xlsx"
        )
    with db.reading(engine) as session:
        assert session.exec(select(CatalogItem)).first() is None


# --- the villages' lists ---

VILLAGES = ("610603102201", "610603102214")


@pytest.fixture
def ground(engine: Engine, sheets_folder: Path, at: datetime) -> Engine:
    """Two villages and the three catalogs."""

    lines = (
        "code,name,streetCode,street,areaCode",
        "610603102201,马家沟村委会,610603102,沿河湾镇,610603",
        "610603102214,高家峁村委会,610603102,沿河湾镇,610603",
    )
    with db.transaction(engine) as session:
        data = "\n".join(lines).encode()
        place_import.import_csv(Act(session, None, at), data, filename="村.csv")
        for name in (SUBSIDIES, RELIEF, LIST):
            put_file(session, sheets_folder, name, at)
    return engine


def issued(session: Session) -> list[VillageItem]:
    return catalog.list_of(session, VILLAGES[0])


def test_a_village_gets_every_line_of_the_list(ground: Engine, at: datetime) -> None:
    with db.transaction(ground) as session:
        assert catalog.issue(Act(session, None, at), village_code=VILLAGES[0]) == 12
        assert catalog.issue(Act(session, None, at), village_code=VILLAGES[0]) == 0
        names = [item.name for item in issued(session)]
    assert (names[0], names[-1]) == ("中央和各级党委、政府支农惠农政策", "村干部报酬")


def test_a_township_is_issued_in_one_go(ground: Engine, at: datetime) -> None:
    with db.transaction(ground) as session:
        added = catalog.issue_many(Act(session, None, at), village_codes=VILLAGES)
    assert added == 24


@pytest.mark.parametrize(
    ("name", "form", "standard"),
    [
        ("耕地地力保护补贴", "T8", "SNBT-02"),
        ("农村最低生活保障初审对象", None, "SHJZ-05"),
        ("农村最低生活保障对象", "T7", "SHJZ-06"),
        ("救灾救济款物分配和物资管理", "T13", ""),
        ("高龄老人补贴对象", "T10", ""),
        ("村民会议、村民代表会议决定事项及实施情况", "T17", ""),
        ("集体资产资源发包租赁", "T4", ""),
        ("公益事业项目建设", "T5", ""),
        ("村级财务收支逐笔明细", "T1", ""),
        ("中央和各级党委、政府支农惠农政策", "T21", ""),
        ("村集体债权债务", "T3", ""),
        ("村干部报酬", "T18", ""),
    ],
)
def test_forms_and_standard_items_of_the_list(
    ground: Engine, at: datetime, name: str, form: str | None, standard: str
) -> None:
    with db.transaction(ground) as session:
        catalog.issue(Act(session, None, at), village_code=VILLAGES[0])
        item = next(i for i in issued(session) if i.name == name)
        codes = {i.key: i.code for i in catalog.current(session)}
    assert codes.get(item.standard_key, "") == standard
    assert form is None or item.form == form


def test_a_standard_that_comes_later_is_linked_then(
    engine: Engine, sheets_folder: Path, at: datetime
) -> None:

    line = b"code,name,streetCode,street,areaCode\n610603102201,a,610603102,b,610603\n"
    with db.transaction(engine) as session:
        place_import.import_csv(Act(session, None, at), line, filename="a.csv")
        put_file(session, sheets_folder, LIST, at)
        catalog.issue(Act(session, None, at), village_code=VILLAGES[0])
        assert {i.standard_key for i in issued(session)} == {""}
        put_file(session, sheets_folder, SUBSIDIES, at)
        linked = [i.name for i in issued(session) if i.standard_key]
    assert linked == ["耕地地力保护补贴"]


def test_without_a_village_list_issuing_says_what_to_do(
    engine: Engine, at: datetime
) -> None:
    with pytest.raises(UserError, match="先导入"), db.transaction(engine) as session:
        catalog.issue(Act(session, None, at), village_code=VILLAGES[0])


@pytest.mark.parametrize("text", ["耕地地力保护补贴", "ZWGK-02", "SNBT-02"])
def test_a_line_is_found_by_name_by_code_and_by_its_standard(
    ground: Engine, at: datetime, text: str
) -> None:
    with db.transaction(ground) as session:
        catalog.issue(Act(session, None, at), village_code=VILLAGES[0])
        found = catalog.find_village_item(session, VILLAGES[0], text)
    assert found is not None
    assert found.form == "T8"
