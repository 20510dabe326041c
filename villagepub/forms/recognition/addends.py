"""Columns of money that no form names and that a sum of the sheet is made of.

中央补贴, 省补贴, 县补贴 before 补贴总额; 基本报酬, 绩效 and, taken off, 扣款 before 实发金额; 补发
beside 月数 × 月标准. They are not printed: they become parts of the sum (``dynamic_columns``),
which it is held against.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.form import FormColumn
from villagepub.forms.heads.dynamic_columns import beside_key, part_key, sign_of
from villagepub.forms.heads.sheet_heads import SUBTOTAL, Head, Recognition, words_of
from villagepub.forms.quantities.quantity import NumberError, parse
from villagepub.forms.rules.head_parts import bases_of

FIGURED = ("money", "number")
_PAID_OR_NOT = re.compile("[已未欠][发付领]|退回")
ROUNDED = 1  # 元: less is how an office rounds


def take_addends(sheet: Recognition) -> None:
    """Make the unused columns beside a sum its parts, where they add up to it in half of
    the rows, or where the form says that all of their heads are parts of it.
    """
    for target in sheet.form.columns:
        if target.kind != "money" or target.key not in sheet.found:
            continue
        is_sure = not any(_may_be(target, h) for h in sheet.free)
        for key, own in _parts(sheet, target):
            if is_sure or key is beside_key:  # else a person says which is the sum
                for head in own:
                    sheet.found[head.place] = key(target, head.word)
                break


def take_sum_of_product(sheet: Recognition) -> None:
    """合计 of 月标准 × 月数 and 奖励 is the amount, where no other column is; it is what
    comes to it in half of the rows.
    """
    amount = sheet.form.by_role("amount")
    if amount is None or not amount.required or sheet.has(amount):
        return
    for head in sheet.free:
        if not SUBTOTAL.fullmatch(head.word):
            continue
        tried = replace(sheet, found=[*sheet.found])
        tried.found[head.place] = amount.key
        windows = [*_windows(tried, amount)]
        if any(_add_to_product(tried, amount, own) for own in windows):
            sheet.found[head.place] = amount.key
            return


def _parts(
    sheet: Recognition, target: FormColumn
) -> Iterator[tuple[Callable[[FormColumn, str], str], list[Head]]]:
    """What may be parts of the sum: beside its product, else by themselves."""
    windows = [*_windows(sheet, target)]
    for own in windows:
        if _add_to_product(sheet, target, own):
            yield beside_key, own
    for own in windows:
        if _are_named(target, own) or _add_up(sheet, target, own):
            yield part_key, own


def _may_be(target: FormColumn, head: Head) -> bool:
    return head.word in words_of(target) and not _are_named(target, [head])


def _windows(sheet: Recognition, target: FormColumn) -> Iterator[list[Head]]:
    """The free figures that stand before the sum, up to another sum; then those behind.

    The longest first; fewer than two only where they are taken off another column.
    """
    place = sheet.place_of(target.key)
    before = _until_a_sum(sheet, range(place - 1, -1, -1))
    behind = _until_a_sum(sheet, range(place + 1, len(sheet.found)))
    for side in (before, behind):
        for count in range(len(side), 0, -1):
            own = sorted(side[:count], key=lambda h: h.place)
            is_added = _bases(sheet, target, own) or _factors(sheet, target)
            if count > 1 or is_added:
                yield own


def _until_a_sum(sheet: Recognition, places: Sequence[int]) -> list[Head]:
    sums = {c.key for c in sheet.form.columns if c.kind == "money"}
    free = {head.place: head for head in sheet.free}
    heads: list[Head] = []
    for place in places:
        if sheet.found[place] in sums:
            break
        if place in free and _is_part(free[place]):
            heads.append(free[place])
    return heads


def _is_part(head: Head) -> bool:
    """已发 and 未发 come to 应发 and are no parts of what was paid."""
    return head.column.kind in FIGURED and not _PAID_OR_NOT.search(head.word)


def _bases(sheet: Recognition, target: FormColumn, own: Sequence[Head]) -> list[int]:
    """The places of the form's own columns that these are added to, or taken off."""
    bases = bases_of(sheet.form, target.key, [h.word for h in own])
    return [sheet.place_of(key) for key in bases if key in sheet.found]


def _factors(sheet: Recognition, target: FormColumn) -> tuple[list[int], int] | None:
    """The places of the rates and of what they are multiplied with, where the form has a
    product that comes to ``target`` and the sheet its columns.
    """
    found = sheet.found
    for rule in sheet.form.rules:
        is_meant = rule.lacking not in found if rule.lacking else True
        if rule.kind == "product" and is_meant and rule.columns[-1] == target.key:
            *rates, many, _ = rule.columns
            own = [sheet.place_of(key) for key in rates if key in found]
            if own and many in found:
                return own, sheet.place_of(many)
    return None


def _add_to_product(
    sheet: Recognition, target: FormColumn, own: Sequence[Head]
) -> bool:
    """Does rate × number with these come to the sum in half of the rows that say any?"""
    factors, place = _factors(sheet, target), sheet.place_of(target.key)
    if factors is None:
        return False
    rates, many = factors
    fitting, said, signs = 0, 0, _signs(sheet, own)
    for row in sheet.table.rows:
        try:
            parts = [
                sign * parse(row.cells[h.place] or "0").value
                for h, sign in zip(own, signs, strict=True)
            ]
            rate = sum((parse(row.cells[i] or "0").value for i in rates), Decimal(0))
            product = rate * parse(row.cells[many]).value
            stated = parse(row.cells[place]).value
        except NumberError:
            continue
        said += any(parts)
        fitting += any(parts) and abs(product + sum(parts) - stated) < ROUNDED
    return said > 0 and 2 * fitting >= said


def _signs(sheet: Recognition, own: Sequence[Head]) -> list[int]:
    """Of each whether it is added; 扣款 is where all its figures are written below 0."""
    return [1 if _is_below_zero(sheet, h) else sign_of(h.word) for h in own]


def _is_below_zero(sheet: Recognition, head: Head) -> bool:
    try:
        figures = [parse(row.cells[head.place] or "0") for row in sheet.table.rows]
    except NumberError:
        return False
    return all(figure.value <= 0 for figure in figures)


def _are_named(target: FormColumn, own: Sequence[Head]) -> bool:
    return bool(target.made_of) and all(
        any(word in h.word for word in target.made_of) for h in own
    )


def _add_up(sheet: Recognition, target: FormColumn, own: Sequence[Head]) -> bool:
    bases = _bases(sheet, target, own)
    place, fitting, said = sheet.place_of(target.key), 0, 0
    signs = _signs(sheet, own)
    for row in sheet.table.rows:
        try:
            parts = [parse(row.cells[h.place] or "0").value for h in own]
            start = [parse(row.cells[i] or "0").value for i in bases]
            stated = parse(row.cells[place]).value
        except NumberError:
            continue
        signed = [sign * p for sign, p in zip(signs, parts, strict=True)]
        said += any(parts)
        fitting += any(parts) and sum((*start, *signed), Decimal(0)) == stated
    several = sum(any(row.cells[h.place] for row in sheet.table.rows) for h in own) > 1
    return said > 0 and 2 * fitting >= said and (several or bool(bases))
