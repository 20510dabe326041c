"""The text that is signed is the canonical JSON of the entry's plain values."""

from hypothesis import given
from hypothesis import strategies as st

from villagepub.canonical_json import as_plain, canonical_json
from villagepub.forms import entry_json
from villagepub.forms.entry import Entry, Part, Record, Subtotal

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
keys = st.sampled_from(("name", "amount", "goods|大米|%", '"records":[]', "%s"))
said = st.dictionaries(keys, texts, max_size=3)
records = st.builds(
    Record,
    row=st.integers(),
    values=said,
    identity=texts,
    mask=texts,
    unread=said,
    written=said,
)
plain_records = st.builds(Record, row=st.integers(), values=said)
parts = st.builds(
    Part,
    name=texts,
    records=st.lists(records | plain_records, max_size=4).map(tuple),
    opening=said,
    subtotals=st.just((Subtotal(row=3, values={"amount": "5"}, rows=(1, 2)),)),
    notes=st.just(('"records":[]',)),
)


@given(st.builds(Entry, parts=st.lists(parts, max_size=3).map(tuple)))
def test_rows_written_one_by_one_are_those_of_the_whole(entry: Entry) -> None:
    assert entry_json(entry) == canonical_json(as_plain(entry))
