"""What can happen that has to be published, in the words in which limits say it."""

from enum import StrEnum

from villagepub.states import Word


class EventKind(StrEnum):
    """From the day of one of these a limit runs."""

    APPROVED = "approved"
    DECIDED = "decided"
    RECEIVED = "received"
    CHANGED = "changed"
    FINISHED = "finished"
    OTHER = "other"


EVENTS = {
    EventKind.APPROVED: Word("上面批下来了"),
    EventKind.DECIDED: Word("开会定了"),
    EventKind.RECEIVED: Word("钱、物、文件收到了"),
    EventKind.CHANGED: Word("名单、金额变了"),
    EventKind.FINISHED: Word("办完了、验收了"),
    EventKind.OTHER: Word("别的事"),
}
