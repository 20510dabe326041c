"""Do the lists that are there now still speak of what a finding is about?"""

from villagepub.findings.village_check import VillageResult
from villagepub.models import Finding
from villagepub.states import FindingKind

# Found in the village's notice alone, or in the lack of one.
OF_THE_NOTICE = frozenset(
    {
        FindingKind.LATE,
        FindingKind.ELEMENT_MISSING,
        FindingKind.ARITHMETIC_WRONG,
        FindingKind.TOTAL_WRONG,
        FindingKind.AREA_ABOVE_CONTRACT,
        FindingKind.PRIVATE_DATA,
        FindingKind.DUPLICATE_IN_VILLAGE,
    }
)
# What the day decides, or other villages' and periods' lists.
OF_NO_LIST = frozenset(
    {
        FindingKind.NOT_PUBLISHED,
        FindingKind.PERIOD_DIFFERS,
        FindingKind.NOT_DISCLOSED,
        FindingKind.IN_TWO_VILLAGES,
    }
)


def is_covered(finding: Finding, checked: VillageResult) -> bool:
    """Could the finding be found again, if it were still so?"""
    if finding.kind in OF_NO_LIST:
        return True
    if checked.target.notice is None:
        return False
    if finding.kind in OF_THE_NOTICE:
        return True
    if checked.government is None:
        return False
    if finding.kind is FindingKind.MISSING_IN_GOVERNMENT or not finding.name:
        return True
    names = (finding.name, finding.government_value)
    return any(map(checked.government.has_name, names))
