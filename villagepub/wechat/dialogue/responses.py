"""What an account says: a card for one notice, a list for several, help for none."""

from collections.abc import Sequence
from typing import Protocol

from sqlmodel import Session

from villagepub import clock, privacy
from villagepub.models import Place
from villagepub.wechat.dialogue import lookups, topics
from villagepub.wechat.dialogue.lookups import ListedNotice, ToOpenWeb
from villagepub.wechat.dialogue.replies import (
    ArticleAnswer,
    Reply,
    TextAnswer,
    link,
    listing,
)
from villagepub.wechat.dialogue.topics import Asked

WELCOME = "欢迎关注，这里能查村里贴出来的公示。"
ONLY_WORDS = "我只看得懂写的字。"
NOT_UNDERSTOOD = "没看懂你要查什么。"
MAX_SAID = 12  # characters of a village's name that there is not


class Speaker(Protocol):
    """For whom it is said: what lies below the place, under this site's address."""

    @property
    def place_code(self) -> str: ...
    @property
    def base_url(self) -> str: ...
    @property
    def shown(self) -> ToOpenWeb: ...


def reply_to(session: Session, desk: Speaker, text: str, *, own: str) -> Reply:
    """The answer to a keyword or a menu key. ``own``: the asker's village, or ''."""
    asked = topics.understand(text)
    if not asked.plain:
        return help_text(session, desk, own=own, head=NOT_UNDERSTOOD)
    whole = asked.plain if asked.rest else ""
    if named := lookups.villages(session, whole, desk.place_code):
        return _of_villages(session, desk, _prefer(named, own))
    codes, unknown = _where(session, desk, asked, own)
    if unknown:
        return help_text(session, desk, own=own, head=_no_such(unknown))
    hits = _hits(session, desk, asked, text, codes)
    if hits:
        return _of_hits(session, desk, hits, single=len(codes) == 1)
    return _nothing(session, desk, asked, own, codes)


def _prefer(named: Sequence[Place], own: str) -> Sequence[Place]:
    """The asker's own of several villages of one name, if it is among them."""
    return [p for p in named if p.code == own] or named


def _where(
    session: Session, desk: Speaker, asked: Asked, own: str
) -> tuple[list[str], str]:
    """The villages that are asked about, none for all; or a name that is no village."""
    if named := lookups.villages(session, asked.rest, desk.place_code):
        return [p.code for p in _prefer(named, own)], ""
    if asked.rest.endswith(("村", "社区", "村委会")):
        return [], asked.rest
    return ([own] if own else []), ""


def _no_such(name: str) -> str:
    """A reply is kept for a day: of what somebody typed only what may be a village's name."""
    is_one = len(name) <= MAX_SAID and not privacy.find(name)
    return f"没有叫“{name}”的村。" if is_one else "没有这个村。"


def _hits(
    session: Session, desk: Speaker, asked: Asked, text: str, codes: Sequence[str]
) -> list[ListedNotice]:
    """By an item's exact name, else by the topic, else by what a name holds."""
    place = desk.place_code
    exact = lookups.of_item(session, text.strip(), codes, place)
    if exact:
        return exact
    if asked.topic:
        return lookups.about(session, asked.topic.parts, codes, place)
    if len(asked.rest) < lookups.MIN_NAME:
        return []
    return lookups.about(session, (asked.rest,), codes, place)


def _of_hits(
    session: Session, desk: Speaker, hits: Sequence[ListedNotice], *, single: bool
) -> Reply:
    if len(hits) == 1:
        card = article(session, desk, hits[0].public_id)
        if card:
            return card
    if single:
        return listing(f"{hits[0].village}贴出来的，点开看：", _lines(desk, hits))
    names = {h.village for h in hits}
    alike = len({h.village_code for h in hits}) > len(names)
    said = [h.full_name if alike else h.village for h in hits]
    tip = f"写上村名就只看那个村，比如：{hits[0].village} 低保"
    return listing("有这些，点开看：", _lines(desk, hits, said), tip)


def _lines(
    desk: Speaker, hits: Sequence[ListedNotice], said: Sequence[str] = ()
) -> list[str]:
    """A link each; ``said`` is put before the titles."""
    before = [f"{name}：" for name in said] or [""] * len(hits)
    return [
        link(f"{desk.base_url}/n/{hit.public_id}", f"{name}{hit.title}")
        for name, hit in zip(before, hits, strict=True)
    ]


def _of_villages(session: Session, desk: Speaker, named: Sequence[Place]) -> Reply:
    """One village: what it has posted. Several of a name: told apart by what is above."""
    if len(named) == 1:
        return board(session, desk, named[0])
    lines = [
        link(f"{desk.base_url}/v/{p.code}", p.full_name)
        for p in named[: lookups.MAX_VILLAGES]
    ]
    head = f"叫“{named[0].short_name}”的有 {len(named)} 个，点你的村："
    return listing(head, lines, "也可以连乡镇的名字一起发。")


def board(session: Session, desk: Speaker, village: Place, head: str = "") -> Reply:
    """A village's newest notice as a card, or the list of them."""
    hits = lookups.board(session, village.code)
    if len(hits) == 1 and (card := article(session, desk, hits[0].public_id)):
        return card
    page = link(f"{desk.base_url}/v/{village.code}", f"{village.short_name}公开栏")
    if not hits:
        return TextAnswer(f"{head}{village.short_name}还没有贴出来的公示。\n{page}")
    return listing(
        f"{head}{village.short_name}贴出来的，点开看：", _lines(desk, hits), page
    )


def article(session: Session, desk: Speaker, public_id: str) -> ArticleAnswer | None:
    """One notice as the one article that WeChat takes; None if it is not published."""
    found = lookups.card(session, public_id, desk.place_code, desk.shown)
    if found is None:
        return None
    until = f"榜上贴到 {clock.say_day(found.until)}。" if found.until else ""
    address = f"{desk.base_url}/n/{found.public_id}"
    return ArticleAnswer(
        title=f"{found.village}：{found.title}",
        description=f"{found.summary.rstrip('。')}。{until}",
        image=f"{address}/card.png",
        url=address,
    )


def village_of_scene(session: Session, desk: Speaker, scene: str) -> str:
    """The village of a poster's code: a 12-digit code, or a notice's short id."""
    place = session.get(Place, scene) if len(scene) == 12 else None
    if place is not None and place.code.startswith(desk.place_code):
        return place.code
    return lookups.village_of(session, scene.lower(), desk.place_code)


def reply_to_scan(session: Session, desk: Speaker, scene: str) -> Reply:
    """A notice's own code shows that notice; a village's code its board."""
    card = article(session, desk, scene.lower())
    if card:
        return card
    place = session.get(Place, village_of_scene(session, desk, scene))
    if place is None:
        return help_text(session, desk, own="", head=WELCOME)
    return board(session, desk, place, head="记住了，以后先查这个村。")


def help_text(session: Session, desk: Speaker, *, own: str, head: str) -> TextAnswer:
    """How to ask. It is the answer to everything that is not understood."""
    village = session.get(Place, own) if own else None
    name = village.short_name if village else lookups.example(session, desk.place_code)
    how = (
        "发“低保”“财务”“耕地补贴”，就查你们村的。"
        if village
        else f"发村名加事情，比如：{name} 低保。也可以发“财务”“耕地补贴”，或者只发村名。"
    )
    address = f"{desk.base_url}/v/{village.code}" if village else f"{desk.base_url}/"
    page = link(address, f"{name}公开栏" if village else "打开公开栏，自己找村")
    return listing(head, [how, page])


def _nothing(
    session: Session, desk: Speaker, asked: Asked, own: str, codes: Sequence[str]
) -> Reply:
    if asked.topic is None:
        return help_text(session, desk, own=own, head=NOT_UNDERSTOOD)
    village = session.get(Place, codes[0]) if len(codes) == 1 else None
    where = village.short_name if village else ""
    said = f"{where}还没有贴出“{asked.topic.name}”的公示。"
    if village is None:
        return help_text(session, desk, own=own, head=said)
    page = link(f"{desk.base_url}/v/{village.code}", f"{where}公开栏")
    return listing(said, [page])
