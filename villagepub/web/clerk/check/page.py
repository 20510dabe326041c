"""检查一遍: what others will see of a draft, with the first rows of a long list."""

from dataclasses import replace

from villagepub.content import Sheet

FIRST_ROWS = 8  # of the list in the preview; the whole page is one tap away


def first_rows(sheet: Sheet, most: int) -> Sheet:
    """The sheet's head with its first rows: the preview of a long list."""
    sections, left = [], most
    for section in sheet.sections:
        if left <= 0:
            break
        rows = section.rows[:left]
        whole = len(rows) == len(section.rows)
        total = section.total if whole else ()
        sections.append(replace(section, rows=rows, total=total))
        left -= len(rows)
    return replace(sheet, sections=tuple(sections))
