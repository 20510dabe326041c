"""Who signs: the people of the body that publishes, by the office that they hold.

村民委员会: 村务监督机构 audits (村民委员会组织法第三十七条). 农村集体经济组织: its 监事会 audits,
the 会计主管 signs the accounts, the 理事会 answers for the truth (农村集体经济组织法第三十二条、
第四十五条). Who holds an office that is not in the system signs by hand.
"""

from villagepub.content import Signature
from villagepub.forms.form import Form


def signatures_of(
    form: Form, *, author: str, reviewer: str, supervisors: str
) -> tuple[Signature, ...]:
    """``supervisors``: what the village calls its 村务监督机构, 村务监督委员会 as a rule."""
    if form.publisher == "collective":
        return (
            Signature(role="经办人", name=author),
            Signature(role="会计主管"),
            Signature(role="监事会（监事）"),
            Signature(role="理事长"),
            Signature(role="张榜日期"),
        )
    head = "选委会主任" if form.publisher == "election" else "村负责人"
    return (
        Signature(role="经办人", name=author),
        Signature(role=short_of(supervisors), name=reviewer),
        Signature(role=head),
        Signature(role="张榜日期"),
    )


def short_of(supervisors: str) -> str:
    """村务监督委员会 → 监委会, 村民监督委员会 → 监委会; another word stays as it is."""
    return "监委会" if supervisors.endswith("监督委员会") else supervisors
