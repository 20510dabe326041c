"""Reads the forms from their files and refuses one that contradicts itself.

``get`` knows the shipped forms, and those of this instance where ``use`` has said who
keeps them: a township's own form is the same data, kept elsewhere.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from pydantic import ValidationError

from villagepub import citations
from villagepub.canonical_json import typed
from villagepub.data_files import text_of, toml_of
from villagepub.errors import UserError
from villagepub.forms.form import Form, FormColumn, Rule, Wording

MAX_TEXT = 100_000  # characters of a form's file; the longest shipped one has 9,000
# What a file must say, and of which sort it is, before anything else is asked of it.
_TABLES = ("wording", "objection", "posting")
_LISTS = ("columns", "rules", "variants")
_NEEDED = {"columns": ("key", "label", "kind"), "rules": ("kind",), "variants": ()}


class FormError(UserError):
    """A form's file that makes no sense, or a form that does not exist."""


class FormSource(Protocol):
    """Who keeps the forms that are not shipped; a form that it gave never changes."""

    def get(self, form_id: str) -> Form | None: ...

    def issued(self) -> Sequence[Form]: ...


_source: FormSource | None = None


def use(source: FormSource) -> None:
    """From now on ``get`` asks there for what is not shipped."""
    global _source
    _source = source


@cache
def load() -> Mapping[str, Form]:
    """The shipped forms by their id, T1 first."""
    forms = [parse(shipped_text(form_id), form_id) for form_id in shipped_ids()]
    return {form.id: form for form in sorted(forms, key=_order)}


def shipped_ids() -> Iterator[str]:
    folder = files("villagepub.forms").joinpath("data")
    names = (f.name for f in folder.iterdir())
    return (name[:-5] for name in names if name.endswith(".toml"))


def shipped_text(form_id: str) -> str:
    """The file of a shipped form, as it stands."""
    return text_of(f"forms/data/{form_id}.toml")


def _order(form: Form) -> tuple[int, str]:
    """T2 before T11, T11 before T11B."""
    digits = form.id[1:].rstrip("ABCDEF")
    return int(digits), form.id


def get(form_id: str) -> Form:
    form = load().get(form_id) or (_source.get(form_id) if _source else None)
    if form is None:
        raise FormError(f"没有“{form_id}”这张表样。")
    return form


def every() -> tuple[Form, ...]:
    """All that a notice may be in: the shipped forms, and each issued version of others."""
    return (*load().values(), *(_source.issued() if _source else ()))


def for_item(form_id: str, item: str) -> Form:
    """The form as it speaks of this item: the first variant whose words fit, if any."""
    form = get(form_id)
    fitting = (v for v in form.variants if all(word in item for word in v.item))
    chosen = next(fitting, None)
    if chosen is None:
        return form
    return replace(
        form,
        kind=chosen.kind,
        wording=chosen.wording,
        columns=chosen.columns,
        objection=chosen.objection,
        basis=chosen.basis,
    )


def parse(text: str, name: str) -> Form:
    """A form out of TOML; raises FormError naming the file and the key."""
    return build(raw_data(text, name), name)


def raw_data(text: str, name: str) -> dict[str, Any]:
    """What the file says, unread. Raises FormError naming the line."""
    if len(text) > MAX_TEXT:
        raise FormError(f"{name}：太长了，不是一张表样。")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise FormError(f"{name}：括号套得太深，不是一张表样。") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"第 {line[1]} 行" if line else "最后一行"
        raise FormError(
            f'{name}：{where}读不懂。表样文件一行写一样，像 name = "路灯"；'
            "照导出的那一份改。"
        ) from None


def build(data: Mapping[str, Any], name: str) -> Form:
    """A form out of what its file says; raises FormError naming the file and the key."""
    _shape(data, name)
    _known(Form, data, name)
    more = (*_marks(data), *_reasons(data))
    data = {**data, "columns": [*data["columns"], *more]}
    for column in data["columns"]:
        _known(FormColumn, column, name)
    variants = [_variant(data, one, name) for one in data.get("variants", ())]
    try:
        form = typed(Form, {**data, "variants": variants})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        may = first.get("ctx", {}).get("expected", "")
        choice = (
            "，只能是 " + may.replace(" or ", "、").replace(", ", "、") if may else ""
        )
        raise FormError(f"{name}：{where} 写的不对{choice}") from error
    keys = {c.key for c in form.columns}
    roles = [c.role for c in form.columns if c.role]
    if len(set(roles)) < len(roles):
        raise FormError(f"{name}：两列是同一个角色")
    for rule in form.rules:
        _rule_fits(rule, keys, name)
    cited = {*form.basis, *(key for v in form.variants for key in v.basis)}
    if unknown := cited - citations.keys():
        raise FormError(f"{name}：依据 {'、'.join(sorted(unknown))} 不在引用登记里")
    if form.wording.money and form.wording.money not in keys:
        raise FormError(f"{name}：wording.money 没有“{form.wording.money}”这一列")
    return form


def _shape(data: Mapping[str, Any], name: str) -> None:
    """Tables are tables and lists are lists, with what nothing can do without."""
    for key in _TABLES:
        if not isinstance(data.get(key, {}), Mapping):
            raise FormError(f"{name}：{key} 要写成 [{key}] 下面的几行")
    for key in _LISTS:
        _shape_of_rows(data.get(key, []), key, name)
    if "columns" not in data or "wording" not in data:
        raise FormError(f"{name}：没有写 columns（列）或者 wording（用语）")


def _shape_of_rows(rows: object, key: str, name: str) -> None:
    if not isinstance(rows, list | tuple) or not all(
        isinstance(row, Mapping) for row in rows
    ):
        raise FormError(f"{name}：{key} 要写成一段一段的 [[{key}]]")
    for number, row in enumerate(rows, 1):
        for needed in _NEEDED[key]:
            if not isinstance(row.get(needed), str):
                raise FormError(f"{name}：第 {number} 段 [[{key}]] 没有写 {needed}")


def _marks(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """与户主关系 and 享受状态: on any list of people they say that a row does not count."""
    is_list = data.get("layout") == "list" and data.get("row_unit") in ("户", "人")
    roles = {c.get("role") for c in data.get("columns", ()) if c.get("match")}
    if not is_list or "name" not in roles:
        return []
    own = {w for c in data["columns"] for w in (c["label"], *c.get("words", ()))}
    keys = {c["key"] for c in data["columns"]}
    keys |= set() if data["row_unit"] == "户" else {"relation"}
    return [
        {**c, "words": [w for w in c["words"] if w not in own]}
        for c in _columns_of("row_marks.toml")
        if c["key"] not in keys
    ]


def _reasons(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """没发到的原因 and 停发的原因, where the form has the column that they say why of."""
    classed = {c["key"] for c in data["columns"] if c.get("classes")}
    keys = {c["key"] for c in data["columns"]}
    for column in _columns_of("reasons.toml"):
        if column["reason_of"] in classed and column["key"] not in keys:
            yield column


def is_row_mark(column: FormColumn) -> bool:
    """Whether no file names this column: it stands on every list of people, or wherever
    something has a reason.
    """
    return any(
        (column.key, column.label, column.kind, column.web, column.board)
        == (c["key"], c["label"], c["kind"], "none", False)
        and set(column.words) <= set(c["words"])
        for c in (*_columns_of("row_marks.toml"), *_columns_of("reasons.toml"))
    )


@cache
def _columns_of(name: str) -> list[dict[str, Any]]:
    """The columns that stand in a file beside the forms'."""
    columns: list[dict[str, Any]] = toml_of(f"forms/{name}")["columns"]
    return columns


def _variant(
    data: Mapping[str, Any], one: Mapping[str, Any], name: str
) -> dict[str, Any]:
    """A variant in full: what it does not say is taken from the form."""
    labels, wording = one.get("labels", {}), one.get("wording", {})
    if not (isinstance(labels, Mapping) and isinstance(wording, Mapping)):
        raise FormError(f"{name}：variants 的 labels、wording 要写成几行")
    strange = set(one) - {"item", "kind", "wording", "labels", "objection", "basis"}
    strange |= set(labels) - {c["key"] for c in data["columns"]}
    if strange:
        raise FormError(f"{name}：不认识 {'、'.join(sorted(strange))}")
    _known(Wording, wording, name)
    columns = [
        {**c, "label": labels.get(c["key"], c["label"])} for c in data["columns"]
    ]
    return {
        "item": one.get("item", ()),
        "kind": one.get("kind", data.get("kind")),
        "wording": {**data["wording"], **wording},
        "columns": columns,
        "objection": one.get("objection", data.get("objection", {})),
        "basis": one.get("basis", data.get("basis", ())),
    }


def _known(kind: type, data: Mapping[str, Any], name: str) -> None:
    strange = set(data) - {f.name for f in fields(kind)}
    if strange:
        raise FormError(f"{name}：不认识 {'、'.join(sorted(strange))}")


def _rule_fits(rule: Rule, keys: set[str], name: str) -> None:
    missing = set(rule.columns) - keys
    if missing:
        raise FormError(
            f"{name}：规则 {rule.kind} 说到没有的列 {'、'.join(sorted(missing))}"
        )
