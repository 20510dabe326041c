"""What a notice and its publisher are called, and the number that it is given."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, col, select

from villagepub.canonical_json import CODE_ALPHABET
from villagepub.forms.form import Form
from villagepub.models import Notice, Number, Place, at_or_below

UNNUMBERED = "编号审核后才有"
_FIRST = sa.text(
    "INSERT INTO number (village_code, year, mark, last) VALUES (:v, :y, :m, 0) "
    "ON CONFLICT DO NOTHING"
)
ID_LENGTH = 6  # 30^6 addresses: nobody comes upon one by trying


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """A village with the township and county that it lies in."""

    village: Place
    township: Place
    county: Place

    @property
    def supervisors(self) -> str:
        """What this place calls its 村务监督机构."""
        return self._said("supervisors") or "村务监督委员会"

    @property
    def bookkeeper(self) -> str:
        """Who keeps the village's books; '' where nobody has said."""
        return self._said("bookkeeper")

    def _said(self, field: str) -> str:
        """The village's own word, else its township's, else its county's."""
        around = (self.village, self.township, self.county)
        return next((said for p in around if (said := getattr(p, field))), "")


def places_of(session: Session, village_code: str) -> Places:
    """One question for all three. Raises NoResultFound where one is missing."""
    codes = (village_code, village_code[:9], village_code[:6])
    asked = select(Place).where(col(Place.code).in_(codes))
    found = {place.code: place for place in session.exec(asked)}
    if len(found) < len(codes):
        raise NoResultFound
    village, township, county = (found[code] for code in codes)
    return Places(village=village, township=township, county=county)


def publisher_of(form: Form, village: Place) -> str:
    """村民委员会, or the collective for its own finances (citations:
    ``collective-publication``), by the name on its certificate where somebody entered it;
    an election's notices are the 村民选举委员会's (citations: ``election-roll``).
    """
    stem = _bare(village.short_name, "村")
    if form.publisher == "collective":
        return village.collective or f"{stem}村集体经济组织"
    if form.publisher == "election":
        return f"{stem}村民选举委员会"
    return f"{stem}村民委员会" if village.short_name.endswith("村") else village.name


def give_number(session: Session, *, places: Places, mark: str, year: int) -> str:
    """The next number of the village's year and kind: 安塞·沿河湾·马家沟〔2026〕惠 001号.

    The counter's row is locked, so two publications never get the same number.
    """
    key = (places.village.code, year, mark)
    # The first of a year: who comes second waits here and finds the row.
    session.connection().execute(_FIRST, dict(zip("vym", key, strict=True)))
    counter = session.get_one(Number, key, with_for_update=True, populate_existing=True)
    counter.last, said = _free(session, places, mark, year, after=counter.last)
    session.flush()  # the row must be taken before anything else is written
    return said


def next_number(session: Session, *, places: Places, mark: str, year: int) -> str:
    """What ``give_number`` would give now; nothing is taken."""
    counter = session.get(Number, (places.village.code, year, mark))
    last = counter.last if counter else 0
    return _free(session, places, mark, year, after=last)[1]


def _free(
    session: Session, places: Places, mark: str, year: int, *, after: int
) -> tuple[int, str]:
    """The next one that stands on no paper: a village that was merged or renamed may have
    had this one's name before.
    """
    while True:
        after += 1
        said = _said(places, mark, year, after)
        its = at_or_below(Notice.village_code, places.township.code)
        taken = select(Notice.id).where(its, Notice.number == said)
        if session.exec(taken).first() is None:
            return after, said


def _said(places: Places, mark: str, year: int, number: int) -> str:
    stems = (
        _bare(places.county.short_name, "区县市"),
        _bare(places.township.short_name, "镇乡"),
        _bare(places.village.short_name, "村"),
    )
    return f"{'·'.join(stems)}〔{year}〕{mark} {number:03d}号"


def _bare(name: str, endings: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in endings else name


def new_public_id(session: Session) -> str:
    """An address nobody can guess from the one before, typed without doubt."""
    letters = CODE_ALPHABET.lower()
    while True:
        candidate = "".join(secrets.choice(letters) for _ in range(ID_LENGTH))
        if _is_free(session, candidate):
            return candidate


def _is_free(session: Session, public_id: str) -> bool:
    taken = select(Notice.id).where(Notice.public_id == public_id)
    return session.exec(taken).first() is None
