"""Puts a read catalog into the database in versions; importing again changes nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from villagepub import privacy, tables
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.catalog import issued_lists, reader
from villagepub.catalog.reader import Catalog, SkippedRow
from villagepub.catalog.versions import Keyed, keyed, new_code, row_of
from villagepub.models import CatalogItem
from villagepub.states import ItemScope


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogImport:
    """``missing``: codes of items that this file no longer has; they are kept."""

    domain: str
    added: int
    changed: int
    unchanged: int
    refused: tuple[SkippedRow, ...]
    columns: dict[str, str]
    missing: tuple[str, ...] = ()


def read_file(data: bytes, *, filename: str) -> Catalog:
    """Raises UserError. Before the act: a big sheet takes its time."""
    return reader.read(tables.read(data, filename, fill_merged=True), filename=filename)


def import_file(act: Act, data: bytes, *, filename: str) -> CatalogImport:
    """Read a catalog's file and store it. Raises UserError."""
    return store(act, read_file(data, filename=filename), source=filename)


def store(act: Act, catalog: Catalog, *, source: str) -> CatalogImport:
    """Add what is new, give changed rows a new version, leave the rest alone."""
    place_code = act.actor.place_code if act.actor else ""
    act.allow(Action.CATALOG, place_code)
    source = privacy.file_name(source)
    items, refused = keyed(catalog)
    current = _current(act.session, catalog)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    taken = set(act.session.exec(select(CatalogItem.code)))
    for one in items:
        old = current.get(one.key)
        counts[_put(act.session, one, old, taken, catalog.scope, source, act.at)] += 1
    act.session.flush()  # lists are issued from these rows in the same transaction
    if catalog.scope is ItemScope.STANDARD:
        issued_lists.relink(act.session)
    said = {"file": source, "domain": catalog.domain, **counts}
    act.record(AuditAction.CATALOG_IMPORT, "", place_code, **said)
    kept = {one.key for one in items}
    return CatalogImport(
        domain=catalog.domain,
        refused=(*catalog.refused, *refused),
        columns=dict(catalog.columns),
        missing=tuple(sorted(r.code for k, r in current.items() if k not in kept)),
        **counts,
    )


def _current(session: Session, catalog: Catalog) -> dict[str, CatalogItem]:
    """The current rows of the catalog's domains, by key."""
    domains = {item.domain for item in catalog.items}
    rows = session.exec(
        select(CatalogItem).where(
            CatalogItem.scope == catalog.scope,
            col(CatalogItem.domain).in_(domains),
            col(CatalogItem.is_current),
        )
    )
    return {row.key: row for row in rows}


def _put(
    session: Session,
    one: Keyed,
    old: CatalogItem | None,
    taken: set[str],
    scope: ItemScope,
    source: str,
    at: datetime,
) -> str:
    """What became of the row: added, changed or unchanged."""
    if old is not None and old.digest == one.digest:
        old.position = one.item.position  # a row put in above moves the others down
        return "unchanged"
    code = old.code if old else new_code(one.item, taken)
    version = old.version + 1 if old else 1
    if old is not None:
        old.is_current = False
    taken.add(code)
    session.add(
        row_of(one, scope=scope, code=code, version=version, source=source, at=at)
    )
    return "changed" if old else "added"
