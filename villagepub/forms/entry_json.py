"""An entry as the text that is signed: ``canonical_json`` of its plain values.

A list of 50,000 rows has the same few keys in each: they are sorted and written once, and
no plain copy of the rows is made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
    known: dict[Keys, tuple[Keys, str]] = {}
    for record in records:
        if record.unread or record.written:
            yield canonical_json(as_plain(record))
            continue
        own = tuple(record.values)
        if own not in known:
            known[own] = _pattern(own)
        keys, pattern = known[own]
        said = map(record.values.__getitem__, keys)
        identity, mask, *values = map(encode, (record.identity, record.mask, *said))
        yield pattern % (identity, mask, record.row, *values)


def _pattern(own: Keys) -> tuple[Keys, str]:
    """The keys in their order, and the row with a place for each of its texts."""
    keys = tuple(sorted(own))
    values = ",".join(f"{encode(key).replace('%', '%%')}:%s" for key in keys)
    return keys, (
        f'{{"identity":%s,"mask":%s,"row":%d,"unread":{{}},"values":{{{values}}}'
        ',"written":{}}'
    )
