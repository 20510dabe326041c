"""Notices of no shipped form: street lamps, in free words with a table and a photo; the
water bills, in a form that the township made itself.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from villagepub import clock, tables, village_list
from villagepub.demo.publisher import Upload, act_of, draft_of, post
from villagepub.demo.scenario import MAJIAGOU, TOWNSHIP, read
from villagepub.forms.township import own_form
from villagepub.notices import free, photos
from villagepub.notices.uploads import SheetFile
from villagepub.own_forms import versions
from villagepub.period import Period
from villagepub.render.photos import prepare
from villagepub.settings import Settings
from villagepub.states import Role

TITLE = "路灯安装情况公示"
WORDS = (
    "村道上装了5盏太阳能路灯，8月22日装好，监委会到场验过。",
    "钱从集体收入里出，一共 4,900 元。",
    "灯坏了给村委会打电话，两天内来修。",
)
TABLE = (
    "装在哪\t几盏\t多少钱（元）\t谁管\n"
    "1组路口\t2\t1960\t郭怀珠\n小学门口\t1\t980\t王占林\n3组涝池边\t2\t1960\t李改莲\n"
    "合计\t5\t4900\t\n"
)
KINDS = ("text", "number", "money", "name")
PHOTO = "路灯.jpg"
ITEM = "自来水水费"
FORM, SHEET = f"{ITEM}.toml", f"马家沟村{ITEM}登记表.csv"
LIMIT = "每季度首月20日公开"
MADE, POSTED = timedelta(days=20), timedelta(days=6)  # before today


def post_lamps(
    session: Session, settings: Settings, village: str, *, at: datetime
) -> None:
    """Written on the day before, signed and forwarded ``at``."""
    clerk = act_of(session, village, Role.CLERK, at - timedelta(days=1))
    draft = free.begin(clerk, item_id=None, period="", title=TITLE, category="land")
    draft = free.write(
        clerk, draft_id=draft.id, revision=draft.revision, paragraphs=WORDS
    )
    pasted = SheetFile(tables.read_pasted(TABLE), "粘贴的内容", TABLE.encode())
    came = free.opened(pasted, id_key=settings.id_key)
    draft = free.take_table(
        clerk,
        draft_id=draft.id,
        revision=draft.revision,
        came=came,
        kinds=KINDS,
        id_key=settings.id_key,
    )
    data = read(PHOTO)
    draft = photos.add(
        clerk,
        draft_id=draft.id,
        revision=draft.revision,
        prepared=[prepare(data, PHOTO)],
    )
    draft = photos.mark_seen(
        clerk, draft_id=draft.id, revision=draft.revision, are_seen=True
    )
    post(session, settings, draft, at=at)


def make_form(session: Session, *, at: datetime) -> None:
    """Made, put on the village's list, issued: known to others once this is committed."""
    officer = act_of(session, TOWNSHIP, Role.TOWNSHIP, at - MADE)
    data, _ = own_form.read_file(read(FORM).decode(), FORM)
    row = versions.create(officer, township=TOWNSHIP, data=data, source=FORM)
    village_list.add(officer, village_codes=[MAJIAGOU], name=ITEM, form="", limit=LIMIT)
    versions.issue(officer, township=TOWNSHIP, number=row.number, items=[ITEM])


def post_charges(session: Session, settings: Settings, *, at: datetime) -> None:
    """The last quarter's list, signed some days ago."""
    posted = at - POSTED
    period = Period.holding("quarter", clock.day(posted)).previous
    text = read(SHEET).decode().format(period=period.label)
    upload = Upload(
        village=MAJIAGOU,
        item=ITEM,
        period=period.code,
        name=SHEET,
        data=text.encode(),
    )
    draft = draft_of(session, settings, upload, at=posted - timedelta(days=1))
    post(session, settings, draft, at=posted)
