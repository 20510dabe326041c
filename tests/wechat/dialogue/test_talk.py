"""What followers get for their words, scans and taps: only what is published."""

import re
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from tests import stage
from tests.stage import AT, BASE, CASES, OTHER, TOWNSHIP, VILLAGE
from tests.wechat.dialogue.conftest import NOW, TWINS, account, desk_of
from tests.wechat_server.callbacks import event, message
from villagepub import db, privacy, render
from villagepub.content import NoticeContent
from villagepub.models import Follower, InboundMessage, Notice, Place, VillageItem
from villagepub.notices import queries
from villagepub.states import AccountKind, NoticeStatus
from villagepub.wechat.dialogue import lookups
from villagepub.wechat.dialogue.replies import ArticleAnswer, Reply, TextAnswer

TITLE = "2026年耕地地力保护补贴发放公示"


def follower(engine: Engine, key: str = "") -> Follower | None:
    with db.reading(engine) as session:
        return session.exec(select(Follower)).first()


def words(reply: Reply | None) -> str:
    assert isinstance(reply, TextAnswer), reply
    assert len(reply.text.encode()) <= 2048
    return reply.text


@pytest.mark.parametrize(
    "text",
    [
        "耕地补贴", "粮补", "耕地地力保护补贴", "马家沟 耕地补贴", "马家沟村耕地补贴公示",
        "沿河湾马家沟 直补", "沿河湾镇马家沟村粮补", "马家沟", "马家沟村委会", "mjg",
        "610603102201", "地力", "　耕地补贴？",
    ],
)  # fmt: skip
def test_one_published_notice_comes_as_one_card(say, public_id: str, text: str) -> None:
    assert say(text) == ArticleAnswer(
        title=f"马家沟村：{TITLE}",
        description="补贴总额 46,675.20 元。777.92 亩，每亩 60 元。榜上贴到 2026年7月5日。",
        image=f"{BASE}/n/{public_id}/card.png",
        url=f"{BASE}/n/{public_id}",
    )


@pytest.mark.parametrize("text", ["你好", "？", "啊" * 60, "<xml>", "%", "_", "'; --"])
def test_what_is_not_understood_is_helped(say, public_id: str, text: str) -> None:
    said = words(say(text))
    assert "没看懂" in said
    assert f'<a href="{BASE}/">' in said


def test_a_village_that_is_not_there_is_said_so(say, public_id: str) -> None:
    assert "没有叫“月亮村”的村" in words(say("月亮村低保"))


@pytest.mark.parametrize(
    "number", ["13749219033", "１３７４９２１９０３３", "幺三七四九二幺九零三三"]
)
@pytest.mark.parametrize(
    "said", ["低保，我叫王建国{}李家村", "{}村 低保", "粮补 {}社区"]
)
def test_no_number_that_somebody_types_is_kept(
    say, public_id: str, county: Engine, number: str, said: str
) -> None:
    told = say(said.format(number))
    with db.reading(county) as session:
        kept = session.exec(select(InboundMessage.reply)).all()
    assert "13749219033" not in privacy.digits.plain(f"{told}{kept}")[0]
    assert "没有这个村" in words(told)


def test_nothing_posted_on_a_topic_is_said_with_the_way_to_the_board(
    say, public_id: str
) -> None:
    said = words(say("马家沟 低保"))
    assert said.startswith("马家沟村还没有贴出“低保”的公示。")
    assert f"{BASE}/v/{VILLAGE}" in said


def test_several_notices_come_as_a_list_the_newest_first(
    say, county: Engine, sheets_folder: Path
) -> None:
    ids = [stage.publish(county, sheets_folder, case) for case in CASES]
    said = words(say("马家沟"))
    assert re.findall(r"/n/(\w+)\"", said) == ids[::-1]


@pytest.mark.parametrize("text", ["马家沟 财务", "账目", "村级财务收支逐笔明细"])
def test_finance_is_found_by_its_class(
    say, county: Engine, sheets_folder: Path, text: str
) -> None:
    ids = [stage.publish(county, sheets_folder, case) for case in CASES[:2]]
    reply = say(text)
    assert isinstance(reply, ArticleAnswer)
    assert reply.url.endswith(ids[1])


def test_a_draft_is_never_spoken_of(say, county: Engine, sheets_folder: Path) -> None:
    with db.transaction(county) as session:
        draft = stage.begin(session)
        case = CASES[0]
        data = (sheets_folder / "notices" / case.file).read_bytes()
        stage.upload(session, draft, data, case.file)
    for text in ("马家沟", "耕地补贴", TITLE):
        assert "/n/" not in words(say(text))


def test_a_withdrawn_notice_is_never_spoken_of(
    say, tell, county: Engine, public_id: str
) -> None:
    with db.transaction(county) as session:
        stage.withdraw(session, at=AT + timedelta(days=1))
    assert "/n/" not in words(say("耕地补贴"))
    assert "/n/" not in words(tell(event("SCAN", key=public_id, at=NOW)))


def test_no_reply_names_anybody(say, tell, county: Engine, sheets_folder: Path) -> None:
    ids = [stage.publish(county, sheets_folder, case) for case in CASES]
    with db.reading(county) as session:
        found = [queries.published(session, one) for one in ids]
    names = {
        row.cells[i]
        for one in found
        if one
        for i, column in enumerate(one.content.board.columns)
        if column.kind == "name"
        for row in one.content.board.rows
    }
    replies = [
        say(text) for text in ("马家沟", "低保", "财务", "耕地补贴", "马家沟低保")
    ]
    replies += [tell(event("SCAN", key=one, at=NOW)) for one in ids]
    assert len(names) > 20
    assert [n for n in names if len(n) > 1 and n in str(replies)] == []


def test_a_card_says_of_a_notice_what_the_web_shows(
    county: Engine, public_id: str
) -> None:
    """Where no figure stands in it, it has the title: the web's, and not the wall's."""
    said = "东头那几家的水费"

    def titled(content: NoticeContent) -> NoticeContent:
        return render.for_open_web(replace(content, answers=(), title=said))

    with db.reading(county) as session:
        card = lookups.card(session, public_id, TOWNSHIP, titled)
    assert card is not None
    assert card.summary == f"马家沟村{TITLE}"


def test_villages_of_one_name_are_told_apart(
    say, county: Engine, public_id: str, twins: None
) -> None:
    whole = desk_of(county, account(county, place_code="610603", slug="ansai"))
    said = words(say("马家沟", whole))
    assert "有 3 个" in said
    with db.reading(county) as session:
        for code in (VILLAGE, *(code for code, _ in TWINS)):
            name = session.get_one(Place, code).full_name
            assert f'<a href="{BASE}/v/{code}">{name}</a>' in said


def test_a_name_with_what_stands_above_it_means_one(
    say, county: Engine, public_id: str, twins: None
) -> None:
    whole = desk_of(county, account(county, place_code="610603", slug="ansai"))
    assert isinstance(say("沿河湾马家沟", whole), ArticleAnswer)
    assert isinstance(say("沿河湾镇马家沟村委会 耕地补贴", whole), ArticleAnswer)


def test_who_scanned_a_poster_means_their_own_village(
    say, tell, county: Engine, public_id: str, twins: None
) -> None:
    whole = desk_of(county, account(county, place_code="610603", slug="ansai"))
    code = TWINS[0][0]
    tell(event("SCAN", key=code, sender="oV5", at=NOW), whole)
    assert f"/v/{code}" in words(say("马家沟", whole))
    assert isinstance(say("马家沟 耕地补贴", whole, sender="oV6"), ArticleAnswer)


def test_an_account_speaks_of_its_own_place_only(
    say, tell, county: Engine, public_id: str
) -> None:
    other = desk_of(county, account(county, place_code=OTHER, slug="other"))
    for text in ("马家沟", "耕地补贴", public_id, VILLAGE):
        assert "/n/" not in words(say(text, other))
    assert "/n/" not in words(tell(event("SCAN", key=public_id, at=NOW), other))
    assert follower(county) is None


def test_a_menus_tap_is_answered_like_its_words(say, tell, public_id: str) -> None:
    assert tell(event("CLICK", key="耕地补贴", at=NOW)) == say("耕地补贴")


@pytest.mark.parametrize("kind", ["image", "location", "link", "video", "file", "odd"])
def test_what_is_not_written_is_answered_with_help(tell, kind: str) -> None:
    assert "只看得懂" in words(tell(message("", at=NOW, kind=kind)))


@pytest.mark.parametrize("name", ["VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "odd"])
def test_other_events_are_taken_in_silence(tell, name: str) -> None:
    assert tell(event(name, at=NOW)) is None


def test_a_new_follower_is_told_how_to_ask(tell) -> None:
    assert words(tell(event("subscribe", at=NOW))).startswith("欢迎关注")


def test_wecom_members_are_answered_the_same_way(
    say, county: Engine, public_id: str
) -> None:
    wecom = desk_of(
        county, account(county, kind=AccountKind.WECOM, slug="work", app_id="ww1")
    )
    assert isinstance(say("耕地补贴", wecom), ArticleAnswer)


def many(session: Session, count: int) -> None:
    """Notices without versions to open: what a list looks at."""
    items = session.exec(
        select(VillageItem).where(VillageItem.village_code == VILLAGE)
    ).all()
    for n in range(count):
        item = items[n % len(items)]
        notice = Notice(
            public_id=f"q{n}",
            village_code=VILLAGE,
            item_id=item.id,
            form=item.form,
            period="2025",
            title=f"{item.name}公示{n}",
            status=NoticeStatus.PUBLISHED,
            version=1,
            published_at=AT - timedelta(minutes=n),
            created_at=AT,
        )
        session.add(notice)
        if n < 100:  # the newest: these are listed
            stage.sign(session, notice)


def test_a_reply_is_ready_within_a_second_among_five_thousand_notices(
    say, county: Engine, public_id: str
) -> None:
    with db.transaction(county) as session:
        many(session, 5000)
    for text in ("低保", "马家沟 补贴", "马家沟", "没有这件事", TOWNSHIP):
        start = time.process_time()
        reply = say(text)
        assert time.process_time() - start < 1
        assert reply is not None


def test_every_place_of_the_county_is_found_by_its_full_name(
    county: Engine, say, public_id: str
) -> None:
    with db.reading(county) as session:
        rows = session.exec(
            select(Place).where(col(Place.code).like("610603______"))
        ).all()
        wrong = [
            p.full_name
            for p in rows[::7]
            if lookups.villages(session, p.full_name, "610603") != [p]
        ]
    assert len(rows) > 100
    assert wrong == []


def test_a_title_that_was_touched_is_told_to_nobody(
    say, county: Engine, public_id: str
) -> None:
    assert stage.SUBSIDY in str(say("马家沟"))
    with county.begin() as connection:
        connection.exec_driver_sql("UPDATE notice SET title = '全村已经发完'")
    assert "全村已经发完" not in str(say("马家沟"))
