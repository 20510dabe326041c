"""Whom to ask about a notice, and by which phone."""

from villagepub.content import Phone
from villagepub.forms.form import Form
from villagepub.notices.numbering import Places
from villagepub.place_facts import office_name
from villagepub.states import COUNTY_HOTLINE, DISCIPLINE_HOTLINE


def whom_to_ask(form: Form, supervisors: str, reviewer: str, gap: str = " ") -> str:
    """Whom to ask first: of an election its own committee, which hears the objections
    (citations: ``election-roll``).
    """
    if form.publisher == "election":
        return "村民选举委员会"
    return f"{supervisors}{gap}{reviewer}".strip()


def phones(form: Form, places: Places, reviewer: str) -> tuple[Phone, ...]:
    """Nearest first; township and county must look into it (citations:
    ``publication-order``).
    """
    village, township = places.village, places.township
    is_election = form.publisher == "election"  # whose committee sits there
    office = village.office_phone
    lines = [
        (
            whom_to_ask(form, places.supervisors, reviewer, "　"),
            (office if is_election else "") or village.phone,
        ),
        (village.name, "" if is_election else office),
        ("政务服务热线", COUNTY_HOTLINE),
        (office_name(township.short_name), township.phone),
        ("纪检监察举报", DISCIPLINE_HOTLINE),
    ]
    return tuple(Phone(label=label, number=n) for label, n in lines if n)
