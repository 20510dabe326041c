"""The township's verbs: begin a form, change it, issue it to villages, end it."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.catalog.form_links import link_of
from villagepub.forms import FormError, lists_people, load
from villagepub.forms.form import Form
from villagepub.forms.loader import raw_data
from villagepub.forms.township import form_text, own_form
from villagepub.forms.township.own_word_rules import lists_people_in_need
from villagepub.models import FormVersion, VillageItem, at_or_below

MAX_DIGITS = 10  # of a form's number
MAX_VERSIONS = 999  # as many as an id has room for


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnForm:
    """A form as its township works on it. ``row``: its last version; ``issued``: the
    version that villages fill, 0 if none; ``items``: what is posted in it.
    """

    row: FormVersion
    data: Mapping[str, Any]
    issued: int
    items: tuple[str, ...]

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def name(self) -> str:
        return str(self.data.get("name", ""))

    @property
    def form(self) -> Form:
        """Raises FormError while it breaks a rule."""
        return own_form.read(self.data, self.row.form_id)


def listed(session: Session, township: str) -> list[OwnForm]:
    """A township's forms, the newest first."""
    rows: dict[int, list[FormVersion]] = {}
    for row in session.exec(
        select(FormVersion)
        .where(FormVersion.place_code == township)
        .order_by(col(FormVersion.number).desc(), col(FormVersion.version))
    ):
        rows.setdefault(row.number, []).append(row)
    used = _used(session, township)
    return [_own(versions, used) for versions in rows.values()]


def find(session: Session, township: str, number: int) -> OwnForm:
    """Raises FormError if the township has no such form."""
    found = (one for one in listed(session, township) if one.number == number)
    one = next(found, None)
    if one is None:
        raise FormError("没有这张表样，请回到表样清单。")
    return one


def items_of(session: Session, township: str) -> dict[str, str]:
    """What stands on the lists of a township's villages, and the form that it is filled in."""
    rows = session.exec(
        select(VillageItem.name, VillageItem.form)
        .where(at_or_below(col(VillageItem.village_code), township))
        .where(col(VillageItem.is_active), VillageItem.item_key != "other")
        .order_by(col(VillageItem.position))
    )
    return dict(rows.all())


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < MAX_DIGITS else 0


def text_of(session: Session, form_id: str) -> str:
    """The file of Z3.2, of Z3 that of its last version. Raises FormError."""
    number, _, version = form_id.removeprefix("Z").partition(".")
    rows = session.exec(
        select(FormVersion)
        .where(FormVersion.number == _number(number))
        .order_by(col(FormVersion.version).desc())
    )
    found = (row for row in rows if not version or str(row.version) == version)
    row = next(found, None)
    if row is None or not form_id.startswith("Z"):
        raise FormError(f"没有“{form_id}”这张表样。")
    return row.content


def _own(versions: Sequence[FormVersion], used: Mapping[str, set[str]]) -> OwnForm:
    row = versions[-1]
    items = {item for v in versions for item in used.get(v.form_id, ())}
    return OwnForm(
        row=row,
        data=raw_data(row.content, row.form_id),
        issued=max((v.version for v in versions if v.issued_at), default=0),
        items=tuple(sorted(items)),
    )


def _used(session: Session, township: str) -> dict[str, set[str]]:
    rows = session.exec(
        select(VillageItem.form, VillageItem.name)
        .where(at_or_below(VillageItem.village_code, township))
        .where(col(VillageItem.form).startswith("Z"))
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for form, name in rows:
        found.setdefault(form, set()).add(name)
    return found


def create(
    act: Act, *, township: str, data: Mapping[str, Any], source: str
) -> FormVersion:
    """A new form, not issued yet. Raises FormError for one that breaks a rule."""
    act.allow(Action.CATALOG, township)
    last = act.session.exec(select(sa.func.max(FormVersion.number))).one()
    row = FormVersion(
        place_code=township,
        number=(last or 0) + 1,
        version=1,
        content="",
        digest="",
        changed_at=act.at,
    )
    return _keep(act, row, data, source)


def change(
    act: Act, *, township: str, number: int, data: Mapping[str, Any]
) -> FormVersion:
    """Work on a form: what is issued stays as it is, and the next version begins."""
    act.allow(Action.CATALOG, township)
    row = find(act.session, township, number).row
    content, _ = _written(row, data)
    if content == row.content:
        return row
    if row.issued_at:
        if row.version >= MAX_VERSIONS:
            raise FormError(f"这张表样已经改了 {MAX_VERSIONS} 版，请照着它另做一张。")
        row = FormVersion(
            place_code=township,
            number=number,
            version=row.version + 1,
            content="",
            digest="",
            source=row.source,
            changed_at=act.at,
        )
    return _keep(act, row, data, row.source)


def drop(act: Act, *, township: str, number: int) -> None:
    """Throw away the version that is worked on; what is issued stays."""
    act.allow(Action.CATALOG, township)
    row = find(act.session, township, number).row
    if row.issued_at:
        raise FormError("这一版已经下发，不能删；不再用就停用。")
    act.session.delete(row)
    act.session.flush()
    subject = f"form:{row.form_id}"
    act.record(AuditAction.FORM_CHANGE, subject, township, dropped=True)


def _written(row: FormVersion, data: Mapping[str, Any]) -> tuple[str, Form]:
    whole = {**data, "id": row.form_id}
    form = own_form.read(whole, row.form_id)
    return form_text.write({"id": whole.pop("id"), **whole}), form


def _keep(
    act: Act, row: FormVersion, data: Mapping[str, Any], source: str
) -> FormVersion:
    row.content, form = _written(row, data)
    row.digest = hashlib.sha256(row.content.encode()).hexdigest()
    row.source = privacy.file_name(source)
    row.staff_id, row.changed_at = act.staff_id, act.at
    act.session.add(row)
    act.session.flush()
    act.record(
        AuditAction.FORM_CHANGE,
        f"form:{row.form_id}",
        row.place_code,
        name=form.name,
        digest=row.digest,
    )
    return row


def issue(
    act: Act, *, township: str, number: int, items: Collection[str]
) -> FormVersion:
    """From now on the township's villages fill these items in the form's last version.

    Drafts and notices stay in the version that they were made in; an item that is left
    out has its shipped form again. Raises FormError where the list that an item is may
    say less to the web than the form does.
    """
    act.allow(Action.CATALOG, township)
    own = find(act.session, township, number)
    form, row = own.form, own.row
    for item in items:
        require_as_narrow(form, item)
    rows = act.session.exec(
        select(VillageItem).where(at_or_below(VillageItem.village_code, township))
    ).all()
    if missing := set(items) - {line.name for line in rows}:
        raise FormError(f"各村的清单上没有“{missing.pop()}”这一项。")
    row.issued_at, row.ended_at = row.issued_at or act.at, None
    for line in rows:
        is_own = line.form.startswith(f"Z{number}.")
        if line.name in items:
            line.form = row.form_id
        elif is_own:
            line.form = link_of(line.name).form
    act.session.flush()
    act.record(
        AuditAction.FORM_ISSUE,
        f"form:{row.form_id}",
        township,
        digest=row.digest,
        items=sorted(items),
    )
    return row


def require_as_narrow(form: Form, item: str) -> None:
    """A list whose shipped form shows totals alone, or that is of people in need, shows
    no more in a township's form; and one may object to it as long.
    """
    shipped = load().get(link_of(item).form)
    only_totals = lists_people_in_need(item) or shipped and shipped.web_rows == "totals"
    if only_totals and form.web_rows != "totals" and lists_people(form):
        raise FormError(
            f"“{item}”的名单网上只能写全村的总数。把表样的“网上看到什么”改成“只有总数”，再下发。"
        )
    if shipped is None:
        return
    least, given = shipped.objection, form.objection
    is_shorter = given.days < least.days or least.unit == "working" != given.unit
    if least.days and is_shorter:
        unit = "个工作日" if least.unit == "working" else "日"
        raise FormError(
            f"“{item}”的公示期规定是 {least.days} {unit}，表样写的不够。改好再下发。"
        )


def end(act: Act, *, township: str, number: int) -> FormVersion:
    """Nothing new is made in it; what it was used for has its shipped form again."""
    act.allow(Action.CATALOG, township)
    row = find(act.session, township, number).row
    for line in act.session.exec(
        select(VillageItem)
        .where(at_or_below(VillageItem.village_code, township))
        .where(col(VillageItem.form).startswith(f"Z{number}."))
    ):
        line.form = link_of(line.name).form
    row.ended_at = act.at
    act.session.flush()
    act.record(AuditAction.FORM_END, f"form:{row.form_id}", township)
    return row
