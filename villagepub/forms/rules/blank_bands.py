"""Rows without the band (年龄段) that others of their list have.

A cell that is merged over several rows is written in the first of them only, as a csv has
it; people and money are told for each band, so a person says whether that is so.
"""

from collections.abc import Iterator

from villagepub.forms.choices import accept
from villagepub.forms.entry import Choice, Entry, Part, Problem
from villagepub.forms.form import Form
from villagepub.forms.problems import of_column
from villagepub.forms.words.row_labels import first_labels

FILL = "fill_down"


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    for column in form.columns:
        for part in entry.parts if column.bands else ():
            blank = [r for r in part.records if not r.says(column.key)]
            if not blank or len(blank) == len(part.records):
                continue
            label = column.label
            fill = Choice(id=FILL, label=f"和上面那一行的{label}一样（是合并的格子）")
            keep = accept(f"就是没有写，榜上写“没写{label}”")
            yield of_column("column", part.name, column.key, asks="blank").problem(
                title=f"有 {len(blank)} 行没有写{label}",
                message=f"{first_labels(form, blank)}没有写{label}，别的行写了。榜上按{label}数人数、加钱数。",
                choices=(fill, keep) if part.records[0].says(column.key) else (keep,),
            )


def filled_down(part: Part, key: str) -> Part:
    """The part with what stands above in each row that says nothing of the column."""
    bands, above = dict[int, str](), ""
    for record in part.records:
        bands[record.row] = above = record.values.get(key) or above
    return part.with_values(key, bands)
