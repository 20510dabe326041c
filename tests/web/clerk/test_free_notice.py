"""A notice in no prescribed form, from the list of tasks to what a villager reads."""

from datetime import timedelta

from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import AT, VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.clerk.free_notice import LAMPS, Writer, jpeg, posted
from tests.web.conftest import strict
from villagepub import db
from villagepub.models import Draft, Notice, VillageItem
from villagepub.notices import corrections, free


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


def test_a_poster_that_names_people_in_full_is_said_to(writer: Writer) -> None:
    assert "榜上写全名，只贴在村里" in writer.to_check().words


def test_words_alone_are_a_notice(writer: Writer, signer: Desk) -> None:
    page = writer.words(
        writer.begin("停水通知"), "明天上午九点到十二点修水管，全村停水。"
    )
    page = writer.desk.send(page, action="/columns/drop")
    check = writer.desk.send(page, action="/photos/seen")
    assert "榜只贴在村里" in check.words  # nobody is named on it in full or in part
    page = signer.get(posted(writer, signer, check))
    assert "明天上午九点到十二点修水管" in page.words
    assert "明细" not in page.words


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


def test_a_correction_that_drops_its_table_is_told_by_the_columns_as_they_hung(
    writer: Writer, signer: Desk, county: Engine
) -> None:
    """Lamps come first and their keepers last: no list of people, whatever is sorted."""
    address = posted(writer, signer, writer.to_check())
    later = AT + timedelta(days=120)
    with db.transaction(county) as session:
        notice = session.exec(select(Notice).where(Notice.version == 1)).one()
        clerk = stage.act(session, "laotuo", later)
        draft = corrections.correct(
            clerk, notice_id=notice.id or 0, reason="灯数写错了，重装以后再贴"
        )
        draft = free.drop_table(clerk, draft_id=draft.id or 0, revision=draft.revision)
        stage.approve(session, stage.submit(session, draft, later), later)
    assert "灯数写错了，重装以后再贴" in signer.get(address).words


def test_the_check_reads_the_clerks_own_words_back_and_leads_to_where_they_are_written(
    writer: Writer,
) -> None:
    said = "请人清了村道上的雪，工钱从村集体账上出。"
    page = writer.words(writer.begin("村道清雪的工钱"), said)
    page = writer.read(page, "姓名\t几天\t工钱（元）\n王建国\t3\t360\n马翠花\t2\t240")
    page = writer.say(page, {0: "name", 2: "money"})  # 几天 is not said
    check = writer.desk.send(page, {"seen": "1"}, action="/photos/seen")
    answers = check.soup.select_one("dl.sumry").get_text()
    assert said in answers
    held = next(
        line for line in check.soup.select("li.fate.long") if said in line.get_text()
    )
    assert str(held.select_one("a")["href"]).endswith("/words")
    assert "没选，不贴也不存" in check.words
