"""Lists side by side under the names of two villages or groups: 马家沟村 over 姓名, 面积 and
李家湾村 over the same columns. Whose rows they are must not be lost.
"""

from collections.abc import Sequence
from itertools import pairwise

from villagepub.tables.heads import columns
from villagepub.tables.heads.joined_columns import Paths, Rows
from villagepub.tables.heads.sections import NOWHERE, Heading, section_of


def without_tops(
    used: list[int], paths: Paths, rows: Rows, last: int
) -> tuple[list[int], Paths]:
    """The columns and paths without such names, and without the empty column between two
    lists; as they are where the columns below the names are not the same.
    """
    tops = {c: paths[c][0] for c in used if paths[c] and section_of(paths[c][0])}
    if len(tops) < len(used) or len({*tops.values()}) < 2:
        return used, paths
    own = [c for c in used if len(paths[c]) > 1]
    if any(row[c] for row in rows[last + 1 :] for c in used if c not in own):
        return used, paths
    bare = [path[1:] if c in tops else path for c, path in enumerate(paths)]
    parts = columns.blocks([" ".join(bare[c]) for c in own])
    names = [{tops[c] for c in own[part]} for part in parts]
    if len(parts) < 2 or any(len(one) > 1 for one in names):
        return used, paths
    return own, bare


def tops_of(
    rows: Rows, last: int, used: Sequence[int], parts: Sequence[slice]
) -> list[Heading]:
    """What the nearest line of names above the lists says of each, in the order of
    ``parts``; ``NOWHERE`` where it says nothing of one.
    """
    if len(parts) < 2:
        return [NOWHERE]
    # a name may stand over the empty column before its list
    edges = [0, *(used[part][-1] + 1 for part in parts)]
    for row in reversed(rows[: last + 1]):
        found = [_named(row[a:b]) for a, b in pairwise(edges)]
        if all(found) and len({*found}) == len(parts):
            return [one for one in found if one]
    return [NOWHERE for _ in parts]


def _named(cells: Sequence[str]) -> Heading | None:
    """What a line names above some columns, if it is one thing."""
    said = {cell for cell in cells if cell}
    return section_of(said.pop()) if len(said) == 1 else None
