"""Who is in the demonstration and what happened there, out of ``data/scenario.toml``.

The neighbours' steps say per item on which day after the quarter's end the notice went
up, or in one word how far it got. All people are fictional.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from villagepub.canonical_json import typed
from villagepub.data_files import toml_of
from villagepub.disclosures import Facts
from villagepub.powers import PowerItem
from villagepub.states import Role

MAJIAGOU = "610603102201"
GAOJIAMAO = "610603102214"
BIANQIANG = "610603102212"
TOWNSHIP = "610603102"

SUBSIDY = "耕地地力保护补贴"
LOW_INCOME = "农村最低生活保障对象"
ELDERS = "高龄老人补贴对象"
RELIEF = "救灾救济款物分配和物资管理"
FINANCE = "村级财务收支逐笔明细"
PAY = "村干部报酬"
DEBTS = "村集体债权债务"

NOTHING = "本期无"
WAITING = "待审"
RETURNED = "退回"
MISSING = "没贴"
Step = int | str  # days after the start, or one of the words above


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    login: str
    name: str
    role: Role
    place: str
    password: str  # printed at every start of the demo


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One notice of the past: what was uploaded, when, and what came of it."""

    village: str
    item: str
    period: str
    file: str
    posted: str  # the day it was signed
    correction: tuple[str, str, str] = ("", "", "")  # name, column, new value
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """One thing that the village's subsidy list says otherwise than the government's.

    ``row`` counts the village's households from 0. ``column`` is name, area, rate, or
    gone: the household is missing.
    """

    row: int
    column: str
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """``steps``: subsidy (after the disclosure), low income, elders, relief, finance."""

    code: str
    clerk: str
    supervisor: str
    steps: tuple[Step, Step, Step, Step, Step]
    mistakes: tuple[Mistake, ...] = ()
    rate: str = "60"  # 元/亩 as the village wrote it for everybody

    @property
    def phone(self) -> str:
        """The committee's; it rings nowhere."""
        return f"0911-00621{self.code[-2:]}"

    @property
    def quarter(self) -> Iterator[tuple[str, Step]]:
        """The items of the last quarter with how far each got."""
        yield from zip(
            (LOW_INCOME, ELDERS, RELIEF, FINANCE), self.steps[1:], strict=True
        )
        yield PAY, self.steps[1]
        yield DEBTS, NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """``phones`` and ``office_phones`` by code; a group: its village, name and keeper;
    ``own_power``: what Majiagou added to the list by itself.
    """

    catalogs: tuple[str, ...]
    bookkeeper: str
    phones: Mapping[str, str]
    office_phones: Mapping[str, str]
    groups: tuple[tuple[str, str, str], ...]
    disclosed_file: str
    disclosed: Facts
    own_power: PowerItem
    accounts: tuple[Login, ...]
    stories: tuple[Story, ...]
    neighbours: tuple[Neighbour, ...]


def read(name: str) -> bytes:
    """A file that the demo carries."""
    return files("villagepub.demo").joinpath("data", name).read_bytes()


SCENARIO = typed(Scenario, toml_of("demo/data/scenario.toml"))
