"""A free notice in the demo: street lamps, in words, with a table and a photo."""

from datetime import datetime, timedelta

from sqlmodel import Session

from villagepub import tables
from villagepub.demo.publisher import act_of, post
from villagepub.demo.scenario import read
from villagepub.notices import free, photos
from villagepub.notices.uploads import SheetFile
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
