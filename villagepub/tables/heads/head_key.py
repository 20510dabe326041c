"""What names the layout of a sheet: its heads, however they are spaced and dated.

An office sends the same layout again and again; what a person said once about its
columns is found under this key the next time.
"""

import hashlib
import re
import unicodedata

from villagepub.tables.table import Table

_DATED = re.compile(r"\d{2,4}年度?|\d{1,2}月份?|第?[一二三四1-4]季度")


def head_key(table: Table) -> str:
    """32 hex digits over the heads in their order.

    Spaces, widths, brackets, and the year, quarter or month in a head make no
    difference; units do, since a column in 万元 is another column.
    """
    heads = [_plain(column.label) for column in table.columns]
    return hashlib.sha256("\n".join(heads).encode()).hexdigest()[:32]


def _plain(label: str) -> str:
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", label))
    return _DATED.sub("", text).translate(str.maketrans("（）【】［］", "()[][]"))
