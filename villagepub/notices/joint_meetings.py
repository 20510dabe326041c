"""联席会议确定: in a village whose township has said so, a meeting agrees before posting.

No statute asks for it; it is the village's own chain (村两委联席会议 in the 四议两公开 of
农村集体经济组织财务制度, article 7). What is printed is its day and who was in the chair, by
post: no name comes in this way.
"""

from datetime import date

from villagepub import clock
from villagepub.models import Place
from villagepub.notices.draft_sheet import Options
from villagepub.notices.errors import NoticeFault, NotReady

CHAIRS = ("村党支部书记", "村党支部副书记", "村委会主任")


def read(day: str, chair: str, *, on: date) -> tuple[date | None, str]:
    """What a clerk wrote: the day, not after ``on``, and who was in the chair.

    Raises NoticeFault naming what can't stand; nothing at all is (None, '').
    """
    if not day.strip():
        return None, ""
    try:
        agreed_on = date.fromisoformat(day.strip())
    except ValueError:
        raise NoticeFault("会是哪天开的，请从日历上点一天。") from None
    if agreed_on > on:
        raise NoticeFault(f"{clock.say_day(agreed_on)}还没到，会开过了再写。")
    if chair not in CHAIRS:
        raise NoticeFault("会是谁主持的，请点一个。")
    return agreed_on, chair


def require(village: Place, options: Options) -> None:
    """Raises NotReady while a meeting has to agree and nobody has said that it did."""
    if village.joint_meeting and options.agreed_on is None:
        raise NotReady(
            f"村里定了：贴出以前要{village.joint_meeting}定。"
            "请在“谁定的”那一行写上哪天定的、谁主持的，再交。"
        )


def said(village: Place, options: Options) -> str:
    """2026年9月2日，村党支部书记主持; '' where no meeting has to agree."""
    if not village.joint_meeting or options.agreed_on is None:
        return ""
    return f"{clock.say_day(options.agreed_on)}，{options.agreed_under}主持"
