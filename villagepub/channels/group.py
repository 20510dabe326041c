"""An ordinary WeChat group: there is no interface, a person forwards and ticks."""

from collections.abc import Sequence

from villagepub.channels.announcement import Announcement, MessagePart
from villagepub.channels.kind import Kind
from villagepub.models import Channel
from villagepub.states import ChannelKind, Word
from villagepub.wechat.retry_policy import GROUPS


def _parts(said: Announcement, _: Channel) -> Sequence[MessagePart]:
    return (MessagePart("text", said.text),)


GROUP = Kind(
    kind=ChannelKind.GROUP,
    label=Word("微信群，人来转"),
    question="“{}”里看到了吗？",
    parts=_parts,
    send=None,
    vendor=GROUPS,
)
