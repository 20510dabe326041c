"""What the desk is about, read once: the villages, what they owe, what hangs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from villagepub.duties.duty import Duty
from villagepub.duties.hung_sheets import HungSheet
from villagepub.models import Place
from villagepub.period import Period


@dataclass(frozen=True, kw_only=True, slots=True)
class VillagesAtOnce:
    """By village code, ``sheets`` by notice too, with its public id. ``unequal``: open
    differences by village, item and period.
    """

    villages: Sequence[Place]
    duties: Mapping[str, Sequence[Duty]]
    sheets: Mapping[str, Mapping[str, HungSheet]]
    unequal: Mapping[tuple[str, str, str], int]
    today: date
    chosen: frozenset[str]  # the villages that are shown; all where nobody chose
    span: Period | None = None  # what is looked back at, by ``past``
    past: Mapping[str, Sequence[Duty]] = field(default_factory=dict)

    @property
    def shown(self) -> Sequence[Place]:
        return [v for v in self.villages if v.code in self.chosen]

    @property
    def looked_at(self) -> Mapping[str, Sequence[Duty]]:
        """What is owed now, or was in the time that is looked back at."""
        return self.past if self.span else self.duties

    def sheet_of(self, code: str, public_id: str) -> HungSheet | None:
        """What the village said of a notice's sheet on its board."""
        return self.sheets.get(code, {}).get(public_id)
