"""Deliveries as rows: written with the notice, claimed with a lease, never sent twice.

PENDING → SENDING (committed before the call) → SENT, RETRY at a time, FAILED with a
reason, or UNKNOWN where nobody can tell whether it was posted. An UNKNOWN delivery is
never sent again by itself: a person is asked. A RETRY ``in_doubt`` may have been posted:
the server tells the repetition, or is asked what it has before anything is sent.
"""

from villagepub.outbox.announcements import (
    announce,
    drawn_ahead,
    drawn_to_catch_up,
    retold_ahead,
)
from villagepub.outbox.callbacks import record_callback, record_result
from villagepub.outbox.claims import (
    FRESH,
    LEASE,
    claim,
    keep,
    release,
)
from villagepub.outbox.confirmations import confirm, tick, untick
from villagepub.outbox.crash_recovery import doubt_restored, sweep
from villagepub.outbox.enqueue import enqueue, reached
from villagepub.outbox.outcomes import record_and_begin, record_poll
from villagepub.outbox.owner_requests import (
    PER_DAY,
    ask_owner,
    claim_asks,
    end_ask,
    reminders,
)
from villagepub.outbox.polls import claim_polls
