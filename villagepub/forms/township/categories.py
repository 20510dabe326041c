"""What a free notice is about, as a clerk says it: the area and the mark of its number."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from villagepub.forms.form import Form

Category = Literal["", "money", "subsidy", "land", "decision", "news"]


@dataclass(frozen=True, slots=True)
class About:
    label: str
    area: str
    mark: str


CATEGORIES: Mapping[Category, About] = {
    "money": About("村里的钱", "村级财务", "财"),
    "subsidy": About("补贴", "惠农政策", "惠"),
    "land": About("地和工程", "乡村振兴", "建"),
    "decision": About("大家定的事", "民主决策", "议"),
    "news": About("通知", "其他事项", "通"),
}


def for_category(form: Form, category: Category) -> Form:
    """The form with the area and the mark of what it is about."""
    chosen = CATEGORIES.get(category)
    return replace(form, area=chosen.area, mark=chosen.mark) if chosen else form
