"""Who may do what. Every verb asks here; what is not allowed is forbidden."""

from dataclasses import dataclass
from enum import StrEnum

from villagepub.errors import UserError
from villagepub.models import Staff
from villagepub.states import Role


class Action(StrEnum):
    """What staff can do, each confined to the actor's place."""

    DRAFT = "draft"  # write, change and submit a notice
    REVIEW = "review"  # sign or return it
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    FORWARD = "forward"  # tick a group, answer "did it arrive?"
    READ = "read"  # see drafts, checks and deliveries of a place
    CATALOG = "catalog"  # import catalogs, issue village lists
    CHANNELS = "channels"  # a place's groups and robots
    ACCOUNTS = "accounts"  # 公众号 and 企业微信, which all of a township's people meet
    CHECK = "check"  # import disclosures, hold notices against them, assign findings
    ANSWER = "answer"  # answer what the township found
    STAFF = "staff"
    EVENT = "event"  # say that something happened which has to be published
    PLACES = "places"  # phones and names that notices print


GRANTS: dict[Role, frozenset[Action]] = {
    Role.CLERK: frozenset(
        {
            Action.DRAFT,
            Action.CORRECT,
            Action.WITHDRAW,
            Action.FORWARD,
            Action.READ,
            Action.CHANNELS,
            Action.ANSWER,
            Action.EVENT,
        }
    ),
    # The committee supervises (citations: ``supervision``); it never writes what it signs.
    Role.SUPERVISOR: frozenset({Action.REVIEW, Action.READ, Action.EVENT}),
    Role.HEAD: frozenset({Action.READ}),
    Role.TOWNSHIP: frozenset(
        {
            Action.READ,
            Action.CATALOG,
            Action.CHANNELS,
            Action.ACCOUNTS,
            Action.STAFF,
            Action.CHECK,
            Action.EVENT,
            Action.PLACES,
        }
    ),
    Role.COUNTY: frozenset(
        {Action.READ, Action.CATALOG, Action.STAFF, Action.CHECK, Action.PLACES}
    ),
}

# Whose work is the township's desk; nobody of a village opens a page of it.
AT_THE_TOWNSHIP = frozenset({Role.TOWNSHIP, Role.COUNTY})


class Forbidden(UserError):
    """The actor may not do this here; the message is for them."""

    status = 403
    has_way_back = False  # that page may be closed to them too
    title = "这里你进不去"


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """A signed-in member of staff as plain values, and where they sit."""

    id: int
    name: str
    role: Role
    place_code: str
    address: str = ""

    @classmethod
    def of(cls, staff: Staff, *, address: str = "") -> "Actor":
        if staff.id is None:
            raise ValueError("staff must be stored before they act")
        return cls(
            id=staff.id,
            name=staff.name,
            role=staff.role,
            place_code=staff.place_code,
            address=address,
        )


def may(actor: Actor, action: Action, place_code: str) -> bool:
    """True if the actor's role has the action and the place lies in theirs.

    Codes nest: a township's nine digits begin the codes of its villages.
    """
    return action in GRANTS[actor.role] and place_code.startswith(actor.place_code)


def allow(actor: Actor, action: Action, place_code: str) -> None:
    """Raise Forbidden unless ``may``."""
    if action not in GRANTS[actor.role]:
        raise Forbidden("这件事不归你的岗位办。")
    if not place_code.startswith(actor.place_code):
        raise Forbidden("这是别的村的事，你看不到也改不了。")
