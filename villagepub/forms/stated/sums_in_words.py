"""What sentences state as sums: 合计：3人，1760.00元; 债权500元，债务1300元; （共3人，合计450元）.

Words before a figure say which column it is of, or of which kind the rows are that it
sums; a figure that only says 合计 is of the column that has its unit, where one alone can.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.sheet_heads import words_of
from villagepub.forms.quantities import quantity
from villagepub.forms.quantities.unit_resolution import dimension_of
from villagepub.forms.words.classes import class_in_title
from villagepub.tables.totals import SaidFigure

PEOPLE = ("人", "口", "名")
COUNT = "#"  # in place of a column's key: how many rows there are
_BETWEEN = re.compile(r"[：:，,、。；;（()）]+")
_FILLING = re.compile(r"(?:一?共计?|总?合计|总计|小计|总共|金额|[为是计有发共])+$")
_OF_ALL = re.compile(
    r"(?:以上|上述|本[表页次批期月季]|全[表村])?(?:大写|小写|人民币|金额|数额|一?共计?|[总小]?合?计|总共|[为是有发])*"
)
_OF_SOME = re.compile(r"其中|每|均|标准|单价")
# A title says more than its list's sums (五保户3人): only what says 共 is one.
_IN_TITLE = re.compile(r"(?:本[表次批期月季])?(?:一?共计?|总?合计|总计|总共).*")
_LEADING = re.compile(
    r"^(?:年度?|月份?|季度|本[月期季年次村组届]|全[村组年]|上述|以上|其中)+"
)
_LIMIT = re.compile(r"及?以[上下内]|左右|封顶|为限|的|[/／每起至到~～—-]")
_SHORT = {
    "income": ("收", "进"),
    "spending": ("支", "花"),
    "balance": ("余", "剩", "还剩", "结余", "还余"),
}
_TIMES = ("天", "日", "月", "年")  # 公示期共7天


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidSum:
    """``key``: of a column, or ``COUNT``, '' where nobody can tell; ``value`` in the
    column's unit; ``of``: the kind of the rows that it sums (债权), '' for all.
    """

    key: str
    value: str
    of: str = ""


def sums_said(form: Form, figures: Sequence[SaidFigure]) -> Iterator[SaidSum]:
    """In the order of the sentence; what is said behind 其中 is no sum of all rows."""
    of = ""
    alone = _alone(figures)
    for figure in figures:
        words = _last_words(figure.words)
        if "其中" in figure.words:
            return
        if _OF_SOME.search(words):
            continue
        kind = _kind_of(form, words)
        of = kind or of
        found = _sum(form, figure, words, is_alone=bool(kind) or figure in alone)
        if found:
            key, value = found
            yield SaidSum(key=key, value=value, of=of)


def in_title(figures: Sequence[SaidFigure]) -> list[SaidFigure]:
    """The figures of a line above the list that say that they are sums of all of it."""
    return [
        figure
        for figure in figures
        if _IN_TITLE.fullmatch(_last_words(figure.words))
        and not figure.figure.endswith(_TIMES)
    ]


def named_in_title(
    form: Form, figures: Sequence[SaidFigure], behind: Sequence[str]
) -> Iterator[SaidSum]:
    """收回98张, 收500元，余300元: figures of the title that say just one column's name.

    ``behind``: what stands behind each figure; 补贴面积8亩以上 is a rule and no sum.
    """
    for figure, rest in zip(figures, behind, strict=True):
        said = _read(figure.figure)
        if said is None or not said.unit or _LIMIT.match(rest):
            continue
        whole = _LEADING.sub("", _last_words(figure.words))
        words = {whole, _FILLING.sub("", whole)}
        own = {c.key: c for c in form.columns if not words.isdisjoint(_called(form, c))}
        column = next(iter(own.values()), None)
        if len(own) == 1 and column and _fits(column, said.unit):
            yield SaidSum(key=column.key, value=_in_own_unit(column, said))


def _called(form: Form, column: FormColumn) -> tuple[str, ...]:
    """What a title calls a column of numbers: 收入, 收; 可分配收益, as the notice calls the
    sum of its money.
    """
    if column.kind not in ("money", "area", "count"):
        return ()
    is_money = column.key == form.wording.money
    label = (form.wording.money_label,) if is_money else ()
    return (*words_of(column), *_SHORT.get(column.role, ()), *label)


def _last_words(words: str) -> str:
    return next(filter(None, reversed(_BETWEEN.split(words))), "")


def _alone(figures: Sequence[SaidFigure]) -> list[SaidFigure]:
    """Those that no other figure of their dimension stands beside."""
    by: dict[str, list[SaidFigure]] = {}
    for figure in figures:
        if said := _read(figure.figure):
            by.setdefault(_measure(said.unit), []).append(figure)
    return [own[0] for own in by.values() if len(own) == 1]


def _measure(unit: str) -> str:
    return next((d for d in ("money", "area") if unit in quantity.UNITS[d]), unit)


def _read(text: str) -> quantity.Quantity | None:
    try:
        return quantity.parse(text, "money")
    except quantity.NumberError:
        return None


def _sum(
    form: Form, figure: SaidFigure, words: str, *, is_alone: bool
) -> tuple[str, str] | None:
    """None of what is no sum of a list's columns: a date, a number without a unit."""
    said = _read(figure.figure)
    if said is None or not said.unit:
        return None
    named = _named(form, words, said.unit)
    if named is None and (is_alone or _OF_ALL.fullmatch(words)):
        named = _by_unit(form, said.unit)
    if named is not None:
        return named.key, _in_own_unit(named, said)
    if said.unit == form.row_unit or form.row_unit == "人" and said.unit in PEOPLE:
        return COUNT, quantity.plain(said.value)
    return ("", figure.figure) if _is_summed(form, said.unit) else None


def _in_own_unit(column: FormColumn, said: quantity.Quantity) -> str:
    dimension = dimension_of(column)
    value = said.converted(dimension) if dimension else said.value
    return quantity.plain(value, 2 if dimension else 0)


def _fits(column: FormColumn, unit: str) -> bool:
    dimension = dimension_of(column)
    if dimension:
        return column.kind == dimension and unit in quantity.UNITS[dimension]
    return unit in (column.unit, *column.same_units)


def _is_summed(form: Form, unit: str) -> bool:
    return any(c.sum and _fits(c, unit) for c in form.columns)


def _named(form: Form, words: str, unit: str) -> FormColumn | None:
    """The column whose head the words end with, the longest that is no other's too."""
    bare = _FILLING.sub("", words) or words
    fitting = [
        (len(word), c)
        for c in form.columns
        if c.sum and _fits(c, unit)
        for word in words_of(c)
        if len(word) > 1 and (words.endswith(word) or bare.endswith(word))
    ]
    longest = max((length for length, _ in fitting), default=0)
    own = {c.key: c for length, c in fitting if length == longest}
    return next(iter(own.values())) if len(own) == 1 else None


def _by_unit(form: Form, unit: str) -> FormColumn | None:
    """The column that a figure with this unit must mean, where only one can."""
    if unit in PEOPLE:
        return form.by_role("people")
    own = [c for c in form.columns if c.sum and _fits(c, unit)]
    if len(own) > 1:
        own = [c for c in own if _is_sum_of(form, c, own)]
    return own[0] if len(own) == 1 else None


def _is_sum_of(form: Form, column: FormColumn, others: Sequence[FormColumn]) -> bool:
    """补偿金额 of 土地补偿费 and 青苗费: by a rule of the form all others are part of it."""
    return any(
        rule.kind == "adds"
        and rule.columns[-1] == column.key
        and {c.key for c in others} <= {*rule.columns}
        for rule in form.rules
    )


def _kind_of(form: Form, words: str) -> str:
    """债权 of 债权合计, where sums of the form go by such kinds."""
    kinds = [form.column(c.sum_by) for c in form.columns if c.sum_by]
    return next((k for c in kinds if (k := class_in_title(c, words))), "")
