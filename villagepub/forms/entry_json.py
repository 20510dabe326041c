"""An entry as the text that is signed: ``canonical_json`` of its plain values.

A list of 50,000 rows has the same few keys in each: they are sorted and written once, and
no plain copy of the rows is made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, repeat
from json.encoder import encode_basestring as encode

from villagepub.canonical_json import as_plain, canonical_json
from villagepub.forms.entry import Entry, Record

Keys = tuple[str, ...]
_ROWS = '"records":[]'  # in no text: there a quote has a stroke before it


def entry_json(entry: Entry) -> str:
    bare = tuple(replace(part, records=()) for part in entry.parts)
    frame = canonical_json(as_plain(replace(entry, parts=bare))).split(_ROWS)
    pieces = [frame[0]]
    for part, rest in zip(entry.parts, frame[1:], strict=True):
        pieces += ['"records":[', ",".join(_rows(part.records)), "]", rest]
    return "".join(pieces)


def _rows(records: Sequence[Record]) -> Iterator[str]:
    """Rows with the same keys are written together, one after another."""
    for keys, alike in groupby(records, key=_plain_keys):
        if keys is None:
            yield from (canonical_json(as_plain(record)) for record in alike)
        else:
            yield _written(sorted(keys), list(alike))


def _plain_keys(record: Record) -> Keys | None:
    """None of a row with a cell that could not be read or had another unit."""
    return None if record.unread or record.written else tuple(record.values)


def _written(keys: Sequence[str], records: Sequence[Record]) -> str:
    """A column at a time: before each text what stands there in every row."""
    columns = {
        ',{"identity":"': _escaped([r.identity for r in records]),
        '","mask":"': _escaped([r.mask for r in records]),
        '","row":': [str(r.row) for r in records],
    }
    before = ',"unread":{},"values":{'
    for key in keys:
        said = _escaped([r.values[key] for r in records])
        columns[f'{before}{encode(key)}:"'] = said
        before = '",'
    end = ('"' if keys else before) + '},"written":{}}'
    pieces = ((repeat(head), texts) for head, texts in columns.items())
    rows = zip(*chain.from_iterable(pieces), repeat(end), strict=False)
    return "".join(chain.from_iterable(rows))[1:]


def _escaped(texts: list[str]) -> list[str]:
    """As they stand between quotes in JSON; of nearly every column as they are."""
    together = "".join(texts)
    if len(encode(together)) == len(together) + len('""'):
        return texts
    return [encode(text)[1:-1] for text in texts]
