"""What a title gives figures of that are no columns: 收入 of a statement, 上期结余."""

from dataclasses import replace

from villagepub.forms.accounts.ledger import LedgerColumns
from villagepub.forms.accounts.statement import StatementColumns
from villagepub.forms.form import ColumnRole, Form, FormColumn


def _sum(key: str, label: str, *words: str, role: ColumnRole = "") -> FormColumn:
    return FormColumn(
        key=key, label=label, kind="money", unit="元", role=role, words=words
    )


OPENING = _sum(
    "opening", "上期结余", *(
        f"{when}{what}"
        for when in ("上期", "上月", "上季", "上季度", "上年", "上年度", "期初")
        for what in ("结余", "余额", "结存", "结转")
    )
)  # fmt: skip
INCOME = _sum("income", "收入", "总收入", "收入合计", "收入总额", role="income")
SPENDING = _sum("spending", "支出", "总支出", "支出合计", "支出总额", role="spending")
CLOSING = _sum("balance", "结余", "期末结余", "期末余额", "余额", role="balance")
OF_STATEMENT = (INCOME, SPENDING, CLOSING, OPENING)


def titled_form(form: Form) -> Form:
    """The form with the columns that its titles speak of."""
    if StatementColumns.of(form):
        return replace(form, columns=OF_STATEMENT)
    if LedgerColumns.of(form):
        return replace(form, columns=(*form.columns, OPENING))
    return form
