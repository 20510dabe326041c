"""Calculations as people write them, 面积 × 标准 = 金额, and as a form's rules say them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from villagepub.forms import FormError

_SIGNS: Mapping[str, tuple[str, str, str]] = {  # how a rule's kind is written
    "product": ("[×xX*＊]", "[=＝]", "×"),
    "adds": ("[+＋−－-]", "[=＝]", "+"),
    "at_most": ("(?!)", "[≤]|<=|不超过", "≤"),
}  # fmt: skip
_BRACKETS = re.compile(r"[（(](.+)[)）]")  # （A + B） × 月数 = 金额
WHOLE = "合计"  # 比例 × 合计 = 金额: what a row says that it is of all rows
MAX_RULES = 12


def formulas_of(data: Mapping[str, Any]) -> Iterator[str]:
    labels = {c["key"]: c["label"] for c in data.get("columns", ())}
    for rule in data.get("rules", ()):
        if rule["kind"] == "shares":
            share, amount = (labels.get(key, key) for key in rule["columns"])
            yield f"{share} × {WHOLE} = {amount}"
        if rule["kind"] in _SIGNS:
            *parts, last = (labels.get(key, key) for key in rule["columns"])
            sign = _SIGNS[rule["kind"]][2]
            if sign == "×" and len(parts) > 2:  # what is added before it is multiplied
                parts = [f"（{' + '.join(parts[:-1])}）", parts[-1]]
            if sign == "≤":
                yield f"{parts[0]} ≤ {' + '.join((*parts[1:], last))}"
                continue
            joined = f" {sign} ".join(parts)
            for key in rule.get("less", ()):
                joined = joined.replace(
                    f"+ {labels.get(key, key)}", f"− {labels.get(key, key)}"
                )
            yield f"{joined} = {last}"


def rule_fields(given: Mapping[str, str]) -> Iterator[str]:
    return (f"rule-{n}" for n in range(MAX_RULES) if f"rule-{n}" in given)


def rules_of(
    given: Mapping[str, str],
    formulas: Sequence[str],
    columns: Sequence[Mapping[str, Any]],
    base: Mapping[str, Any],
    faults: list[tuple[str, str]],
) -> list[dict[str, Any]]:
    kept = {c["key"] for c in columns}
    keys = {c["label"]: c["key"] for c in base.get("columns", ()) if c["key"] in kept}
    keys |= {c["label"]: c["key"] for c in columns}
    old = {(r["kind"], *r.get("columns", ())): r for r in base.get("rules", ())}
    rules: list[dict[str, Any]] = [{"kind": "unique"}] if given.get("unique") else []
    for n, formula in enumerate(formulas):
        try:
            rule = _rule(formula, keys)
        except FormError as fault:
            faults.append((f"#rule-{n}", str(fault)))
            continue
        known = dict(old.get((rule["kind"], *rule["columns"]), {}))
        known.pop("less", None)
        rules.append(known | rule)
    return [*rules, {"kind": "total"}]


def _rule(formula: str, keys: Mapping[str, str]) -> dict[str, Any]:
    for kind, (between, before_last, _) in _SIGNS.items():
        left, *right = re.split(before_last, formula)
        parts = [p.strip() for p in re.split(between, left)]
        if len(right) == 1 and (len(parts) > 1) == (kind != "at_most"):
            if kind == "product" and parts[1:] == [WHOLE] and WHOLE not in keys:
                kind, parts = "shares", parts[:1]
            if kind == "product" and len(parts) > 2:
                break  # A × B × C is said nowhere
            if added := _BRACKETS.fullmatch(parts[0]) if kind == "product" else None:
                parts = [*(p.strip() for p in re.split("[+＋]", added[1])), *parts[1:]]
            last = re.split("[+＋]", right[0]) if kind == "at_most" else right
            labels = [*parts, *(part.strip() for part in last)]
            for label in labels:
                if label not in keys:
                    raise FormError(f"“{formula}”里的“{label}”不是列名，照列名写。")
            signs = re.findall(between, left) if kind == "adds" else []
            less = [
                keys[b] for s, b in zip(signs, parts[1:], strict=False) if s in "−－-"
            ]
            columns = [keys[label] for label in labels]
            return {"kind": kind, "columns": columns} | ({"less": less} if less else {})
    raise FormError(
        f"“{formula}”看不懂。写成 面积 × 标准 = 金额、A + B − C = D、A ≤ B + C。"
    )
