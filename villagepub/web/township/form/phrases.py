"""Where a sentence says a value: 【补贴面积】 on the page, {area} in the form's data."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

ALWAYS = {"count": "行数", "groups": "组数", "bookkeeper": "报账员"}
_KEY = re.compile(r"\{([^{}]+)\}")
_LABEL = re.compile(r"【([^【】]+)】")
Columns = Sequence[Mapping[str, Any]]


def with_labels(text: str, columns: Columns) -> str:
    labels = ALWAYS | {c["key"]: c["label"] for c in columns}
    return _KEY.sub(lambda found: f"【{labels.get(found[1], found[1])}】", text)


def with_keys(text: str, *columns: Columns) -> str:
    """The labels of the later columns first; one that no column has stays as it is, in
    braces, where the form's own rules refuse it.
    """
    keys = {label: key for key, label in ALWAYS.items()}
    for some in columns:
        keys |= {c["label"]: c["key"] for c in some}
    return _LABEL.sub(lambda found: f"{{{keys.get(found[1], found[1])}}}", text)
