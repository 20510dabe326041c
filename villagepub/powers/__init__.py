"""小微权力清单: the list as data, its rules, its versions, and what people read of it."""

from villagepub.powers.item import (
    AREA_KINDS,
    MEETINGS,
    WHENS,
    Area,
    Blank,
    Guide,
    PowerItem,
    PowerList,
    PowerStep,
    Publicity,
    RequiredPaper,
    Risk,
    When,
)
from villagepub.powers.origins import power_of
from villagepub.powers.rules import check
from villagepub.powers.sample import sample
from villagepub.powers.words import total_words
from villagepub.powers.workbook import read_workbook, write_workbook
