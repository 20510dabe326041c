"""公开表样 as data, and the pure checks that a filled one must pass."""

from villagepub.forms.checks import Report, check, examine
from villagepub.forms.days.day_check import check_days
from villagepub.forms.days.month_check import check_months
from villagepub.forms.days.months import part_name
from villagepub.forms.decided import dropped_together
from villagepub.forms.decisions_in_words import decisions_in_words, has_own_words
from villagepub.forms.edits import amend, chosen_units
from villagepub.forms.edits_in_words import edits_in_words
from villagepub.forms.entry_builder import fill
from villagepub.forms.entry_json import entry_json
from villagepub.forms.heads.column_gate import gate_kinds, number_kind
from villagepub.forms.heads.dynamic_columns import expanded, expanded_for, without_parts
from villagepub.forms.loader import FormError, every, for_item, get, load, use
from villagepub.forms.recognition.column_doubts import (
    check_columns,
    check_goods,
    doubts_of,
)
from villagepub.forms.recognition.form_choice import guess_form, rival
from villagepub.forms.recognition.recognition import recognise_columns
from villagepub.forms.rules.product_addends import sentences as product_sentences
from villagepub.forms.source_check import check_form, check_source
from villagepub.forms.sums import by_group, column_sum, kinds, row_word, totals, units
from villagepub.forms.township.open_words import (
    lists_people,
    may_show_people,
    tells_by_phrases,
)
from villagepub.forms.unit_uses import unit_uses
from villagepub.forms.values import in_unit
from villagepub.forms.words.classes import count_by_class
from villagepub.forms.words.kept_reasons import as_classes as reasons_as_classes
from villagepub.forms.words.reasons import columns_with_reasons, count_by_reason
from villagepub.forms.words.remarks import map_remarks, remarks_as_marks, with_off_rows
from villagepub.forms.words.row_marks import listed

FREE = "T0"  # what an item is posted in that has no form of its own
