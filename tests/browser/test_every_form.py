"""A sheet of every other form by a thumb at 360 px: each page on its way fits and reads."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import stage
from tests.browser.conftest import serving
from tests.browser.thumb import CUT, Thumb
from tests.conftest import copied
from tests.forms.sample_sheets import SAMPLES, workbook
from tests.photo.read_once import reader
from tests.stage import VILLAGE
from tests.web.clerk.village_sheets import SHEETS, VillageSheet
from villagepub import db, photo, village_list
from villagepub.demo.builder import read

pytestmark = pytest.mark.browser
MAX_TAPS = 14
PHOTO = "马家沟村2026年第三季度高龄津贴发放表（照片）.jpg"
# What the village's list does not have, and the township puts on it.
ADDED = {
    "T11": ("防止返贫监测对象", "2026年9月5日防止返贫致贫监测对象公示", "2026-09-05"),
    "T12": ("乡村公益岗补贴", "公益性岗位补贴发放公示"),
    "T23": ("村民协商的事", "民主协商事项公布"),
}


class PaperSheet(VillageSheet):
    """A photo of the printed list."""

    @property
    def data(self) -> bytes:
        return read(self.name)


class OfficeSheet(VillageSheet):
    """A workbook with an office's noise, of an item that no village sheet is of."""

    @property
    def data(self) -> bytes:
        sample = SAMPLES[self.form]
        # of what is owed by month the oldest stands first
        return workbook(replace(sample, title=sample.title.replace("8月", "5月")))


def office(form: str, item: str, title: str, day: str = "") -> OfficeSheet:
    return OfficeSheet(
        form=form,
        item=item,
        name=f"{form}.xlsx",
        text="",
        said=(),
        title=title,
        day=day,
    )


def as_brought(sheet: VillageSheet) -> VillageSheet:
    """Of the aged the clerk has the list on paper only."""
    if sheet.form != "T10" or not photo.is_installed():
        return sheet
    own = {f.name: getattr(sheet, f.name) for f in fields(sheet)}
    return PaperSheet(**own | {"name": PHOTO})


EVERY = (
    *map(as_brought, SHEETS),
    office(
        "T21",
        "中央和各级党委、政府支农惠农政策",
        "2026年9月3日惠农政策明白纸",
        "2026-09-03",
    ),
    office("T3", "村集体债权债务", "2026年第三季度集体债权债务公开"),
    office("T18", "村干部报酬", "2026年第三季度村干部报酬公布"),
    *(office(form, *said) for form, said in ADDED.items()),
)


@pytest.fixture(scope="module")
def people(
    browser: Browser,
    look: Callable[..., None],
    laid: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Thumb, Thumb]]:
    """The clerk and who signs, each with one phone for all sheets."""
    folder = tmp_path_factory.mktemp("forms")
    with (
        pytest.MonkeyPatch.context() as patch,
        copied(laid, folder / "county.db") as engine,
        serving(engine, folder) as base,
    ):
        patch.setattr(photo, "read", reader(tmp_path_factory))
        with db.transaction(engine) as session:
            for form, (name, *_) in ADDED.items():
                village_list.add(
                    stage.act(session, "bai", stage.AT),
                    village_codes=[VILLAGE],
                    name=name,
                    form=form,
                    limit="",
                )
        clerk, signer = Thumb(browser, base, look), Thumb(browser, base, look)
        clerk.sign_in("laotuo")
        signer.sign_in("zhe")
        yield clerk, signer
        clerk.close()
        signer.close()


@pytest.mark.parametrize("sheet", EVERY, ids=[s.form + s.item[-4:] for s in EVERY])
def test_a_sheet_of_every_form_is_brought_in_checked_signed_and_read(
    people: tuple[Thumb, Thumb], tmp_path: Path, sheet: VillageSheet
) -> None:
    clerk, signer = people
    name = f"form-{sheet.form}{sheet.item[-2:]}"
    file = tmp_path / sheet.name
    file.write_bytes(sheet.data)
    clerk.page.goto("/clerk/")
    clerk.taps = 0
    clerk.cell(sheet.item)
    if sheet.day:
        clerk.page.get_by_label("哪一天的事").first.fill(sheet.day)
        clerk.taps += 3  # the field, the day, done
    clerk.choose_sheet(file)
    clerk.look(f"{name}-1-读好了")
    clerk.settle()
    clerk.button("检查一遍")
    clerk.look(f"{name}-2-检查")
    clerk.button("交给监委会审")
    assert clerk.taps <= MAX_TAPS
    signer.page.goto("/review/")
    signer.cell()
    signer.look(f"{name}-3-审核")
    signer.sign()
    expect(signer.page.get_by_role("heading", level=1)).to_have_text("已经贴出")
    clerk.page.goto("/v/610603102201")
    title = re.compile(r"\s*".join(map(re.escape, sheet.title)))
    clerk.go(clerk.page.locator("a.cell[href^='/n/']", has_text=title))
    clerk.look(f"{name}-4-村民看的")
    assert clerk.page.evaluate(CUT) == []
    clerk.page.get_by_role("link", name="大字").click()
    clerk.look(f"{name}-5-大字")
    clerk.read_enlarged(name)
    clerk.page.get_by_role("link", name="小字").click()
