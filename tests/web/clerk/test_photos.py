"""Photos of a free notice: bare of where and when, looked through, gone when they are taken off."""

import io
from collections.abc import Callable

from PIL import Image
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.web.clerk.desk import Desk
from tests.web.clerk.free_notice import LAMPS, Writer, jpeg, posted
from villagepub import db
from villagepub.models import Draft, NoticePhoto, NoticeVersion
from villagepub.notices import transfers


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


def test_a_sheet_that_goes_to_another_item_leaves_no_photo_behind(
    writer: Writer, county: Engine
) -> None:
    page = writer.photos(writer.say(writer.read(writer.words(writer.begin()))), jpeg())
    draft_id = int(page.soup.select_one("form#seen")["action"].split("/")[3])
    with db.transaction(county) as session:
        draft = session.get_one(Draft, draft_id)
        transfers.move(
            stage.act(session, "laotuo", draft.saved_at),
            draft_id=draft_id,
            revision=draft.revision,
            item_id=stage.item_id(session, stage.SUBSIDY),
        )
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
