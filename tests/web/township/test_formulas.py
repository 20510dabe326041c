"""A form's calculations are written as people write them, and read back as they were."""

import tomllib

import pytest

from villagepub.forms.loader import shipped_text
from villagepub.web.township.form.formulas import formulas_of, rules_of


@pytest.mark.quick
@pytest.mark.parametrize(
    ("form_id", "written"),
    [
        ("T9C", "（生活补贴标准 + 护理补贴标准） × 月数 = 发放金额"),
        ("T8", "补贴面积 × 补贴标准 = 补贴金额"),
        ("T26", "比例 × 合计 = 分配金额"),
        ("T13B", "上期结余 + 收到 − 发放 − 损耗 = 结余"),
        ("T13B", "发放 ≤ 收到 + 上期结余"),
    ],
)
def test_a_shipped_forms_calculation_is_read_back_as_the_same_rule(
    form_id: str, written: str
) -> None:
    data = tomllib.loads(shipped_text(form_id))
    formulas = list(formulas_of(data))
    assert written in formulas
    faults: list[tuple[str, str]] = []
    found = rules_of({}, formulas, data["columns"], {}, faults)
    assert faults == []
    kinds = ("product", "shares")
    said = [r for r in data["rules"] if r["kind"] in kinds]
    assert [r for r in found if r["kind"] in kinds] == [
        {"kind": r["kind"], "columns": r["columns"]} for r in said
    ]
    assert any(rule | found[0] == rule for rule in data["rules"])


@pytest.mark.parametrize(
    "formula",
    ["生活补贴标准 × 护理补贴标准 × 月数 = 发放金额", "（） × 月数 = 发放金额"],
)
def test_what_no_rule_says_is_refused(formula: str) -> None:
    faults: list[tuple[str, str]] = []
    columns = tomllib.loads(shipped_text("T9C"))["columns"]
    rules_of({}, [formula], columns, {}, faults)
    assert len(faults) == 1
