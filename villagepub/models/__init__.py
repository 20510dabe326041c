"""Rows only. Everybody imports them from here, so quoted names resolve."""

from villagepub.models.base import (
    MAX_AHEAD,
    at_or_below,
    copied,
    has_no_holder,
    latest_end,
    metadata,
)
from villagepub.models.book import PosterBook
from villagepub.models.catalog import CatalogItem, VillageItem
from villagepub.models.delivery import (
    WAITING_DELIVERIES,
    Account,
    Channel,
    Delivery,
    Quota,
    Token,
)
from villagepub.models.disclosure import (
    CheckRun,
    Compared,
    DisclosedList,
    Disclosure,
    Finding,
    KnownHeads,
    NoticeList,
    VillageAlias,
)
from villagepub.models.duty import (
    DutyEvent,
    DutyReminder,
    Holiday,
    MonthlyDay,
    NothingDeclared,
)
from villagepub.models.form import FormVersion
from villagepub.models.letter import IssuedLetter, LetterKind, LetterMatter
from villagepub.models.log import AuditEntry
from villagepub.models.notice import (
    IS_CURRENT,
    OPEN_DRAFTS,
    Draft,
    Hanging,
    Notice,
    NoticePhoto,
    NoticeVersion,
    Number,
)
from villagepub.models.people import FailedTry, OpenSession, Staff
from villagepub.models.place import Place
from villagepub.models.power import PowerVersion
from villagepub.models.site import Site, Timer
from villagepub.models.wechat import (
    Binding,
    Follower,
    InboundMessage,
    Material,
    OwnerAsk,
    PosterCode,
    StaffNews,
)
