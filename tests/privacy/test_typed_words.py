"""Words about work and names of files are kept without anybody's number."""

from dataclasses import dataclass

import pytest

from villagepub import privacy


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("王建国13749219033.xlsx", "王建国137********.xlsx"),
        ("张三尿毒症救助表.xls", "张三***救助表.xls"),
        ("尿毒症 ６２１２３４５６７８.ods", "*** 621*******.ods"),
        ("2026年耕地地力保护补贴.xlsx", "2026年耕地地力保护补贴.xlsx"),
    ],
)
def test_of_a_files_name_no_number_and_no_illness_is_kept(name: str, kept: str) -> None:
    assert privacy.file_name(name) == kept


@dataclass(frozen=True)
class Step:
    name: str
    papers: tuple[str, ...] = ()
    days: int = 13749219033


def test_a_number_is_found_however_deep_a_text_stands() -> None:
    value = {"steps": (Step("报名"), Step("交表", ("身份证", "找王建国13749219033")))}
    found = [*privacy.with_numbers(value)]
    assert found == [(("steps", 1, "papers", 1), "找王建国13749219033")]
