"""What a notice lacks before it may hang on a wall: its paper can't be mended there."""

from dataclasses import dataclass, replace

from villagepub.content import NoticeContent
from villagepub.notices.errors import NoticeFault
from villagepub.notices.numbering import Places
from villagepub.settings import is_this_machine


@dataclass(frozen=True, kw_only=True, slots=True)
class Lack:
    """``page``: the endpoint where the township mends it."""

    said: str
    page: str


ADDRESS = Lack(
    said="网址还是这台电脑自己的，榜上的二维码别人的手机扫不开",
    page="township.address",
)


def address_lacks(base_url: str) -> tuple[Lack, ...]:
    return (ADDRESS,) if is_this_machine(base_url) else ()


def phone_lacks(places: Places) -> tuple[Lack, ...]:
    """Whom to ask, by the names of today: before it is handed in."""
    asked = (
        (f"{places.village.short_name}{places.supervisors}", places.village.phone),
        (f"{places.township.short_name}政府", places.township.phone),
    )
    return tuple(
        Lack(said=f"{whose}的电话还没有写", page="township.phones")
        for whose, number in asked
        if not number
    )


def lacks(content: NoticeContent, base_url: str) -> tuple[Lack, ...]:
    """What a signed notice lacks for the wall: its phones are those of its day."""
    labels = [phone.label for phone in content.phones]
    asked = (content.supervisors, "人民政府")
    missing = tuple(
        Lack(
            said=f"签字那天没有{who}的电话：先写上，再更正一次",
            page="township.phones",
        )
        for who in asked
        if not any(who in label for label in labels)
    )
    return (*address_lacks(base_url), *missing)


def require_none(found: tuple[Lack, ...]) -> None:
    """Raises NoticeFault."""
    if found:
        said = "；".join(lack.said for lack in found)
        raise NoticeFault(f"还不能印：{said}。请镇上补好再印。")


def addressed(content: NoticeContent, base_url: str) -> NoticeContent:
    """Signed while nobody had written the address: the code leads where pages are now."""
    if not is_this_machine(content.url):
        return content
    return replace(content, url=f"{base_url}/n/{content.public_id}")
