"""Places: the published list of Yan'an, and finding one among names that repeat."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from villagepub import db, place_facts, place_import, places
from villagepub.act import Act
from villagepub.models import Place
from villagepub.places import PlaceError, short_name

HEAD = "code,name,streetCode,street,areaCode"
LINE = "610603102201,马家沟村委会,610603102,沿河湾镇,610603"


def put(engine: Engine, at: datetime, data: bytes | str) -> place_import.PlaceImport:
    raw = data.encode() if isinstance(data, str) else data
    with db.transaction(engine) as session:
        return place_import.import_csv(Act(session, None, at), raw, filename="村.csv")


@pytest.fixture(scope="module")
def yanan(
    migrated: Path, sheets_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    """All 1,959 villages of Yan'an."""
    path = tmp_path_factory.mktemp("yanan") / "villagepub.db"
    path.write_bytes(migrated.read_bytes())
    engine = db.make_engine(f"sqlite:///{path}")
    data = (sheets_folder / "places" / "yanan_villages.csv").read_bytes()
    put(engine, datetime.fromisoformat("2026-06-19T08:20:00+00:00"), data)
    with db.reading(engine) as session:
        yield session
    engine.dispose()


def test_counties_townships_and_villages_stand_below_each_other(
    yanan: Session,
) -> None:
    village = yanan.get_one(Place, "610603102201")
    township = yanan.get_one(Place, village.parent_code)
    county = yanan.get_one(Place, township.parent_code)
    assert [p.short_name for p in (county, township, village)] == [
        "安塞区",
        "沿河湾镇",
        "马家沟村",
    ]
    assert village.full_name == "延安市安塞区沿河湾镇马家沟村"


def test_the_thirteen_counties_have_their_names(yanan: Session) -> None:
    codes = [c for c in yanan.exec(select(Place.code)) if len(c) == 6]
    assert sorted(codes) == sorted(place_import.COUNTIES)


def test_ansai_has_its_129_villages(yanan: Session) -> None:
    codes = list(yanan.exec(select(Place.code)))
    assert len([c for c in codes if c.startswith("610603") and len(c) == 12]) == 129


@pytest.mark.parametrize(
    ("name", "street", "short"),
    [
        ("马家沟村委会", "沿河湾镇", "马家沟村"),
        ("东村村委会", "李渠镇", "东村"),
        ("杨家岭社区居委会", "宝塔山街道", "杨家岭社区"),
        ("田庄街社区居民委员会", "田庄镇", "田庄街社区"),
        ("张家滩居委会", "张家滩镇", "张家滩社区"),
        ("白马滩镇居委会", "白马滩镇", "白马滩镇社区"),
        ("七里村街道东征社区", "七里村街道", "东征社区"),
        ("石村村委会委会", "临镇", "石村"),
        ("羌村行政村", "茶坊街道", "羌村"),
        ("（高家坪村委会）", "文安驿镇", "高家坪村"),
        ("南冯家岔村委会（热）", "杨家园则镇", "南冯家岔村（热）"),
        ("安家沟村", "冯庄乡", "安家沟村"),
    ],
)
def test_a_short_name_leaves_out_what_is_no_name(
    name: str, street: str, short: str
) -> None:
    assert short_name(name, street) == short


@pytest.mark.parametrize(
    ("township", "office"),
    [
        ("沿河湾镇", "沿河湾镇人民政府"),
        ("槐树庄乡", "槐树庄乡人民政府"),
        ("保安街道", "保安街道办事处"),
        ("枣园开发区", "枣园开发区"),
    ],
)
def test_a_street_has_no_government(township: str, office: str) -> None:
    assert place_facts.office_name(township) == office


def test_three_villages_called_majiagou_are_told_apart(yanan: Session) -> None:
    with pytest.raises(PlaceError) as told:
        places.find(yanan, "马家沟村")
    assert str(told.value) == (
        "叫“马家沟村”的不止一个，请写代码："
        "延安市安塞区沿河湾镇马家沟村 610603102201；"
        "延安市延长县黑家堡镇马家沟村 610621101216；"
        "延安市延川县文安驿镇马家沟村 610622103206。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "610603102201",
        "６１０６０３１０２２０１",
        "沿河湾镇马家沟村",
        "安塞区沿河湾镇马家沟村委会",
        "延安市安塞区沿河湾镇马家沟村",
        " 沿河湾镇 马家沟 ",
    ],
)
def test_a_code_or_a_longer_name_says_which(yanan: Session, text: str) -> None:
    assert places.find(yanan, text).code == "610603102201"


@pytest.mark.parametrize(
    ("text", "code"), [("沿河湾镇", "610603102"), ("安塞区", "610603")]
)
def test_townships_and_counties_are_found_too(
    yanan: Session, text: str, code: str
) -> None:
    assert places.find(yanan, text).code == code


@pytest.mark.parametrize("text", ["马家沟", "马家沟村", "马家沟村委会"])
def test_names_that_are_one_place(engine: Engine, at: datetime, text: str) -> None:
    put(engine, at, f"{HEAD}\n{LINE}\n")
    with db.reading(engine) as session:
        assert places.find(session, text).code == "610603102201"


@pytest.mark.parametrize("text", ["没有这个村", "", "610603102999", "%", "_" * 5000])
def test_an_unknown_place_is_a_sentence(yanan: Session, text: str) -> None:
    with pytest.raises(PlaceError, match="没有.*的地方"):
        places.find(yanan, text)


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("马家沟", "610603102201", 3),
        ("mjgc", "610603102201", 5),
        ("610603102201", "610603102201", 1),
    ],
)
def test_search_by_name_initials_and_code(
    yanan: Session, text: str, first: str, count: int
) -> None:
    found = places.search(yanan, text)
    assert first in [p.code for p in found]
    assert len(found) == count


def test_a_township_lists_its_villages(yanan: Session) -> None:
    found = places.search(yanan, "沿河湾", most=100)
    assert {p.code[:9] for p in found} == {"610603102"}
    assert found == places.villages_of(yanan, "610603102")


@pytest.mark.parametrize("text", ["", " ", "%", "_", "长" * 500])
def test_a_search_for_nothing_finds_nothing(yanan: Session, text: str) -> None:
    assert places.search(yanan, text) == []


def test_importing_again_updates_and_changes_nothing_else(
    engine: Engine, at: datetime
) -> None:
    assert put(engine, at, f"{HEAD}\n{LINE}\n") == place_import.PlaceImport(3, 0, 0)
    assert put(engine, at, f"{HEAD}\n{LINE}\n") == place_import.PlaceImport(0, 0, 3)
    renamed = LINE.replace("马家沟村委会", "马家沟新村村委会")
    assert put(engine, at, f"{HEAD}\n{renamed}\n") == place_import.PlaceImport(0, 1, 2)


def test_a_cell_without_end_is_no_csv(engine: Engine, at: datetime) -> None:
    with pytest.raises(PlaceError, match="不是 CSV"):
        put(engine, at, f"{HEAD}\n{'长' * 200_000}\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_list_may_be_saved_by_excel(
    engine: Engine, at: datetime, encoding: str
) -> None:
    put(engine, at, f"{HEAD}\r\n{LINE}\r\n".encode(encoding))
    with db.reading(engine) as session:
        assert places.find(session, "马家沟村").name == "马家沟村委会"


def test_a_county_elsewhere_is_named_by_its_own_columns(
    engine: Engine, at: datetime
) -> None:
    put(
        engine,
        at,
        f"{HEAD},area,city\n610204101201,甲村委会,610204101,乙镇,610204,耀州区,铜川市\n",
    )
    with db.reading(engine) as session:
        assert places.find(session, "甲村").full_name == "铜川市耀州区乙镇甲村"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("61060310220,甲,610603102,乙,610603", "第 3 行的 code 要是 12 位数字"),
        ("61060310220x,甲,610603102,乙,610603", "第 3 行的 code 要是 12 位数字"),
        ("610603102202,甲,610603103,乙,610603", "第 3 行的 streetCode 要是"),
        ("610603102202,甲,610603102,乙,610602", "第 3 行的 areaCode 要是"),
        ("610603102202,,610603102,乙,610603", "第 3 行没有写村名"),
        ("610603102201,甲,610603102,乙,610603", "和第 2 行重了"),
        ("610102101202,甲,610102101,乙,610102", "areaCode 610102 不认识"),
        (f"610603102202,{'长' * 41},610603102,乙,610603", "第 3 行的名字太长"),
        ("610603102202", "第 3 行的 streetCode 要是"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_imported(
    engine: Engine, at: datetime, line: str, reason: str
) -> None:
    with pytest.raises(PlaceError, match=reason):
        put(engine, at, f"{HEAD}\n{LINE}\n{line}\n")
    with db.reading(engine) as session:
        assert session.exec(select(Place)).first() is None


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00\x00", b"name\n1\n", b"PK\x03\x04\x14\x00"]
)
def test_a_file_that_is_no_list_is_told_its_head(
    engine: Engine, at: datetime, data: bytes
) -> None:
    with pytest.raises(PlaceError, match=r"村\.csv”(第 1 行要写|读不出字)"):
        put(engine, at, data)


def test_many_villages_are_reached_by_county_and_township(yanan: Session) -> None:
    counties, _ = places.below(yanan, "", most=200)
    assert [p.code for p in counties] == sorted(place_import.COUNTIES)
    townships, villages = places.below(yanan, "610602", most=200)
    assert all(len(p.code) == 9 for p in townships)
    assert not villages
    _, found = places.below(yanan, "610603", most=200)
    assert sum(len(villages) for _, villages in found) == 129
    assert "延安市安塞区沿河湾镇" in [township.full_name for township, _ in found]


def test_one_county_of_many_villages_lists_its_townships_at_once(
    engine: Engine, at: datetime, sheets_folder: Path
) -> None:
    lines = (sheets_folder / "places" / "yanan_villages.csv").read_text().splitlines()
    own = [line for line in lines if line.startswith(("code", "610603"))]
    put(engine, at, "\n".join(own))
    with db.reading(engine) as session:
        townships, _ = places.below(session, "", most=100)
    assert {len(p.code) for p in townships} == {9}
