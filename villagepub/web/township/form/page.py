"""A form as fields: what its data says, and back. Fields that the page does not show stay."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from villagepub.forms import FormError, load
from villagepub.forms.form import POSTING
from villagepub.forms.loader import build
from villagepub.forms.township import own_form
from villagepub.forms.township.own_column_rules import NUMBERS, PRINTS, ROLE_KINDS
from villagepub.forms.township.own_form import Fault
from villagepub.forms.township.own_word_rules import BARE, FILLED
from villagepub.web.http.signed_values import signed, unsigned
from villagepub.web.township.form.fields import FLAGS, TEXTS, WEB, WORDS
from villagepub.web.township.form.formulas import formulas_of, rule_fields, rules_of
from villagepub.web.township.form.phrases import with_keys, with_labels

FORM = "own-form"  # what is signed
EMPTY_COLUMNS, EMPTY_RULES = 2, 2
NEEDED = ("title", "parts", "who", "why")  # of the wording, said or not
PHRASES = (*FILLED, *BARE)
_LIST = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class FormPage:
    """``number`` 0: not kept yet. ``data``: what the fields show; ``formulas``: the rules
    as they are written, ``faults``: (address of the field, sentence).
    """

    number: int
    data: Mapping[str, Any]
    formulas: tuple[str, ...]
    faults: tuple[tuple[str, str], ...] = ()
    carried: str = ""  # the sample sheet, on its way through the browser
    source: str = ""

    @property
    def base(self) -> str:
        """The data signed, so that what the page does not show comes back as it went."""
        return signed(dict(self.data), of=FORM)

    @property
    def is_shipped(self) -> bool:
        """Begun from a shipped form, which can be exported as it stands."""
        return self.source in load()

    @property
    def is_list(self) -> bool:
        return own_form.takes_columns(self.data.get("layout"))

    @property
    def columns(self) -> tuple[Mapping[str, Any], ...]:
        """As they are, and room for new ones."""
        blank = ({"key": "", "label": "", "kind": ""},) * EMPTY_COLUMNS
        columns = tuple(self.data.get("columns", ()))
        return (*columns, *blank) if self.is_list else columns

    @property
    def money_columns(self) -> dict[str, str]:
        columns = self.data.get("columns", ())
        return {c["key"]: c["label"] for c in columns if c["kind"] == "money"}

    @property
    def said(self) -> dict[str, Any]:
        """The wording, with columns' labels where it says a value."""
        wording: dict[str, Any] = self.data["wording"]
        columns = self.data.get("columns", ())
        return wording | {
            k: with_labels(wording[k], columns) for k in PHRASES if k in wording
        }

    @property
    def sayable(self) -> tuple[str, ...]:
        """What a sentence can say the value of, beside how many rows and groups."""
        columns = self.data.get("columns", ())
        return tuple(c["label"] for c in columns if c["kind"] in NUMBERS)

    @property
    def has(self) -> frozenset[str]:
        """Kinds of rules that hold for the whole sheet."""
        return frozenset(rule["kind"] for rule in self.data.get("rules", ()))


def shown(
    data: Mapping[str, Any],
    *,
    number: int,
    formulas: Sequence[str] | None = None,
    faults: Sequence[tuple[str, str]] = (),
    carried: str = "",
    source: str = "",
) -> FormPage:
    written = tuple(formulas if formulas is not None else formulas_of(data))
    room = EMPTY_RULES if own_form.takes_columns(data.get("layout")) else 0
    return FormPage(
        number=number,
        data=data,
        formulas=(*written, *("",) * room),
        faults=tuple(faults),
        carried=carried,
        source=source,
    )


def base_of(text: str) -> dict[str, Any]:
    fault = FormError("这一页没有完整传回来，请从表样清单重新打开。")
    data: dict[str, Any] = unsigned(text, fault, of=FORM)
    return data


def read(
    given: Mapping[str, str], base: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str], list[tuple[str, str]]]:
    """(data, formulas as typed, faults) of what was sent."""
    data = {**base, **{k: given[k].strip() for k in TEXTS if k in given}}
    wording = {**base.get("wording", {})}
    wording |= {k: given[k].strip() for k in WORDS if k in given}
    parts = [p.strip() for p in re.split("[/／]", given.get("title", "")) if p.strip()]
    wording |= {"parts": parts, "title": "{period}" + "".join(parts)}
    data["wording"] = {k: v for k, v in wording.items() if v or k in NEEDED}
    data["words"] = _split(given.get("words", ""))
    _read_terms(data, given)
    formulas: list[str] = []
    faults: list[tuple[str, str]] = []
    if own_form.takes_columns(base.get("layout")):
        data["columns"] = _columns(given, base)
        formulas = [given[k].strip() for k in rule_fields(given) if given[k].strip()]
        data["rules"] = rules_of(given, formulas, data["columns"], base, faults)
    else:
        data["columns"] = _relabelled(given, base)
    told = {k: data["wording"][k] for k in PHRASES if k in data["wording"]}
    both = (base.get("columns", ()), data["columns"])
    data["wording"] |= {k: with_keys(text, *both) for k, text in told.items()}
    return data, formulas, [*faults, *_faults(data)]


def _split(text: str) -> list[str]:
    return list(dict.fromkeys(word for word in _LIST.split(text) if word))


def _read_terms(data: dict[str, Any], given: Mapping[str, str]) -> None:
    posting = _days(given.get("posting", ""), POSTING.days)
    old = data.get("posting", {})
    data["posting"] = {
        **old,
        "days": posting,
        "source": old.get("source", POSTING.source),
    }
    days = _days(given.get("objection", ""), 0)
    term = {
        "days": days,
        "unit": given.get("objection_unit", "calendar"),
        "source": given.get("objection_source", "").strip(),
    }
    data["objection"] = term if days else {}


def _days(text: str, usual: int) -> int:
    text = text.strip()
    if not text:
        return usual
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1


def _columns(given: Mapping[str, str], base: Mapping[str, Any]) -> list[dict[str, Any]]:
    """In the order that was said; one without a label is taken away."""
    known = {c["key"]: c for c in base.get("columns", ())}
    found: list[tuple[float, dict[str, Any]]] = []
    for n in range(own_form.MAX_COLUMNS + EMPTY_COLUMNS + 1):
        label = given.get(f"c{n}-label", "").strip()
        if label and not given.get(f"c{n}-drop"):
            old = known.get(given.get(f"c{n}-key", ""), {})
            place = given.get(f"c{n}-place", "").strip()
            order = float(place) if re.fullmatch(r"\d{1,2}(\.\d)?", place) else n + 1
            found.append((order, _column(given, n, label, old)))
    columns = [column for _, column in sorted(found, key=lambda f: f[0])]
    _give_keys(columns)
    _give_roles(columns)
    return columns


def _column(
    given: Mapping[str, str], n: int, label: str, old: Mapping[str, Any]
) -> dict[str, Any]:
    kind = given.get(f"c{n}-kind", "")
    column = {**old, "label": label, "kind": kind, "key": old.get("key", "")}
    column |= {
        "unit": given.get(f"c{n}-unit", "").strip() if kind in NUMBERS else "",
        "words": _split(given.get(f"c{n}-words", "")),
        "web": _web(kind, given.get(f"c{n}-web", "full")),
        **{flag: bool(given.get(f"c{n}-{flag}")) for flag in FLAGS},
    }
    if column.get("print") not in PRINTS.get(kind, ()):  # type: ignore[call-overload]
        column["print"] = PRINTS.get(kind, ("text",))[0]  # type: ignore[call-overload]
    if kind not in ROLE_KINDS.get(column.get("role", ""), ()):
        column["role"] = ""
    if kind != "text":
        column |= {"classes": [], "ends": ""}
    usual = {
        "unit": "",
        "words": [],
        "web": "full",
        "role": "",
        "classes": [],
        "ends": "",
    }
    usual |= dict.fromkeys(FLAGS, False)  # type: ignore[arg-type]
    return {k: v for k, v in column.items() if k not in usual or v != usual[k]}


def _web(kind: str, said: str) -> str:
    """A name is never shown in full, and nothing else can be masked."""
    if said not in WEB or said == "none":
        return "none"
    return "mask" if kind == "name" else "full"


def _give_keys(columns: Sequence[dict[str, Any]]) -> None:
    taken = {c["key"] for c in columns}
    free = (f"c{n}" for n in range(1, 200) if f"c{n}" not in taken)
    for column in columns:
        column["key"] = column["key"] or next(free)


def _give_roles(columns: Sequence[dict[str, Any]]) -> None:
    """The first name is whom the list is about, the first group where they live."""
    for role in ("name", "group"):
        of_kind = [c for c in columns if c["kind"] == role]
        if of_kind and not any(c.get("role") == role for c in columns):
            of_kind[0]["role"] = role


def _relabelled(
    given: Mapping[str, str], base: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Of a ledger and a vote only what the columns are called may change."""
    found = []
    for n, column in enumerate(base.get("columns", ())):
        label = given.get(f"c{n}-label", "").strip() or column["label"]
        words = _split(given.get(f"c{n}-words", ""))
        found.append({**column, "label": label, "words": words})
    return found


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for n, column in enumerate(data["columns"]):
        if not column["kind"]:
            yield f"#c{n}-kind", f"第 {n + 1} 列“{column['label']}”是什么还没有选"
            return
    try:
        form = build({**data, "id": "Z0.1"}, "表样")
    except FormError as fault:
        yield "#main", str(fault)
        return
    for one in dict.fromkeys(own_form.faults(form)):
        said = own_form.unit_fault(one, data)
        yield _address(one), with_labels(said, data["columns"])


def _address(fault: Fault) -> str:
    table, *rest = fault.path
    if table == "columns" and rest:
        return f"#c{rest[0]}-{rest[1]}" if len(rest) > 1 else f"#c{rest[0]}-label"
    field = {
        "parts": "title",
        "posting": "posting",
        "columns": "c0-label",
        "rules": "rule-0",
    }
    last = str(rest[-1]) if rest and isinstance(rest[-1], str) else str(table)
    return f"#{field.get(last, field.get(str(table), last))}"
