"""What the pages of powers share: where a list hangs, and paper drawn once."""

from functools import lru_cache

from flask import Response, url_for

from villagepub import place_facts, render
from villagepub.content import Phone
from villagepub.models import Place
from villagepub.powers import PowerList
from villagepub.powers.printouts import PrintoutPlace
from villagepub.states import COUNTY_HOTLINE, DISCIPLINE_HOTLINE
from villagepub.web.http import download, request_context

MAX_SHEETS = 64  # about 8 MB


def ground_of(village: Place, powers: PowerList) -> PrintoutPlace:
    """The village's names and telephones, as the law stands today."""
    town = request_context.session().get_one(Place, village.parent_code)
    lines = (
        ("村务监督委员会", village.phone),
        (village.name, village.office_phone),
        ("政务服务热线", COUNTY_HOTLINE),
        (town.short_name, town.phone),
        ("纪检监察举报", DISCIPLINE_HOTLINE),
    )
    return PrintoutPlace(
        place=village.full_name,
        village=village.short_name,
        publisher=(
            f"{village.short_name}民委员会"
            if village.short_name.endswith("村")
            else village.name
        ),
        township=place_facts.office_name(town.short_name),
        phones=tuple(Phone(label=label, number=n) for label, n in lines if n),
        day=request_context.today(),
        is_sample=powers.is_sample,
    )


def address(endpoint: str, **values: object) -> str:
    """As a code on paper has it: with scheme and host."""
    return request_context.settings().base_url + url_for(endpoint, **values)  # type: ignore[arg-type]


def pdf(data: bytes, name: str) -> Response:
    response = download(data, f"{name}.pdf", "application/pdf", "inline")
    response.headers["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=MAX_SHEETS)
def drawn(sheet: render.PowerSheet) -> bytes:
    """A sheet is drawn once; the same values are the same bytes."""
    return render.sheet_pdf(sheet)
