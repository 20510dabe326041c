"""From a notice to the power that it comes from."""

from villagepub.powers.item import PowerItem, PowerList


def power_of(powers: PowerList, item: str) -> PowerItem | None:
    """The power that makes notices of this line of the 公开事项清单.

    A county names its lines in its own words, so where none is named so in full the line
    decides that holds the power's own words, the longest of them. None where none fits.
    """
    named = [(name, power) for power in powers.items for name in power.produces]
    exact = [power for name, power in named if name == item]
    if exact:
        return exact[0]
    near = [(name, power) for name, power in named if name in item or item in name]
    return max(near, key=lambda one: len(one[0]))[1] if near and item else None
