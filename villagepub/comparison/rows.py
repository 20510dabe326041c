"""The two lists as rows that can be compared: names, groups, identities, values."""

from collections.abc import Sequence
from typing import NamedTuple


class AlignedRow(NamedTuple):
    """One row of one list. Two rows whose first four parts are equal agree in
    everything that both lists show.

    ``name`` is normal (``normal_name``), ``group`` like "3组", ``identity`` cut to the
    digits that both lists show, ``values`` canonical strings in the order of the fields.
    ``unshared`` is what only its own list has, the group or the whole of a masked name:
    nothing to compare, but two rows that differ in it are two households. So are two
    with different ``identity_hash``, the keyed hashes of whole numbers. ``with_rows``:
    further rows that are added up in this one. ``whole``: the whole name that its
    own list has, where ``name`` is masked.
    """

    name: str
    group: str
    identity: str
    values: tuple[str, ...]
    row: int
    unshared: str = ""
    identity_hash: str = ""
    with_rows: tuple[int, ...] = ()
    whole: str = ""


class Match(NamedTuple):
    """A village row and the government row of the same household."""

    village: AlignedRow
    government: AlignedRow
    is_variant: bool  # surely the same, the name is written otherwise


class Pairing(NamedTuple):
    """What came of two lists; every row is in exactly one place."""

    matches: tuple[Match, ...]
    only_village: tuple[AlignedRow, ...]
    only_government: tuple[AlignedRow, ...]
    # a village row, its candidates
    ambiguous: tuple[tuple[AlignedRow, tuple[AlignedRow, ...]], ...]
    village_duplicates: tuple[AlignedRow, ...]
    government_duplicates: tuple[AlignedRow, ...]


AlignedRows = Sequence[AlignedRow]
