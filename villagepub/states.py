"""The words of the trade: every state with what people read and how it looks.

Colour never stands alone: a state is a word first. ``look`` is a style of static/*.css.
"""

from dataclasses import dataclass
from enum import StrEnum

COUNTY_HOTLINE = "12345"  # 政务服务热线
DISCIPLINE_HOTLINE = "12388"  # 纪检监察举报


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    look: str = ""


class Role(StrEnum):
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    HEAD = "head"
    TOWNSHIP = "township"
    COUNTY = "county"


class HolidayKind(StrEnum):  # of the State Council's arrangement
    REST = "rest"
    WORK = "work"


class NoticeStatus(StrEnum):
    """The state of a notice as a whole, as the outside sees it."""

    UNPUBLISHED = "unpublished"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class DraftStatus(StrEnum):
    """How far the next version is; at most one draft of a notice is open."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Attribute(StrEnum):
    """公开属性, as 国办 asks it of every document; all but the first need a reason."""

    ACTIVE = "active"
    ON_REQUEST = "on_request"
    PARTIAL = "partial"
    NONE = "none"


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    ACCEPTED = "accepted"  # taken, but nobody has it yet: 群主 has to tap, 微信 works
    CONFIRMED = "confirmed"  # asked for and told: it is there
    PARTIAL = "partial"  # some of the targets have it
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class ChannelKind(StrEnum):
    GROUP = "group"  # an ordinary WeChat group: a person forwards and ticks
    ROBOT = "robot"  # 企业微信群机器人
    CUSTOMER_GROUP = "customer_group"  # 企业微信客户群群发：群主点了才发
    APP = "app"  # 企业微信应用消息，给工作人员
    ARTICLE = "article"  # 公众号发布：有固定链接，不推送
    MASS = "mass"  # 公众号群发：推送给关注的人


class RobotForm(StrEnum):  # what a robot makes of a notice
    TEXT = "text"
    MARKDOWN = "markdown"
    NEWS = "news"
    PICTURES = "pictures"
    FILE = "file"


class AccountKind(StrEnum):
    """Whose interface a channel uses; one township account may serve many villages."""

    OFFICIAL = "official"  # 公众号
    WECOM = "wecom"  # 企业微信自建应用


class OwnerAct(StrEnum):  # about a message that a group's owner has not tapped yet
    REMIND = "remind"
    CANCEL = "cancel"


class CodeKind(StrEnum):
    """A poster code that a village's posters may carry."""

    FOLLOW = "follow"  # the 公众号, bound to the village
    GROUP = "group"  # 加群


class NewsKind(StrEnum):  # what staff are told by 企业微信
    TASK = "task"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    FINDING = "finding"
    NEAR = "near"
    OVERDUE = "overdue"
    BOARD = "board"  # what has to go on to the paper board, or may come down


class FindingKind(StrEnum):
    """What a check finds; ``compare`` and ``check`` print these words."""

    MISSING_IN_VILLAGE = "missing_in_village"
    MISSING_IN_GOVERNMENT = "missing_in_government"
    FIELD_DIFFERS = "field_differs"
    NAME_VARIANT = "name_variant"
    AMBIGUOUS = "ambiguous"
    DUPLICATE_IN_VILLAGE = "duplicate_in_village"
    DUPLICATE_IN_GOVERNMENT = "duplicate_in_government"
    ARITHMETIC_WRONG = "arithmetic_wrong"
    TOTAL_WRONG = "total_wrong"
    PRIVATE_DATA = "private_data"
    NOT_PUBLISHED = "not_published"
    LATE = "late"
    NOT_DISCLOSED = "not_disclosed"
    PERIOD_DIFFERS = "period_differs"
    ATTRIBUTE_DIFFERS = "attribute_differs"
    ELEMENT_MISSING = "element_missing"
    STANDARD_DIFFERS = "standard_differs"
    IN_TWO_VILLAGES = "in_two_villages"
    AREA_ABOVE_CONTRACT = "area_above_contract"


class FindingState(StrEnum):
    """Where a finding stands; a person moves it, only a later check closes it."""

    OPEN = "open"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    WITH_GOVERNMENT = "with_government"  # 政府那边要改: the village is right
    DISMISSED = "dismissed"
    UNVERIFIABLE = "unverifiable"  # a list that it spoke of is no longer there
    CLOSED = "closed"


class DisclosureState(StrEnum):
    """Does a government's list count?"""

    PROPOSED = "proposed"  # read, looked at, not compared with anything yet
    STANDING = "standing"
    UNDONE = "undone"  # 撤掉了: what it had replaced stands again


class CheckState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


class ItemScope(StrEnum):
    STANDARD = "standard"  # 标准目录
    VILLAGE = "village"  # 村级公开事项清单


class DutyState(StrEnum):
    """What a village owes for one item and period, as the task list says it."""

    OVERDUE = "overdue"
    DUE = "due"
    DRAFT = "draft"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    LATE = "late"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    WITHHELD = "withheld"  # posted as 不予公开, without the township's word
    DECLARED = "declared"  # 本期无, which the committee has not looked at
    NOTHING = "nothing"
    WAIVED = "waived"  # the township does not wait for it any more
    UNREADABLE = "unreadable"  # its row holds a word that this program never writes


ROLES = {
    Role.CLERK: Word("村文书"),
    Role.SUPERVISOR: Word("监委会"),
    Role.HEAD: Word("村主任"),
    Role.TOWNSHIP: Word("镇政务公开办"),
    Role.COUNTY: Word("县政务公开办"),
}
HOLIDAYS = {HolidayKind.REST: Word("休"), HolidayKind.WORK: Word("班")}
NOTICES = {
    NoticeStatus.UNPUBLISHED: Word("还没贴"),
    NoticeStatus.PUBLISHED: Word("已公开", "ok"),
    NoticeStatus.WITHDRAWN: Word("已撤回", "bad"),
}
ATTRIBUTES = {
    Attribute.ACTIVE: Word("主动公开"),
    Attribute.ON_REQUEST: Word("依申请公开"),
    Attribute.PARTIAL: Word("部分公开"),
    Attribute.NONE: Word("不予公开"),
}
DELIVERIES = {
    DeliveryState.PENDING: Word("还没发", "info"),
    DeliveryState.SENDING: Word("正在发", "info"),
    DeliveryState.SENT: Word("送到", "ok"),
    DeliveryState.ACCEPTED: Word("收下了，还没到", "info"),
    DeliveryState.CONFIRMED: Word("送到", "ok"),
    DeliveryState.PARTIAL: Word("有的没送到", "warn"),
    DeliveryState.RETRY: Word("等会儿再发", "warn"),
    DeliveryState.FAILED: Word("没发出去", "bad"),
    DeliveryState.UNKNOWN: Word("说不准，去看看", "warn"),
    DeliveryState.CANCELLED: Word("不发了"),
}
ROBOT_FORMS = {
    RobotForm.TEXT: Word("只发文字"),
    RobotForm.MARKDOWN: Word("带格式的文字"),
    RobotForm.NEWS: Word("图文卡片"),
    RobotForm.PICTURES: Word("文字和图片"),
    RobotForm.FILE: Word("文字和榜的文件（PDF）"),
}
CODES = {CodeKind.FOLLOW: Word("扫码关注公众号"), CodeKind.GROUP: Word("扫码进村民群")}
NEWS = {
    NewsKind.TASK: Word("新的事"),
    NewsKind.RETURNED: Word("退回"),
    NewsKind.SUBMITTED: Word("等你审"),
    NewsKind.FINDING: Word("镇上要你改"),
    NewsKind.NEAR: Word("快到期"),
    NewsKind.OVERDUE: Word("逾期"),
    NewsKind.BOARD: Word("墙上的榜"),
}
ACCOUNTS = {AccountKind.OFFICIAL: Word("公众号"), AccountKind.WECOM: Word("企业微信")}
FINDINGS = {
    FindingKind.MISSING_IN_VILLAGE: Word("村级缺失", "bad"),
    FindingKind.MISSING_IN_GOVERNMENT: Word("村级多出", "bad"),
    FindingKind.FIELD_DIFFERS: Word("数值不一致", "bad"),
    FindingKind.NAME_VARIANT: Word("姓名近似", "warn"),
    FindingKind.AMBIGUOUS: Word("需人工核对", "warn"),
    FindingKind.DUPLICATE_IN_VILLAGE: Word("村级重复", "bad"),
    FindingKind.DUPLICATE_IN_GOVERNMENT: Word("政府重复", "warn"),
    FindingKind.ARITHMETIC_WRONG: Word("算式不符", "bad"),
    FindingKind.TOTAL_WRONG: Word("合计不符", "bad"),
    FindingKind.PRIVATE_DATA: Word("隐私超范围", "bad"),
    FindingKind.NOT_PUBLISHED: Word("未公开", "late"),
    FindingKind.LATE: Word("迟发", "warn"),
    FindingKind.NOT_DISCLOSED: Word("政府未公开", "warn"),
    FindingKind.PERIOD_DIFFERS: Word("时间段不一致", "bad"),
    FindingKind.ATTRIBUTE_DIFFERS: Word("公开属性不一致", "warn"),
    FindingKind.ELEMENT_MISSING: Word("要素缺项", "warn"),
    FindingKind.STANDARD_DIFFERS: Word("标准不一致", "bad"),
    FindingKind.IN_TWO_VILLAGES: Word("两个村都有", "bad"),
    FindingKind.AREA_ABOVE_CONTRACT: Word("超过确权面积", "warn"),
}
FINDING_STATES = {
    FindingState.OPEN: Word("没交办", "info"),
    FindingState.ASSIGNED: Word("村里在办", "warn"),
    FindingState.ANSWERED: Word("村里说明了", "info"),
    FindingState.WITH_GOVERNMENT: Word("等政府改", "warn"),
    FindingState.DISMISSED: Word("不算问题"),
    FindingState.UNVERIFIABLE: Word("无从核对", "warn"),
    FindingState.CLOSED: Word("办结", "ok"),
}
DISCLOSURES = {
    DisclosureState.PROPOSED: Word("还没算数", "warn"),
    DisclosureState.STANDING: Word("在用", "ok"),
    DisclosureState.UNDONE: Word("撤掉了"),
}
CHECKS = {
    CheckState.WAITING: Word("排着队", "info"),
    CheckState.RUNNING: Word("正在对", "info"),
    CheckState.DONE: Word("对完了", "ok"),
}
SCOPES = {
    ItemScope.STANDARD: Word("标准目录"),
    ItemScope.VILLAGE: Word("村级公开事项清单"),
}
DUTIES = {
    DutyState.OVERDUE: Word("逾期", "late"),
    DutyState.DUE: Word("还没贴"),
    DutyState.DRAFT: Word("草稿"),
    DutyState.RETURNED: Word("退回", "bad"),
    DutyState.SUBMITTED: Word("待审", "info"),
    DutyState.PUBLISHED: Word("已公开", "ok"),
    DutyState.LATE: Word("迟贴", "warn"),
    DutyState.CORRECTED: Word("已更正", "info"),
    DutyState.WITHDRAWN: Word("已撤回", "bad"),
    DutyState.WITHHELD: Word("不予公开", "bad"),
    DutyState.DECLARED: Word("报了无，待看", "info"),
    DutyState.NOTHING: Word("本期无"),
    DutyState.WAIVED: Word("不用贴了"),
    DutyState.UNREADABLE: Word("读不出来", "bad"),
}
