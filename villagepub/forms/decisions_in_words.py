"""What was mended or explained, in words that a reviewer and a villager understand."""

import re
from collections.abc import Iterable, Iterator, Mapping

from villagepub.forms.accounts.ledger_signs import SAID as SIDES_SAID
from villagepub.forms.checks import check
from villagepub.forms.choices import DROP_ROWS
from villagepub.forms.days.years_of_days import LATEST
from villagepub.forms.entry import Decision, Entry, Problem, Record
from villagepub.forms.form import Form
from villagepub.forms.heads.dynamic_columns import expanded_for
from villagepub.forms.rules.cell_faults import LEAVE
from villagepub.forms.rules.duplicates import JOIN_ROW
from villagepub.forms.words.private_words import LEAVE_OUT
from villagepub.forms.words.row_labels import as_it_was, two, whose
from villagepub.forms.words.row_marks import DROP, JOIN
from villagepub.tables.table import row_words

# 文书说明：…, a row or a cell as the sheet has it, a value that is words
_OWN_WORDS = re.compile(
    r"文书说明：|^删了|“|改成 (?!-?[0-9][0-9,.]*(?: [^\s\d]{1,6})?。$)"
)


def decisions_in_words(
    form: Form,
    entry: Entry,
    decisions: Iterable[Decision],
    problems: Iterable[Problem] | None = None,
) -> tuple[str, ...]:
    """One sentence a decision, in the order of the problems. ``entry`` is the sheet as
    it came, before anything was mended; ``problems`` those of its rows, or the ones given.
    """
    made = {d.code: d for d in decisions}
    form = expanded_for(form, entry)
    found = check(form, entry) if problems is None else problems
    return tuple(
        sentence
        for problem in found
        if problem.code in made
        for sentence in _sentences(form, entry, problem, made[problem.code])
    )


def has_own_words(sentence: str) -> bool:
    """Somebody's words stand in it, the clerk's or the sheet's: not the form's alone."""
    return _OWN_WORDS.search(sentence) is not None


def _sentences(
    form: Form, entry: Entry, problem: Problem, decision: Decision
) -> Iterator[str]:
    record = _record(entry, problem)
    said = whose(form, record) if record else ""
    if problem.kind in OWN_WORDS:
        yield from _of_column(problem, decision, _where(form, entry, problem))
    elif decision.choice == "drop_row":
        yield (
            f"{said}写了两遍，删了一遍。"
            if problem.kind == "duplicate"
            else f"删了{' '.join(dict.fromkeys((row_words(problem.row), said))).strip()}。"
        )
    elif decision.choice in ("set_value", "type_in") and record and decision.value:
        yield _changed(form, entry, problem, record, decision, said)
    elif decision.choice in (plain := _plain(form, problem, said)):
        yield plain[decision.choice]
    elif decision.choice == "explain" and decision.text.strip():
        yield f"{_asked(problem)}文书说明：{_ended(decision.text.strip())}"
    elif label := next(
        (c.label for c in problem.choices if c.id == decision.choice), ""
    ):
        yield f"{_asked(problem)}文书说：{label}。"


def _asked(problem: Problem) -> str:
    """What was asked; of a sheet of another time or village, what its head says."""
    head = problem.said if problem.kind in ("village", "period") else ""
    said = head or problem.title
    return said if said.endswith("？") else f"{said}。"


def _plain(form: Form, problem: Problem, said: str) -> dict[str, str]:
    """Choices that say all there is to say."""
    plain = {
        "swap": f"{said}的收入和支出写反了，对调过来。",
        "use_sum": f"{problem.title}：{problem.said}，用加出来的数。",
        JOIN_ROW: f"{said}写在两行，是同一{form.row_unit}，两行的钱加起来了。",
    }
    if problem.kind == "same_name":
        plain["accept"] = f"{said}同组同名，是{two(form)}。"
    return plain


def _label(form: Form, entry: Entry, problem: Problem) -> str:
    """The column's; where its head may mean either of two columns, the head's own words."""
    heads = (p.open_heads for p in entry.parts if p.name == problem.part)
    said = next((own[problem.column] for own in heads if problem.column in own), "")
    return said or form.label_of(problem.column)


def _where(form: Form, entry: Entry, problem: Problem) -> str:
    if problem.kind in ("part", "whole", "carried"):
        return problem.said
    if problem.kind == "others":
        return f"“{problem.part}”里" if problem.part else ""
    return problem.part + (_label(form, entry, problem) if problem.column else "")


def _ended(sentence: str) -> str:
    """With its full stop: the sentences stand one after another."""
    return sentence if sentence[-1] in "。！？" else f"{sentence}。"


def _changed(
    form: Form,
    entry: Entry,
    problem: Problem,
    record: Record,
    decision: Decision,
    said: str,
) -> str:
    unit = next((c.unit for c in form.columns if c.key == problem.column), "")
    label = _label(form, entry, problem)
    after = f"{decision.value} {unit}".strip()
    return f"{said}{label}{as_it_was(record, problem.column, unit)}改成 {after}。"


# Questions about a whole column or sheet, said in words of their own: by kind and choice,
# "" any other. What is told of a value is told where there is one.
OWN_WORDS: Mapping[str, Mapping[str, str]] = {
    "unit": {
        LEAVE: "{where}这一列表上有，单位不合，没有公开。",
        "": "{where}的单位是{value}。",
    },
    "opening": {
        "accept": "{where}没有上期结转，不写结余。",
        "": "{where}的上期结转 {value} 元，是文书填的。",
    },
    "sides": {choice: f"{{where}}{said}。" for choice, said in SIDES_SAID.items()},
    "part": {
        "set_value": "{where}算在上面那一项里，没有另外加。",
        "": "{where}是单独的一项。",
    },
    "marked": {
        JOIN: "{where}不是户主的，和户主算一户，人数和钱加起来。",
        DROP: "{where}写着不列的，没有列。",
        "accept": "{where}写着不列的，文书说照样列。",
    },
    "whole": {
        "drop_row": "{where}不是单独的一项，没有另外列。",
        "": "{where}是单独的一项。",
    },
    "carried": {
        "drop_row": "{where}是结转，没有算成收支。",
        "": "{where}是这一期的收支。",
    },
    "words": {
        LEAVE_OUT: "{where}里说人家私事的字没有贴。",
        "": "{where}里有说人家私事的字，文书说照样贴：规定要写，本人也知道。",
    },
    # not what was written: it may be anything
    "reason": {"": "{where}有认不出的，算作“{value}”。"},
    "others": {
        DROP_ROWS: "{where}别的村的 {count} 行没有列。",
        "": "{where}有的行写着别的村名，文书说都是本村的。",
    },
    "years": {
        LATEST: "{where}没有写年份，算成最近的一年。",
        "": "{where}没有写年份，照公示的年份写。",
    },
    "sheet": {DROP_ROWS: "“{where}”是汇总，没有列。"},
}


def _of_column(problem: Problem, decision: Decision, where: str) -> Iterator[str]:
    ways = OWN_WORDS[problem.kind]
    said, value = ways.get(decision.choice, ways.get("", "")), decision.value
    if said and (value or "{value}" not in said):
        count = value.count(",") + 1
        yield said.format(where=where, value=value, count=count)


def _record(entry: Entry, problem: Problem) -> Record | None:
    return next(
        (
            record
            for part in entry.parts
            if part.name == problem.part
            for record in part.records
            if record.row == problem.row
        ),
        None,
    )
