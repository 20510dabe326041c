"""The privacy gate: what is found, what is cut and why, and what is left to see."""

from villagepub.privacy.columns import column_kind
from villagepub.privacy.detectors import Hit, find, scrub
from villagepub.privacy.gate import (
    GROUNDS,
    Gate,
    general_words,
    is_about_health,
    is_about_health_goods,
    without_health,
)
from villagepub.privacy.groups import group_of, numeral
from villagepub.privacy.kinds import REASONS, PrivateKind
from villagepub.privacy.masks import identity_hasher, mask_identity
from villagepub.privacy.names import (
    canonical_name,
    digits_beside,
    is_organisation,
    mask_name,
    signs_within,
    veil,
    without_digits,
)
from villagepub.privacy.number_kinds import NumberKind, kind_of_head
from villagepub.privacy.persons import is_naming, without_people
from villagepub.privacy.redaction import (
    NAME,
    CutCell,
    CutColumn,
    CutTable,
    cut,
    layout_key,
)
from villagepub.privacy.typed_words import file_name, web_address, with_numbers
