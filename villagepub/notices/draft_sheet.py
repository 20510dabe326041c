"""What a draft keeps of an uploaded sheet: cut tables, decisions, hand-made changes.

The sheet itself is gone when the draft is made. Nothing private is in here: private
columns are empty, an identity number is a keyed hash and a mask by source row.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from villagepub.canonical_json import as_plain, canonical_json, thaw
from villagepub.content import Photo
from villagepub.forms.entry import Decision, Edit
from villagepub.forms.recognition.column_doubts import ColumnDoubt
from villagepub.forms.township.categories import Category
from villagepub.notices.errors import UnreadableDraft
from villagepub.states import Attribute
from villagepub.tables.table import Table
from villagepub.unreadable_rows import UNREADABLE


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """A column that was taken away, and why people are told it was."""

    sheet: str
    label: str
    kind: str
    reason: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """The keyed hash and the mask of the identity number of one row."""

    sheet: str
    row: int
    key: str
    mask: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the clerk may say beside the sheet; '' and 0 mean: as the form says.

    ``attribute`` None: as the notice has it. What a draft says becomes the notice's when
    it is signed, and not before.
    """

    title: str = ""
    posting_days: int = 0
    paragraphs: tuple[str, ...] = ()
    attribute: Attribute | None = None
    attribute_reason: str = ""
    category: Category = ""  # of a free notice
    agreed_on: date | None = None  # by the village's 联席会议, where it has to
    agreed_under: str = ""  # who was in the chair: one of joint_meetings.CHAIRS
    photos: tuple[Photo, ...] = ()
    are_photos_seen: bool = False  # a person looked for faces, numbers, illness in them


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoJob:
    """A photo that is being read (``photo_jobs``); ``fault``: why that came to nothing;
    ``reader``: the process that has it.
    """

    filename: str
    begun_at: datetime
    fault: str = ""
    reader: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftSheet:
    filename: str = ""
    digest: str = ""  # keyed, of the uploaded bytes: says which file it was, to us only
    tables: tuple[Table, ...] = ()
    mappings: tuple[tuple[str, ...], ...] = ()  # a column key, or '', per table column
    cuts: tuple[Cut, ...] = ()
    cut_cells: tuple[str, ...] = ()  # "第 12 行 备注 里的电话"
    identities: tuple[Identity, ...] = ()
    doubts: tuple[ColumnDoubt, ...] = ()  # columns of which two fit
    decisions: tuple[Decision, ...] = ()
    edits: tuple[Edit, ...] = ()
    options: Options = Options()
    photo: str = ""  # of a list that is still asked about, sealed (photo_readings)
    job: PhotoJob | None = None
    is_photographed: bool = False  # its words were read off a photo of a paper

    @property
    def is_begun(self) -> bool:
        """Somebody has put rows into it."""
        return bool(self.tables or self.edits)

    def without_photo(self) -> "DraftSheet":
        """Nothing is left of a photographed list whose questions are open."""
        is_own = bool(self.tables)  # of which the digest is, then
        digest = self.digest if is_own else ""
        return replace(self, photo="", job=None, digest=digest)

    def to_json(self) -> str:
        return canonical_json(as_plain(self))

    @classmethod
    def from_json(cls, text: str) -> "DraftSheet":
        """Raises UnreadableDraft."""
        try:
            return thaw(cls, text) if text else cls()
        except UNREADABLE:
            raise UnreadableDraft from None

    def decide(self, decision: Decision) -> "DraftSheet":
        """The same sheet with this decision in place of an earlier one."""
        kept = tuple(d for d in self.decisions if d.code != decision.code)
        return replace(self, decisions=(*kept, decision))

    def edit(self, edit: Edit) -> "DraftSheet":
        """The same sheet with one more change by hand; the last one of a cell counts."""
        spot = (edit.part, edit.row, edit.column)
        kept = tuple(e for e in self.edits if (e.part, e.row, e.column) != spot)
        return replace(self, edits=(*kept, edit))
