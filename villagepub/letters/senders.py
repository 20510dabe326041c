"""Who writes a letter to whom, in full names."""

from villagepub.errors import UserError
from villagepub.models import Place
from villagepub.notices.numbering import Places
from villagepub.place_facts import office_name

# What a committee is called on its board, and in full.
COMMITTEES = {"村委会": "村民委员会", "居委会": "居民委员会"}


def sender_of(places: Places) -> str:
    """安塞区沿河湾镇人民政府; a street has 街道办事处."""
    above, name = places.county.short_name, office_name(places.township.short_name)
    return name if name.startswith(above) else f"{above}{name}"


def addressee_of(village: Place) -> str:
    """马家沟村民委员会. Raises UserError where the place is no village."""
    if len(village.code) != 12:
        raise UserError("函只发给村。选一个村。")
    for short, full in COMMITTEES.items():
        if village.name.endswith(short):
            return village.name.removesuffix(short) + full
    if village.short_name.endswith("社区"):
        return f"{village.short_name}居民委员会"
    return f"{village.short_name.removesuffix('村')}村民委员会"
