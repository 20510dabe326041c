"""From a filled form to the words that people read: the one place that composes.

``compose`` is pure: the same entry, places and moment give the same ``NoticeContent``,
for the clerk's "检查一遍" and for the version that is frozen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from villagepub import citations, forms
from villagepub.content import Answer, Correction, Fact, Meta, NoticeContent, Photo
from villagepub.duties.workdays import PUBLISHED, Calendar
from villagepub.forms.accounts.ledger import completed
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form
from villagepub.forms.township.open_words import WITHHELD
from villagepub.notices.content import contacts, figures, ledger, periods
from villagepub.notices.content.charts import Earlier
from villagepub.notices.content.formatting import Marks, Sums
from villagepub.notices.content.names_in_words import web_words
from villagepub.notices.content.printed_columns import printed_columns
from villagepub.notices.content.publicity_scope import restrict
from villagepub.notices.content.signatures import short_of, signatures_of
from villagepub.notices.content.tables import board, web
from villagepub.notices.content.votes import votes
from villagepub.notices.numbering import UNNUMBERED, Places, publisher_of
from villagepub.period import Period
from villagepub.render.layouts import LAYOUTS
from villagepub.states import ATTRIBUTES, Attribute

MAX_LEAD = 60  # characters of the first sentence among the four answers


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemFacts:
    """What the catalog says of the item: its name, the link, the law, the elements."""

    name: str
    catalog: str = ""  # 涉农补贴 / 农业生产发展资金 / 耕地地力保护补贴
    basis: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeContext:
    """Everything about a version that is not in its rows.

    ``posted_at`` None: a draft, counted as if it were posted ``on``.
    """

    form: Form
    places: Places
    item: ItemFacts
    period: Period
    on: date
    version: int = 1
    title: str = ""
    posting_days: int = 0
    paragraphs: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    explanations: tuple[str, ...] = ()
    attribute: Attribute = Attribute.ACTIVE
    attribute_reason: str = ""
    agreed: str = ""  # 2026年9月2日，村党支部书记主持: by the village's 联席会议
    author: str = ""
    reviewer: str = ""
    public_id: str = ""
    base_url: str = ""
    number: str = ""
    posted_at: datetime | None = None
    correction: Correction | None = None
    marks: Marks = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()  # of a ledger: what it is drawn against
    calendar: Calendar = PUBLISHED


def compose(frame: NoticeContext, entry: Entry) -> NoticeContent:
    """The notice as its 公开属性 allows it to be read."""
    frame = replace(frame, form=forms.expanded_for(frame.form, entry))
    entry = completed(frame.form, entry)
    if frame.attribute is Attribute.ACTIVE:
        return _whole(frame, entry)
    # Without a list there is nothing left to tell which words are names.
    hide = web_words(frame.form, entry)
    if frame.form.own_columns or not forms.tells_by_phrases(frame.form):
        title = frame.title if hide(frame.title) == frame.title else ""
        said = tuple(map(hide, frame.paragraphs))
        frame = replace(frame, title=title, paragraphs=said)
    reason = hide(frame.attribute_reason)
    return restrict(_whole(frame, entry), frame.attribute, reason)


def _whole(frame: NoticeContext, entry: Entry) -> NoticeContent:
    form, village = frame.form, frame.places.village
    values = forms.totals(form, entry)
    until = periods.objection_until(form, frame.on, frame.calendar)
    return NoticeContent(
        public_id=frame.public_id,
        url=f"{frame.base_url}/n/{frame.public_id}" if frame.public_id else "",
        version=frame.version,
        form=form.id,
        layout=form.layout,
        kind=form.kind,
        area=form.area,
        place=village.full_name,
        village=village.short_name,
        village_code=village.code,
        publisher=publisher_of(form, village),
        title=title_of(frame),
        title_parts=_title_parts(frame),
        item=frame.item.name,
        period=frame.period.label,
        number=frame.number or UNNUMBERED,
        published_at=frame.posted_at,
        posting=periods.say_posting(form, frame.on, frame.posting_days),
        posting_until=periods.posting_until(form, frame.on, frame.posting_days),
        objection_period=periods.say_objection(form, frame.on, frame.calendar),
        objection_until=until,
        attribute=ATTRIBUTES[frame.attribute].text,
        catalog=frame.item.catalog,
        basis=_basis(frame),
        elements=_elements(frame, entry, until),
        meta=_meta(frame),
        facts=_facts(frame, entry, values),
        answers=_answers(frame, entry, values, until),
        board=board(form, entry, frame.marks),
        web=web(form, entry, frame.marks),
        charts=ledger.charts(form, entry, frame.period, frame.earlier),
        votes=votes(form, entry, title=title_of(frame), on=frame.on),
        paragraphs=frame.paragraphs,
        photos=frame.photos,
        explanations=frame.explanations,
        objection=periods.invite(frame.on, until),
        phones=contacts.phones(frame.form, frame.places, frame.reviewer),
        signatures=signatures_of(
            form,
            author=frame.author,
            reviewer=frame.reviewer,
            supervisors=frame.places.supervisors,
        ),
        supervisors=frame.places.supervisors,
        reviewer=frame.reviewer,
        correction=frame.correction,
        open_sentences=form.open_sentences,
    )


def title_of(frame: NoticeContext) -> str:
    return frame.title or frame.form.titled(frame.period.label, frame.item.name)


def _title_parts(frame: NoticeContext) -> tuple[str, ...]:
    parts = frame.form.titled_parts(frame.period.label, frame.item.name)
    return parts if "".join(parts) == title_of(frame) else (title_of(frame),)


def _basis(frame: NoticeContext) -> tuple[str, ...]:
    """The law of the posting date, then the catalog's own documents that still hold."""
    return citations.current_basis(frame.item.basis, frame.form.basis, frame.on)


def _elements(
    frame: NoticeContext, entry: Entry, until: date | None
) -> tuple[Meta, ...]:
    """Each 公开内容（要素） and where the notice says it; '' where it does not."""
    places = frame.places
    present = {
        figures.LIST: bool(entry.records),
        figures.PERIOD: until is not None,
        figures.BASIS: bool(_basis(frame)),
        figures.PHONES: bool(places.village.phone or places.township.phone),
    }
    filled = {place for place, is_there in present.items() if is_there}
    columns = printed_columns(frame.form, entry)
    return tuple(
        Meta(label=element, value=figures.place_of_element(columns, element, filled))
        for element in frame.item.elements
    )


def _attribute(frame: NoticeContext) -> str:
    word = ATTRIBUTES[frame.attribute].text
    plain = "，要看的到村委会申请" if frame.attribute is Attribute.ON_REQUEST else ""
    return f"{word}{plain}"


def _meta(frame: NoticeContext) -> tuple[Meta, ...]:
    form, on = frame.form, frame.on
    objection = periods.say_objection(form, on, frame.calendar)
    lines = [
        Meta(label="公告编号", value=frame.number or UNNUMBERED),
        Meta(label="公开主体", value=publisher_of(frame.form, frame.places.village)),
        Meta(label="公布期限", value=periods.say_posting(form, on, frame.posting_days)),
        *([Meta(label=periods.OBJECTION, value=objection)] if objection else ()),
        Meta(label="公开属性", value=_attribute(frame)),
    ]
    if frame.agreed:
        label = f"{frame.places.village.joint_meeting}确定"
        lines.append(Meta(label=label, value=frame.agreed, wide=True))
    basis = "、".join(_basis(frame))
    if basis:
        lines.append(Meta(label="公开依据", value=basis, wide=True))
    if frame.item.catalog:
        lines.append(Meta(label="公开目录", value=frame.item.catalog, wide=True))
    return tuple(lines)


def _facts(frame: NoticeContext, entry: Entry, values: Sums) -> tuple[Fact, ...]:
    if LAYOUTS[frame.form.layout].is_ledger:
        return ledger.facts(frame.form, entry, frame.period)
    return (
        *figures.money_fact(frame.form, entry, values),
        *figures.facts(frame.form, entry, values),
    )


def _answers(
    frame: NoticeContext, entry: Entry, values: Sums, until: date | None
) -> tuple[Answer, ...]:
    phrases = _phrases(frame, entry, values)
    return (
        *_how_much(frame, entry, values, phrases),
        _who(frame, entry, phrases),
        *figures.states(frame.form, entry),
        _why(frame, phrases),
        _whom_to_ask(frame, until),
    )


def _phrases(frame: NoticeContext, entry: Entry, values: Sums) -> dict[str, str]:
    phrases = figures.phrase_values(frame.form, entry, values)
    phrases["bookkeeper"] = frame.places.bookkeeper
    if "{lead}" in frame.form.wording.who:
        phrases["lead"] = _lead(frame, entry)
    return phrases


def _how_much(
    frame: NoticeContext, entry: Entry, values: Sums, phrases: Mapping[str, str]
) -> Iterator[Answer]:
    first = next(iter(_facts(frame, entry, values)), None)
    if first and first.big:
        yield Answer(
            question="多少钱",
            answer=first.label,
            figure=first.value,
            unit=first.unit,
            note=_money_note(frame.form, entry, phrases),
        )


def _who(frame: NoticeContext, entry: Entry, phrases: Mapping[str, str]) -> Answer:
    wording, bands = frame.form.wording, figures.by_band(frame.form, entry)
    return Answer(
        question=wording.who_question,
        answer=figures.phrase(wording.who, phrases),
        note="；".join(f"{fact.label}，{fact.value} 元" for fact in bands),
    )


def _why(frame: NoticeContext, phrases: Mapping[str, str]) -> Answer:
    why = figures.phrase(frame.form.wording.why, phrases).removesuffix("。")
    return Answer(question="凭什么", answer=f"{why}。")


def _whom_to_ask(frame: NoticeContext, until: date | None) -> Answer:
    committee = f"村{short_of(frame.places.supervisors)}"
    return Answer(
        question="找谁问",
        answer=contacts.whom_to_ask(frame.form, committee, frame.reviewer),
        figure=frame.places.village.phone,
        note=periods.say_until(until) if until else "随时可以问",
    )


def _money_note(form: Form, entry: Entry, phrases: Mapping[str, str]) -> str:
    """How the sum came about; of a ledger only where it did."""
    if LAYOUTS[form.layout].is_ledger and not ledger.adds_up(form, entry):
        return ""
    return figures.phrase(form.wording.money_note, phrases)


def _lead(frame: NoticeContext, entry: Entry) -> str:
    """The first sentence of what is told, as the open web may say it."""
    first = next(iter(frame.paragraphs), title_of(frame))
    said = web_words(frame.form, entry)(first.partition("。")[0])
    if said == WITHHELD:
        said = title_of(replace(frame, title=""))
    return f"{said[:MAX_LEAD]}……" if len(said) > MAX_LEAD else said
