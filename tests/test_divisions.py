"""Every village of the country is found by its name, with what it lies in."""

import pytest

from villagepub import divisions


def test_a_name_is_found_with_what_stands_before_it() -> None:
    found = divisions.find("安塞区 沿河湾镇马家沟村")
    assert [(d.code, d.path) for d in found] == [
        ("610603102201", "陕西省延安市安塞区沿河湾镇马家沟村委会")
    ]


def test_larger_places_stand_first() -> None:
    codes = [d.code for d in divisions.find("沿河湾")]
    assert codes == ["610603102", "610603102200"]


@pytest.mark.parametrize("text", ["", "村", "没有这样的地方", "%_", "\n"])
def test_what_is_no_name_finds_nothing(text: str) -> None:
    assert divisions.find(text) == []


def test_a_county_comes_with_its_townships_and_villages() -> None:
    rows = divisions.rows("610603")
    assert (len(rows), {r["area"] for r in rows}) == (129, {"安塞区"})
    assert all(r["code"].startswith(r["streetCode"]) for r in rows)
    assert divisions.rows("610603102201") == [
        {
            "code": "610603102201",
            "name": "马家沟村委会",
            "streetCode": "610603102",
            "street": "沿河湾镇",
            "areaCode": "610603",
            "area": "安塞区",
            "city": "延安市",
        }
    ]
    assert divisions.rows("999999") == divisions.rows("") == []


def test_a_county_of_no_city_is_called_by_its_province() -> None:
    """仙桃市 lies in 湖北省 and in no 地级市; 东城区 in 北京市."""
    assert divisions.rows("429004")[0]["city"] == "湖北省"
    assert divisions.rows("110101")[0]["city"] == "北京市"
