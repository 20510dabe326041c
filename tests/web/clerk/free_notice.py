"""A clerk who writes a notice in no prescribed form, and its photos."""

import io

from PIL import ExifTags, Image

from tests.stage import VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.conftest import Page, strict

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


# Title, table, what its columns hold, sums that people read.
FREE = (
    ("停水检修", "哪一组\t户数\t停几小时\n1组\t28\t6\n2组\t31\t6\n合计\t59\t\n", {0: "text", 1: "number"}, ("59",)),
    ("捐款怎么用的", "捐款人\t金额（元）\n王生贵\t1,200\n李来福\t８００.５\n合计\t2000.5\n", {0: "name", 1: "money"}, ("2000.50",)),
    ("村道清雪的工钱", "干活的人\t几天\t工钱 （元）\n张巧莲\t2\t240\n强生贵\t1.5\t180\n合　计\t3.5\t420\n", {0: "name", 1: "number", 2: "money"}, ("3.5", "420")),
)  # fmt: skip


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
