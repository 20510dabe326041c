"""Who is said to be elected with half of the votes or fewer, and two for one post.

村民委员会组织法: 候选人获得参加投票的村民过半数的选票，始得当选 (citations: ``election-result``
names its article); a second ballot has another limit, so a person explains.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from villagepub.forms.choices import EXPLAIN, drop_row, type_in
from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.problems import of_cell
from villagepub.forms.words.row_labels import first_labels, row_label, who

_ELECTED = re.compile("(?<![未没不])(?<!没有)当选|^[是√✓]$")
_ONE_POST = re.compile(r"(?:村委会|村民委员会)?主任")


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    votes, cast = form.by_role("votes"), form.by_role("cast")
    result = form.by_role("elected")
    if not (votes and cast and result):
        return
    for part in entry.parts:
        elected = [
            r for r in part.records if _ELECTED.search(r.values.get(result.key, ""))
        ]
        for record in elected:
            own, all_cast = record.values.get(votes.key), _cast(part, record, cast)
            if own and all_cast and 2 * Decimal(own) <= Decimal(all_cast):
                yield _below(form, part, record, votes, all_cast)
        yield from _for_one_post(form, part, elected)


def _cast(part: Part, record: Record, cast: FormColumn) -> str:
    """收回选票 of the row, else of the title: 收回97张."""
    return record.values.get(cast.key) or part.said_above.get(cast.key, "")


def _below(
    form: Form, part: Part, record: Record, votes: FormColumn, all_cast: str
) -> Problem:
    own = record.values[votes.key]
    subject = of_cell("arithmetic", part.name, record.row, votes.key, asks="elected")
    return subject.problem(
        title=f"{who(form, record)}的得票没有过半",
        message=f"{row_label(form, record)}得 {own} 票，收回选票 {all_cast} 张，没有超过一半，写的是当选。是另行选举的，写明。",
        choices=(type_in(f"{votes.label}应该是"), EXPLAIN),
    )


def _for_one_post(form: Form, part: Part, elected: list[Record]) -> Iterator[Problem]:
    """A village has one 主任."""
    posts = defaultdict[str, list[Record]](list)
    for record in elected:
        said = (v for v in record.values.values() if _ONE_POST.fullmatch(v))
        if post := next(said, ""):
            posts[post].append(record)
    for post, rows in posts.items():
        if len(rows) > 1:
            last = rows[-1]
            subject = of_cell("arithmetic", part.name, last.row, "post", asks="elected")
            yield subject.without_column().problem(
                title=f"{post}有 {len(rows)} 人写着当选",
                message=f"{first_labels(form, rows)}：{post}只有一个。",
                choices=(drop_row(f"删掉{row_label(form, last)}"), EXPLAIN),
            )
