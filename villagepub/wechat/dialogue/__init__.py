"""Talking with followers: WeChat calls, and is answered from the database at once.

``keys_of`` → ``echo`` for the check of the address; ``keys_of`` → ``unwrap`` → ``parse``
→ ``answer`` → ``render`` → ``wrap`` for a message. Nothing here calls anybody.
"""

from villagepub.wechat.dialogue.handler import TIMER, AskedAccount, answer, sweep
from villagepub.wechat.dialogue.parser import Incoming, parse
from villagepub.wechat.dialogue.replies import Reply, render
from villagepub.wechat.dialogue.verification import (
    MAX_BYTES,
    CallbackKeys,
    CallRefused,
    Query,
    echo,
    keys_of,
    unwrap,
    wrap,
)
