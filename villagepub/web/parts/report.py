"""A list of the township's desk as a workbook, for its own file."""

from collections.abc import Iterable, Sequence

from flask import Response

from villagepub import clock, tables
from villagepub.web.http import download, request_context


def report(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    said = f"{clock.say_day(request_context.today())}导出"
    data = tables.write_report(title, said, heads, list(rows))
    return download(data, f"{title}.xlsx", tables.XLSX)
