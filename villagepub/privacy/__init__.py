"""The privacy gate: what is found, what is cut and why, and what is left to see."""

from villagepub.privacy.columns import column_kind
from villagepub.privacy.detectors import Hit, find, scrub
from villagepub.privacy.kinds import REASONS, PrivateKind
from villagepub.privacy.masks import (
    group_of,
    identity_hasher,
    identity_key,
    mask_identity,
    mask_name,
    numeral,
    veil,
)
from villagepub.privacy.redaction import CutCell, CutColumn, CutTable, cut

__all__ = [
    "REASONS",
    "CutCell",
    "CutColumn",
    "CutTable",
    "Hit",
    "PrivateKind",
    "column_kind",
    "cut",
    "find",
    "group_of",
    "identity_hasher",
    "identity_key",
    "mask_identity",
    "mask_name",
    "numeral",
    "scrub",
    "veil",
]
