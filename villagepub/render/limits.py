"""Drawing within limits of memory and time (``villagepub.pool``)."""

from villagepub import pool
from villagepub.errors import UserError


def _too_long(*_: object, **__: object) -> UserError:
    return UserError("这份名单太长，一张榜画不下。请分成几份再公示。")


bounded = pool.bounded(_too_long)
