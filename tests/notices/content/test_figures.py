"""Where a notice says each 公开要素 of its catalog item; '' where it does not."""

import pytest

from villagepub import forms
from villagepub.notices.content.figures import LIST, PHONES, place_of_element

FILLED = {LIST, PHONES}


@pytest.mark.parametrize(
    ("form", "element", "place"),
    [
        ("T8", "补贴对象", LIST),
        ("T13", "对象", LIST),
        ("T13", "救灾物资发放对象", "户主姓名"),
        ("T10", "监督电话", PHONES),
        ("T10", "联系方式", PHONES),
        ("T8", "补贴面积", "补贴面积"),
        ("T8", "办理流程", ""),
    ],
)
def test_what_the_notice_obviously_has_is_not_missing(
    form: str, element: str, place: str
) -> None:
    assert place_of_element(forms.get(form).columns, element, FILLED) == place


def test_a_list_without_rows_says_nobody() -> None:
    assert place_of_element(forms.get("T8").columns, "补贴对象", {PHONES}) == ""
