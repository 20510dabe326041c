"""A file of the government's with a number in any corner is not kept as it came."""

import io

import pytest
import xlsxwriter

from villagepub.disclosures.file_scan import hides_numbers

PLANTED = "610624190711130395"
HEADS = ["序号", "姓名", "组别", "面积（亩）", "补贴标准", "补贴金额"]


def book(corner: str = "") -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    page = made.add_worksheet("公示")
    page.write_row(0, 0, HEADS)
    page.write_row(1, 0, [1, "拓小梅", "1组", 12.35 / 3, 4.349999999999999, 741.0])
    if corner == "a hidden column":
        page.write(1, 9, PLANTED)
        page.set_column(9, 9, None, None, {"hidden": True})
    if corner == "a hidden sheet":
        other = made.add_worksheet("底表")
        other.write(0, 0, int("13749219033"))
        other.hide()
    if corner == "a comment":
        page.write_comment(1, 1, f"本人 {PLANTED}")
    if corner == "the properties":
        made.set_properties({"comments": f"经办人 {PLANTED}"})
    if corner == "a line below in full width":
        page.write(5, 0, "经办人６１０６２４１９０７１１１３０３９５")
    made.close()
    return out.getvalue()


@pytest.mark.parametrize(
    "corner",
    [
        "a hidden column",
        "a hidden sheet",
        "a comment",
        "the properties",
        "a line below in full width",
    ],
)
def test_a_number_in_a_corner_is_found(corner: str) -> None:
    assert hides_numbers(book(corner))


def test_a_clean_file_is_clean() -> None:
    assert not hides_numbers(book())


@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
def test_a_page_with_a_number_in_its_markup_is_found(code: str) -> None:
    page = f"<html><!-- {PLANTED} --><table><tr><td>姓名</td></tr></table></html>"
    assert hides_numbers(page.encode(code))
    assert not hides_numbers(page.replace(PLANTED, "").encode(code))
