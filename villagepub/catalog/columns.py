"""Which column of a published catalog says what, in every layout that was met."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# Words of a head's last part; the first that fits counts. What fits none is kept with
# its head beside the item (咨询电话, 责任科室, 依据效力 …).
HEADS: tuple[tuple[str, str], ...] = (
    ("number", r"序号|编号"),
    ("domain", r"(?:公开|试点)?领域"),
    ("level1", r"一级(?:公开)?(?:事项|目录|指标)?"),
    ("level2", r"二级(?:公开)?(?:事项|目录|指标)?"),
    ("level3", r"三级(?:公开)?(?:事项|目录|指标)?"),
    ("elements", r"公开(?:内容|要素).*|内容（?要素）?|主要内容"),
    ("basis", r"(?:公开|法律|政策)?(?:法律)?依据"),
    ("limit", r"公开(?:时限|时间|期限|频次|周期).*|时限(?:要求)?"),
    ("body", r"(?:公开)?(?:责任)?主体(?:（.*）)?|(?:公开)?责任(?:单位|部门)"),
    (
        "channels",
        r"(?:公开)?(?:渠道|载体|渠道[和及、与]载体|载体[和及、与]渠道|方式和渠道)(?:（.*）)?",
    ),
    ("audience", r"公开对象"),
    ("method", r"公开方式"),
    ("levels", r"公开层级"),
    ("attribute", r"公开属性"),
    ("name", r"公开事项(?:名称)?|事项(?:名称)?|目录名称"),
)
_WHOLE = re.compile(r"全社会|社会公众|全体.*")
_SPECIAL = re.compile(r"特定(?:群体|群众|对象|人群)(?:（.*）)?")
_ACTIVE = re.compile(r"主动(?:公开)?")
_REQUEST = re.compile(r"依申请(?:公开)?")
_LEVELS = re.compile(r"(?:[省市县区乡镇村街居旗州]|街道|社区|[（）、/及和])+级")


@dataclass(slots=True)
class CatalogColumns:
    """Column indices. ``marked`` are columns of ticks: (index, field, word).

    ``more`` are heads that say nothing the catalog has a field for.
    """

    single: dict[str, int] = field(default_factory=dict)
    marked: list[tuple[int, str, str]] = field(default_factory=list)
    more: dict[int, str] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)

    @property
    def is_catalog(self) -> bool:
        levels = {"level1", "level2", "level3"} & self.single.keys()
        fields = {"elements", "limit", "basis"} & self.single.keys()
        return bool(levels) and len(fields) >= 1


def recognise(labels: Sequence[str]) -> CatalogColumns:
    """What each head means; ``labels`` are stacked parts joined by a space."""
    found = CatalogColumns()
    for index, label in enumerate(labels):
        meaning = _place(found, index, label)
        if meaning == "":
            found.more[index] = label
        found.meanings[label or f"第 {index + 1} 列"] = meaning
    _name_as_level(found)
    return found


def _place(found: CatalogColumns, index: int, label: str) -> str:
    """Note the column and say the field that it is for; '' if it is for none."""
    parts = re.sub(r"\s*[:：]$", "", label).split(" ")
    tick = _tick(parts)
    if tick is not None:
        found.marked.append((index, *tick))
        return tick[0]
    for meaning, pattern in HEADS:
        if meaning not in found.single and re.fullmatch(pattern, parts[-1]):
            found.single[meaning] = index
            return meaning
    return ""


def _tick(parts: Sequence[str]) -> tuple[str, str] | None:
    """The field and the word that a mark in a column of this head chooses."""
    word, above = parts[-1], "".join(parts[:-1])
    if _WHOLE.fullmatch(word):
        return "audience", "全社会"
    if _SPECIAL.fullmatch(word):
        return "audience", word
    if _ACTIVE.fullmatch(word):
        return "method", "主动"
    if _REQUEST.fullmatch(word):
        return "method", "依申请"
    if _LEVELS.fullmatch(word) and "事项" not in above:
        return "levels", word
    if above and re.search(r"渠道|载体", above):
        return "channels", word
    return None


def _name_as_level(found: CatalogColumns) -> None:
    """公开事项 without levels is the first level, or the next one below those named."""
    name = found.single.pop("name", None)
    if name is None:
        return
    free = [k for k in ("level1", "level2", "level3") if k not in found.single]
    if free:
        found.single[free[0]] = name
        label = next(k for k, v in found.meanings.items() if v == "name")
        found.meanings[label] = free[0]


def split_levels(word: str) -> tuple[str, ...]:
    """乡、村级 → 乡级, 村级."""
    stems = [s for s in re.split(r"[、/及和]", word.removesuffix("级")) if s]
    return tuple(f"{s}级" for s in stems)
