"""Items as versioned rows: what names them, what tells two versions apart, their codes."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import asdict, dataclass
from datetime import datetime

from villagepub.canonical_json import canonical_json
from villagepub.catalog.reader import Catalog, Item, SkippedRow
from villagepub.models import CatalogItem
from villagepub.states import ItemScope

MAX_KEY = 300
# The widths of the table's columns, in the words of the sheet.
MAX_LENGTHS: Mapping[str, tuple[str, int]] = {
    "domain": ("领域", 60),
    "level1": ("一级事项", 120),
    "level2": ("二级事项", 200),
    "level3": ("三级事项", 200),
    "limit": ("公开时限", 500),
    "body": ("公开主体", 200),
    "audience": ("公开对象", 60),
}


@dataclass(frozen=True, slots=True)
class Keyed:
    key: str
    digest: str
    item: Item


def key_of(scope: ItemScope, item: Item, *, nth: int = 1) -> str:
    """What names a row through its versions: scope, domain and the three levels.

    ``nth``: which of the rows with these levels; a 二级事项 merged down over several
    rows is several items.
    """
    parts = (scope.value, item.domain, item.level1, item.level2, item.level3)
    key = "/".join(parts) + (f"#{nth}" if nth > 1 else "")
    if len(key) <= MAX_KEY:
        return key
    return key[:260] + hashlib.sha256(key.encode()).hexdigest()[:32]


def digest_of_item(item: Item) -> str:
    """Over all that the row says; where it stands in the table is no part of it."""
    facts = asdict(item)
    del facts["row"], facts["position"]
    return hashlib.sha256(canonical_json(facts).encode()).hexdigest()


def keyed(catalog: Catalog) -> tuple[list[Keyed], list[SkippedRow]]:
    """The items with their keys, and those that can't be stored with the reason."""
    found: list[Keyed] = []
    refused: list[SkippedRow] = []
    rows: dict[str, int] = {}
    nth: Counter[str] = Counter()
    for item in catalog.items:
        digest = digest_of_item(item)
        reason = _too_long(item)
        if digest in rows:
            reason = f"和第 {rows[digest]} 行一模一样，只收一次"
        if reason:
            refused.append(SkippedRow(row=item.row, reason=f"第 {item.row} 行{reason}"))
            continue
        rows[digest] = item.row
        plain = key_of(catalog.scope, item)
        nth[plain] += 1
        key = key_of(catalog.scope, item, nth=nth[plain])
        found.append(Keyed(key, digest, item))
    return found, refused


def _too_long(item: Item) -> str:
    facts = asdict(item)
    for name, (label, most) in MAX_LENGTHS.items():
        if len(facts[name]) > most:
            return f"的“{label}”有 {len(facts[name])} 个字，最多 {most} 个"
    return ""


def row_of(
    one: Keyed, *, scope: ItemScope, code: str, version: int, source: str, at: datetime
) -> CatalogItem:
    item = one.item
    return CatalogItem(
        key=one.key,
        version=version,
        code=code,
        scope=scope,
        domain=item.domain,
        position=item.position,
        level1=item.level1,
        level2=item.level2,
        level3=item.level3,
        elements=list(item.elements),
        basis=list(item.basis),
        limit=item.limit,
        body=item.body,
        channels=list(item.channels),
        audience=item.audience,
        method=item.method,
        levels=list(item.levels),
        more=dict(item.more),
        digest=one.digest,
        source=source[:200],
        imported_at=at,
    )


def new_code(item: Item, taken: Set[str]) -> str:
    """SNBT-02: the initials of the domain and the row's first place, made unique."""
    letters = initials(item.domain) or "ML"
    return next(code for code in _codes(letters, item.position) if code not in taken)


def _codes(letters: str, number: int) -> Iterator[str]:
    while True:
        yield f"{letters}-{number:02d}"
        number += 1


def initials(text: str) -> str:
    """涉农补贴 → SNBT."""
    from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
    return "".join(c for c in letters.upper() if c.isascii() and c.isalnum())[:8]
