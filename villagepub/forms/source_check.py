"""Is this the right sheet at all? Another village's, another period's."""

import re
from collections.abc import Iterator, Sequence

from villagepub.forms.choices import accept, drop_rows, explain
from villagepub.forms.days.months import named_months, part_name
from villagepub.forms.entry import Problem
from villagepub.forms.form import Form
from villagepub.forms.problems import of_rows, of_source
from villagepub.forms.recognition.form_choice import TELLING, rival
from villagepub.forms.recognition.recognition import recognise_columns
from villagepub.forms.summary_sums import compare_sums
from villagepub.forms.words.row_labels import MAX_NAMED
from villagepub.tables.rows.village_names import is_same_village
from villagepub.tables.table import OTHER_LIST, Table, row_ids, row_words, rows_words

_VILLAGE = re.compile(r"([\u4e00-\u9fff]{2,4}?)村(?!民|务|级|委|监|组)")
# 第三季度农村低保, 通村公路, 第三季度村干部报酬: no village is named.
_NO_VILLAGE = re.compile(
    r"^[^村]*[县区乡镇](?!村)|[农乡全本各每驻到进入通离出返包联我该此]村|自然村|行政村"
    r"|[0-9一二三四五六七八九十]+(?:年度?|月份?|季度?|日)|[上下]半年|年度"
)
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_ODD_YEAR = re.compile(r"(?<![0-9])([0-9]{4})(?=年)")  # 2206年, 1026年
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_HALF = re.compile(r"[上下]半年")
_WRITTEN_ON = re.compile(r"截[至止]|填[表报]|制表|日期|时间")


def check_source(
    form: Form, tables: Sequence[Table], *, village: str, period: str
) -> tuple[Problem, ...]:
    """``village`` as 马家沟村, ``period`` as 2026, 2026Q3, 2026-09 or 2026-06-20."""
    return tuple(
        problem
        for table in tables
        for problem in (
            *_village(table, village),
            *_period(form, table, period),
            *_rest(table),
        )
    ) + (
        *_rows_of_others(form, tables, village),
        *_summaries(form, tables, int(period[:4])),
        *_missing_months(form, tables, period),
    )


def check_form(form: Form, tables: Sequence[Table]) -> Problem | None:
    """Is it a sheet of this form at all? Its own words are held against every form."""
    other = None if form.own_columns else rival(form, tables)
    if other is None:
        return None
    why = f"标题上写“{other.word}”" if other.word else ""
    if other.heads:
        why += f"{'，' if why else ''}有{_quoted(other.heads)}"
    own = {key for table in tables for key in recognise_columns(form, table)}
    lacking = [c.label for c in form.columns if c.role in TELLING and c.key not in own]
    less = f"；没有{_quoted(lacking)}，不像{form.name}" if lacking else ""
    return of_source("form", other.form.id).problem(
        title=f"这张表像“{other.form.name}”，不像“{form.name}”",
        message=f"{why}{less}。",
        choices=(accept(f"不换，就是“{form.name}”的表"),),
    )


def _quoted(words: Sequence[str]) -> str:
    return "、".join(f"“{word}”" for word in words[:4])


def _village(table: Table, village: str) -> Iterator[Problem]:
    lead = "".join(table.lead)
    if village in lead or village.removesuffix("村") in lead:
        return
    other = _VILLAGE.search(_NO_VILLAGE.sub(" ", lead))
    if other:
        head = f"表头写的是“{other[0]}”"
        yield of_source("village", table.name).problem(
            title="像是别的村的表",
            said=head,
            message=f"{head}，这里是{village}。传错了就换一张。",
            choices=(explain("就是本村的表，我来说明"),),
        )


def rows_of_others(table: Table, village: str) -> dict[int, str]:
    """The rows (``row_ids``) that say another village than ``village``, and which."""
    return {
        row: r.village
        for row, r in zip(row_ids(table.rows), table.rows, strict=True)
        if r.village and not is_same_village(r.village, village)
    }


def _rows_of_others(
    form: Form, tables: Sequence[Table], village: str
) -> Iterator[Problem]:
    """A township's sheet has several villages in it; those of another are told by a
    column, by the lines above them or by their groups.
    """
    for table in tables:
        rows = rows_of_others(table, village)
        if not rows:
            continue
        part = part_name(form, table) if len(tables) > 1 or form.parts else ""
        names = "、".join(dict.fromkeys(rows.values()))
        yield of_rows("others", part, rows, asks="village").problem(
            title=f"有 {len(rows)} 行是别的村的",
            message=f"{rows_words(rows, MAX_NAMED)}写的是“{names}”，这里是{village}。",
            choices=(
                drop_rows(f"不列这 {len(rows)} 行，只列{village}的", rows),
                accept("都是本村的，写的是自然村、小组的名字"),
            ),
        )


def _summaries(form: Form, tables: Sequence[Table], year: int) -> Iterator[Problem]:
    """汇总 beside the lists of 1组 and 2组: a sheet without names where the others have
    them is what they come to, or a list that was not understood.
    """
    name = form.by_role("name")
    if name is None or not name.required or len(tables) < 2:
        return
    has_names = [name.key in recognise_columns(form, table) for table in tables]
    lists = [t for t, is_list in zip(tables, has_names, strict=True) if is_list]
    for table, is_list in zip(tables, has_names, strict=True):
        if is_list or not any(has_names) or not table.rows:
            continue
        rows = row_ids(table.rows)
        sums = compare_sums(form, table, lists, year=year)
        choice = f"是汇总，不列“{table.name}”{'，以名单为准' * sums.differs}"
        yield of_rows("sheet", part_name(form, table), rows).problem(
            title=f"“{table.name}”里没有{name.label}",
            message=f"别的表里有{name.label}，“{table.name}”的 {len(rows)} 行没有，像是汇总。算进去，钱就加了两遍。{sums.words}",
            choices=(
                drop_rows(choice, rows),
                accept("不是汇总，照样列，没写的一行一行补"),
            ),
        )


def _rest(table: Table) -> Iterator[Problem]:
    """Another list below the one that was read: half of a file is not left out unseen."""
    rows = [one.row for one in table.ignored if one.reason == OTHER_LIST]
    if rows:
        yield of_rows("rest", table.name, rows[:1]).problem(
            title="下面还有一张表，没有读",
            message=f"{row_words(rows[0])}起是另一张表，有 {len(rows)} 行没有读。要用就单独传。",
            choices=(accept("那张表这里不用"),),
        )


def _period(form: Form, table: Table, period: str) -> Iterator[Problem]:
    said = _said_period(form, table, period)
    if said:
        head = f"表头写的是“{said}”"
        yield of_source("period", table.name).problem(
            title="像是别的时候的表",
            said=head,
            message=f"{head}，这次公开的不是这一期。传错了就换一张。",
            choices=(explain("就是这一期的，我来说明"),),
        )


def named_periods(tables: Sequence[Table], period: str) -> list[str]:
    """2026Q2, 2026-08 or 2025 as the heads name it, the narrowest first, the year of
    ``period`` where they name none; [] where two sheets name two.
    """
    said = {_named(" ".join((*table.lead, table.name)), period[:4]) for table in tables}
    return list(said.pop()) if len(said) == 1 else []


def _named(lead: str, year: str) -> tuple[str, ...]:
    found = _YEAR.search(lead)
    year = found[1] if found else year
    quarter = _QUARTER.search(lead)
    half = _HALF.search(lead)
    months = named_months(lead)
    codes = [f"{year}-{months[0]:02d}"] if len(months) == 1 else []
    codes += [f"{year}Q{_quarter(quarter[1])}"] if quarter else []
    codes += [f"{year}H{1 if half[0][0] == '上' else 2}"] if half else []
    return (*codes, *([year] if found and not codes else []))


def _said_period(form: Form, table: Table, period: str) -> str:
    """The period that the head names, if it is another one; '' if it fits."""
    lead = " ".join((*table.lead, table.name))
    year = _YEAR.search(lead) or _ODD_YEAR.search(lead)
    if year and year[1] != period[:4]:
        return f"{year[1]}年"
    quarter = _QUARTER.search(lead)
    if quarter and _is_other_quarter(period, _quarter(quarter[1])):
        return quarter[0]
    half = _HALF.search(lead)
    if half and _is_other_half(period, half[0]):
        return half[0]
    return _other_month(form, table, period)


def _missing_months(
    form: Form, tables: Sequence[Table], period: str
) -> Iterator[Problem]:
    """A quarter's sheets name their months: one that is not there is asked about."""
    if form.parts != "month" or "Q" not in period:
        return
    named = [named_months(" ".join((*table.lead, table.name))) for table in tables]
    there = {month for months in named for month in months}
    first = int(period[-1]) * 3 - 2
    gone = [month for month in range(first, first + 3) if month not in there]
    if all(named) and there and gone:
        said = "、".join(f"{month}月" for month in gone)
        yield of_source("period", said).problem(
            title=f"少了{said}的表",
            message=f"这一季三个月，传的表里没有{said}的。补上，或者写明为什么没有。",
            choices=(explain(f"{said}没有收支，我来说明"),),
        )


def _is_other_quarter(period: str, said: int) -> bool:
    """Another quarter, or a quarter's sheet where a month or a year is published."""
    return len(period) < 10 and not ("Q" in period and int(period[-1]) == said)


def _is_other_half(period: str, said: str) -> bool:
    return len(period) < 10 and period[4:] != ("H1" if said[0] == "上" else "H2")


def _other_month(form: Form, table: Table, period: str) -> str:
    """Another month; or one month of the quarter whose sheet this should be.

    A ledger has a sheet a month. A year's list may name the month it was made in, and
    截至9月 says when one was written. 7月, 8月 and 9月 as columns are three months' money.
    """
    if form.parts == "month":
        months = named_months(" ".join((*table.lead, table.name)))
    else:
        titles = [t for t in (table.title, table.name) if not _WRITTEN_ON.search(t)]
        months = next((m for t in titles if (m := named_months(t))), ())
    named = {m for c in table.columns for m in named_months(c.label)}
    of_heads = sorted(named) if len(named) > 1 and form.parts != "month" else ()
    other = [m for m in (*months, *of_heads) if not _holds_month(period, m)]
    is_less = "Q" in period and form.parts != "month" and 0 < len(months) < 3
    return f"{(other or months)[0]}月" if other or is_less else ""


def _quarter(text: str) -> int:
    return QUARTERS.get(text) or int(text)


def _holds_month(period: str, month: int) -> bool:
    if "Q" in period:
        return (month - 1) // 3 + 1 == int(period[-1])
    if len(period) == 7:
        return month == int(period[-2:])
    return True
