"""A notice in no prescribed form, from the list of tasks to what a villager reads."""

import io
from collections.abc import Callable

import pytest
from PIL import ExifTags, Image
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.conftest import Page, strict
from villagepub import db
from villagepub.models import Draft, Notice, NoticePhoto, NoticeVersion, VillageItem

LAMPS = (
    "装在哪\t几盏\t多少钱（元）\t谁管\t备注\t联系电话\n"
    "1组路口\t2\t1960\t郭秀兰\t晚上七点亮\t13800010001\n"
    "小学门口\t1\t980\t王东平\t\t13800010002\n"
    "3组涝池边\t2\t1960\t李燕\t灯杆借了旧的\t13800010003\n"
    "合计\t5\t4900\t\t\t\n"
)
WORDS = (
    "村道上装了5盏太阳能路灯。11月22日装好，监委会到场验过。\n"
    "钱从集体收入里出，一共 4,900 元。\n"
    "灯坏了给村委会打电话，两天内来修。"
)
SAID = {0: "text", 1: "number", 2: "money", 3: "name"}  # 备注 is not said


def jpeg(*, width: int = 2400, height: int = 1200, orientation: int = 6) -> bytes:
    """As a phone writes it: lying, with the place and the hour in it."""
    image = Image.new("RGB", (width, height), "#b7a98f")
    image.paste("#234c6b", (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.DateTime] = "2026:11:22 09:41:00"
    exif[ExifTags.Base.Make] = "SecretPhone"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitude] = (36.0, 51.0, 44.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


class Writer:
    """The clerk writing one free notice, a page at a time."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def begin(self, title: str = "路灯安装情况公示", at: str = "/clerk/free/") -> Page:
        page = self.desk.get(at)
        said = {"title": title, "category": "land"}
        return self.desk.send(page, said, action="/free/")

    def words(self, page: Page, text: str = WORDS) -> Page:
        return self.desk.send(page, {"text": text}, action="/words")

    def read(self, page: Page, text: str = LAMPS) -> Page:
        return self.desk.send(page, {"text": text}, action="/columns/read")

    def say(self, page: Page, said: dict[int, str] | None = None) -> Page:
        kinds = {f"kind-{n}": kind for n, kind in (said or SAID).items()}
        return self.desk.send(page, kinds, action="/columns")

    def photos(self, page: Page, *files: bytes) -> Page:
        names = [(io.BytesIO(f), f"IMG_{n}.jpg") for n, f in enumerate(files)]
        return self.desk.send(page, {"photos": names}, action="/photos/add")

    def to_check(self, *files: bytes) -> Page:
        page = self.say(self.read(self.words(self.begin())))
        if files:
            page = self.photos(page, *files)
        return self.desk.send(page, {"seen": "1"}, action="/photos/seen")


@pytest.fixture
def writer(clerk: Desk) -> Writer:
    return Writer(clerk)


def posted(writer: Writer, signer: Desk, check: Page) -> str:
    """Handed in and signed; the address that a villager opens."""
    sent = writer.desk.send(check, action="/submit")
    assert "交给监委会了" in sent.words
    queue = signer.get("/review/")
    page = signer.get(queue.soup.select_one("a.cell[href*='/drafts/']")["href"])
    strict(page.text)
    done = signer.sign(page)
    assert "已经贴出" in done.words
    board = signer.get(f"/v/{VILLAGE}")
    return str(board.soup.select_one("a.cell[href^='/n/']")["href"])


def test_words_table_and_photos_are_posted_and_read(
    writer: Writer, signer: Desk
) -> None:
    address = posted(writer, signer, writer.to_check(jpeg(), jpeg(height=1300)))
    page = signer.get(address)
    strict(page.text)
    assert "路灯安装情况公示" in page.words
    assert "村道上装了5盏太阳能路灯" in page.words
    assert "4,900.00 元" in page.words
    assert "郭**" in page.words
    assert "郭秀兰" not in page.text
    for n in (1, 2):
        answer = signer.client.get(f"{address}/photo-{n}.jpg")
        assert answer.mimetype == "image/jpeg"
    assert signer.client.get(f"{address}/photo-3.jpg").status_code == 404


def test_every_page_on_the_way_is_good(writer: Writer) -> None:
    pages = [writer.begin()]
    pages.append(writer.words(pages[-1]))
    pages.append(writer.read(pages[-1]))
    pages.append(writer.say(pages[-1]))
    pages.append(writer.photos(pages[-1], jpeg()))
    pages.append(writer.desk.send(pages[-1], {"seen": "1"}, action="/photos/seen"))
    for page in pages:
        strict(page.text)
        assert page.code == 200
    assert "检查一遍" in pages[-1].words


def test_what_nobody_has_said_the_kind_of_is_not_stored(
    writer: Writer, county: Engine
) -> None:
    came = writer.read(writer.words(writer.begin()))
    assert "晚上七点亮" in came.words
    assert "13800010001" not in came.text
    assert "联系电话" in came.words
    writer.say(came)
    with Session(county) as session:
        (sheet,) = session.exec(select(Draft.sheet)).all()
    assert "1组路口" in sheet
    assert "晚上七点亮" not in sheet
    assert "灯杆借了旧的" not in sheet
    assert "138" not in sheet


def test_nothing_is_stored_before_the_columns_are_said(
    writer: Writer, county: Engine
) -> None:
    writer.read(writer.words(writer.begin()))
    with Session(county) as session:
        (sheet,) = session.exec(select(Draft.sheet)).all()
    assert "郭秀兰" not in sheet


def test_no_column_said_is_told_and_the_table_is_still_there(writer: Writer) -> None:
    came = writer.read(writer.words(writer.begin()))
    again = writer.say(came, dict.fromkeys(range(6), ""))
    assert again.code == 422
    assert "一列也没有选是什么" in again.words
    assert "1组路口" in again.words


def test_a_total_that_does_not_add_up_is_asked_about(writer: Writer) -> None:
    wrong = LAMPS.replace("合计\t5\t4900", "合计\t5\t5000")
    page = writer.say(writer.read(writer.words(writer.begin()), wrong))
    assert "表上写 5,000.00 元，一行行加起来是 4,900.00 元" in page.words


def test_a_table_that_was_changed_on_its_way_is_not_taken(writer: Writer) -> None:
    came = writer.read(writer.words(writer.begin()))
    page = writer.desk.send(came, {"table": "x", "kind-0": "text"}, action="/columns")
    assert "这张表没有完整传回来" in page.words


def test_words_alone_are_a_notice(writer: Writer, signer: Desk) -> None:
    page = writer.words(
        writer.begin("停水通知"), "明天上午九点到十二点修水管，全村停水。"
    )
    page = writer.desk.send(page, action="/columns/drop")
    check = writer.desk.send(page, action="/photos/seen")
    page = signer.get(posted(writer, signer, check))
    assert "明天上午九点到十二点修水管" in page.words
    assert "明细" not in page.words


def test_a_photo_says_nothing_of_where_and_when_it_was_taken(
    writer: Writer, signer: Desk
) -> None:
    address = posted(writer, signer, writer.to_check(jpeg(width=4000, height=2000)))
    data = signer.client.get(f"{address}/photo-1.jpg").get_data()
    image = Image.open(io.BytesIO(data))
    assert image.size == (800, 1600)  # upright, and no larger
    assert not image.getexif()
    for secret in (b"Exif", b"SecretPhone", b"2026:11:22", b"GPS"):
        assert secret not in data


def test_photos_have_to_be_looked_through_before_they_go_on(writer: Writer) -> None:
    page = writer.photos(writer.say(writer.read(writer.words(writer.begin()))), jpeg())
    again = writer.desk.send(page, action="/photos/seen")
    assert "照片看过一遍，打个勾" in again.words
    check = writer.desk.get(
        page.soup.select_one("form#seen")["action"].replace("photos/seen", "check")
    )
    sent = writer.desk.send(check, action="/submit")
    assert "照片还没有人看过一遍" in sent.words


def test_one_file_that_is_no_photo_is_named_and_the_others_come_in(
    writer: Writer,
) -> None:
    page = writer.say(writer.read(writer.words(writer.begin())))
    page = writer.photos(page, b"\x00\x00\x00 ftypheic", jpeg())
    assert "“IMG_0.jpg”不是照片，或者不完整" in page.words
    assert "第 1 张" in page.words
    assert "第 2 张" not in page.words


def test_a_tenth_photo_is_one_too_many(writer: Writer) -> None:
    page = writer.say(writer.read(writer.words(writer.begin())))
    nine = [jpeg(width=300 + n, height=200) for n in range(9)]
    page = writer.photos(page, *nine)
    assert "第 9 张" in page.words
    assert not page.soup.select("input[type=file]")


def test_a_photo_taken_off_is_gone_from_the_disk(
    writer: Writer, county: Engine
) -> None:
    page = writer.photos(writer.say(writer.read(writer.words(writer.begin()))), jpeg())
    writer.desk.send(page, action="/photos/remove")
    with Session(county) as session:
        assert session.exec(select(NoticePhoto)).all() == []


def test_a_draft_thrown_away_takes_its_photos_along(
    writer: Writer, county: Engine
) -> None:
    page = writer.photos(writer.say(writer.read(writer.words(writer.begin()))), jpeg())
    draft = page.soup.select_one("form#seen")["action"].split("/")[3]
    gone = writer.desk.get(f"/clerk/drafts/{draft}/discard")
    writer.desk.send(gone, action="/discard")
    with Session(county) as session:
        assert session.exec(select(NoticePhoto)).all() == []


def test_a_withdrawn_notice_shows_no_photo(writer: Writer, signer: Desk) -> None:
    address = posted(writer, signer, writer.to_check(jpeg()))
    page = writer.desk.get(f"/clerk/notices/{address[3:]}/withdrawal")
    writer.desk.send(page, {"reason": "贴错了"}, action="/withdrawal")
    assert signer.client.get(f"{address}/photo-1.jpg").status_code == 404


def test_a_correction_keeps_the_photos_and_says_what_changed(
    writer: Writer, signer: Desk, county: Engine
) -> None:
    address = posted(writer, signer, writer.to_check(jpeg()))
    page = writer.desk.get(f"/clerk/notices/{address[3:]}/correction")
    page = writer.desk.send(
        page, {"reason": "数字抄错了，已经改正"}, action="/correction"
    )
    page = writer.desk.send(page, action="/words")
    page = writer.desk.get(page.soup.select_one("a[href*='again=1']")["href"])
    page = writer.read(
        page, LAMPS.replace("2\t1960\t郭", "3\t2940\t郭").replace("5\t4900", "6\t5880")
    )
    page = writer.say(page)
    check = writer.desk.send(page, {"seen": "1"}, action="/photos/seen")
    assert posted(writer, signer, check) == address
    words = signer.get(address).words
    assert "已更正：改了 1 项" in words
    assert "5,880.00" in words
    with Session(county) as session:
        assert len(session.exec(select(NoticeVersion)).all()) == 2
        assert len(session.exec(select(NoticePhoto)).all()) == 1


def test_a_photo_that_a_correction_took_off_is_gone_from_every_version(
    writer: Writer, signer: Desk
) -> None:
    """Whoever sees a face or a card on it takes it off the web, not off one page of it."""
    address = posted(writer, signer, writer.to_check(jpeg(), jpeg(height=1300)))
    assert len(signer.get(f"{address}/v1").soup.select("img[src*='/photo-']")) == 2
    page = writer.desk.get(f"/clerk/notices/{address[3:]}/correction")
    said = {"reason": "照片换过，已经改正"}
    page = writer.desk.send(page, said, action="/correction")
    photos = writer.desk.get(
        page.soup.find("form")["action"].replace("words", "photos")
    )
    writer.desk.send(photos, action="/photos/remove")
    photos = writer.desk.get(str(photos.response.request.path))
    check = writer.desk.send(photos, {"seen": "1"}, action="/photos/seen")
    assert posted(writer, signer, check) == address
    old = signer.get(f"{address}/v1")
    (left,) = old.soup.select("img[src*='/photo-']")
    stranger = signer.client.application.test_client()
    kept = stranger.get(left["src"]).get_data()
    assert stranger.get(f"{address}/photo-2.jpg?v=1").status_code == 404
    assert stranger.get(f"{address}/photo-1.jpg").get_data() == kept


def test_items_of_the_list_without_a_form_are_posted_as_free_notices(
    writer: Writer, signer: Desk, county: Engine
) -> None:
    names = ("村规民约执行情况", "安全饮水收费情况", "护林员管护情况")
    with db.transaction(county) as session:
        for name in names:
            session.add(VillageItem(village_code=VILLAGE, item_key=name, name=name))
    for name in names:
        tasks = writer.desk.get("/clerk/")
        link = next(a for a in tasks.soup.select("a.cell") if name in a.get_text())
        page = writer.begin(f"2026年{name}", at=link["href"])
        page = writer.words(page, "本季度的情况都在这里。")
        page = writer.desk.send(page, action="/columns/drop")
        address = posted(writer, signer, writer.desk.send(page, action="/photos/seen"))
        assert f"2026年{name}" in signer.get(address).words


def test_two_things_of_one_day_are_two_notices_and_a_second_tap_is_none(
    writer: Writer, county: Engine
) -> None:
    writer.begin("停水通知")
    writer.begin("停水通知")
    writer.begin("停电通知")
    with Session(county) as session:
        periods = session.exec(select(Notice.period)).all()
    assert sorted(periods) == ["2026-10-08", "2026-10-08.2"]


def test_other_villages_staff_see_no_photo_of_a_draft(
    writer: Writer, desk: Callable[[str], Desk]
) -> None:
    page = writer.photos(writer.say(writer.read(writer.words(writer.begin()))), jpeg())
    address = page.soup.select_one(".ph img")["src"]
    assert writer.desk.client.get(address).status_code == 200
    assert desk("kang").client.get(address).status_code == 403


def test_pictures_and_posters_are_drawn_with_photos(
    writer: Writer, signer: Desk
) -> None:
    address = posted(writer, signer, writer.to_check(jpeg(), jpeg(height=1300)))
    public_id = address[3:]
    stage.draw(writer.desk.client.application)
    for path, kind in (
        (f"/clerk/notices/{public_id}/files/poster-a3-colour.pdf", "application/pdf"),
        (f"/clerk/notices/{public_id}/files/poster-a4-black.pdf", "application/pdf"),
        (f"/clerk/notices/{public_id}/files/picture-1.png", "image/png"),
        (f"/n/{public_id}.pdf", "application/pdf"),
        (f"/n/{public_id}.json", "application/json"),
        (f"/n/{public_id}.xlsx", ""),
        (f"/n/{public_id}/card.png", "image/png"),
    ):
        answer = writer.desk.client.get(path)
        assert answer.status_code == 200, path
        assert answer.mimetype.startswith(kind), path
