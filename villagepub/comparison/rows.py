"""The two lists as lines that can be compared: names, groups, identities, values."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Side = Literal["village", "government"]


class Line(NamedTuple):
    """One row of one list. Two lines whose first four parts are equal agree in
    everything that both lists show.

    ``name`` is plain (``names.plain``), ``group`` like "3组", ``identity`` cut to the
    digits that both lists show, ``values`` canonical strings in the order of the fields.
    ``home`` is what only its own list says, the group or the whole of a masked name:
    nothing to compare, but two lines that differ in it are no household said twice.
    Neither are two with different ``own``, the keyed hashes of whole numbers.
    """

    name: str
    group: str
    identity: str
    values: tuple[str, ...]
    row: int
    home: str = ""
    own: str = ""


class Match(NamedTuple):
    """A village line and the government line that is the same household's."""

    village: Line
    government: Line
    is_variant: bool  # surely the same, the name is written otherwise


class Pairing(NamedTuple):
    """What came of two lists; every line is in exactly one place."""

    matches: tuple[Match, ...]
    only_village: tuple[Line, ...]
    only_government: tuple[Line, ...]
    ambiguous: tuple[
        tuple[Line, tuple[Line, ...]], ...
    ]  # a village line, its candidates
    doubled_village: tuple[Line, ...]
    doubled_government: tuple[Line, ...]


Lines = Sequence[Line]
