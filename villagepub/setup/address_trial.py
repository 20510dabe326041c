"""Does the address answer? Asked by this machine, and by a phone that scans it.

Only the phone is outside: an address that this machine opens may be one of the office
alone.
"""

import re
import secrets
import ssl
from dataclasses import dataclass
from datetime import datetime
from urllib.request import getproxies_environment

from sqlmodel import Session

from villagepub import site
from villagepub.setup.one_call import first_answer

PATH = "/hello"
OWN = "self"  # in the query: this machine asks, which is not counted as a phone
PATIENCE = (
    5.0  # seconds for all of it: a server that sends a letter at a time holds nobody
)
MAX_READ = 20_000  # bytes of the answer that are looked at
_STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3})[ \r]")
WECHAT = "MicroMessenger"


@dataclass(frozen=True, kw_only=True, slots=True)
class AddressTrial:
    """``url``: what the code to scan holds."""

    url: str
    reached_at: datetime | None
    reached_wechat_at: datetime | None


def begin(session: Session, address: str) -> AddressTrial:
    """A new word for an address that was not tried; else the trial that is there."""
    row = site.kept(session)
    if row.tried_url != address or not row.tried_word:
        row.tried_url, row.tried_word = address, secrets.token_hex(8)
        row.reached_at = row.reached_wechat_at = None
    return AddressTrial(
        url=f"{address}{PATH}/{row.tried_word}",
        reached_at=row.reached_at,
        reached_wechat_at=row.reached_wechat_at,
    )


def of(session: Session, address: str) -> AddressTrial | None:
    row = site.row(session)
    if row is None or row.tried_url != address or not row.tried_word:
        return None
    return AddressTrial(
        url=f"{address}{PATH}/{row.tried_word}",
        reached_at=row.reached_at,
        reached_wechat_at=row.reached_wechat_at,
    )


def knows(session: Session, word: str) -> bool:
    row = site.row(session)
    return row is not None and bool(word) and row.tried_word == word


def note_reached(session: Session, *, agent: str, at: datetime) -> None:
    """A phone has opened it; ``agent``: what its browser calls itself."""
    row = site.kept(session)
    if WECHAT in agent:
        row.reached_wechat_at = at
    row.reached_at = at


def ask(trial: AddressTrial) -> str:
    """Open it from this machine; why it does not answer, '' if it does.

    Whoever typed the address reads this sentence and nothing of what stands there; what
    it leads on to is not followed.
    """
    try:
        answer = first_answer(trial.url, f"?{OWN}=1", patience=PATIENCE, most=MAX_READ)
    except ssl.SSLError:
        return "网址前面的锁（https 证书）不对或者过期了"
    except TimeoutError:
        return f"等了 {PATIENCE:.0f} 秒没有回音{_past_the_proxy()}"
    except (OSError, ValueError):
        return f"连不上：域名没有指过来，或者端口没有开{_past_the_proxy()}"
    status = _STATUS.match(answer)
    if status is None:
        return "有回音，可不是网页：转发的地方没有转到这里"
    if status[1] != b"200" or trial.url.rpartition("/")[2].encode() not in answer:
        code = status[1].decode()
        return f"有回音，可不是这个程序（{code}）：转发的地方没有转到这里"
    return ""


def _past_the_proxy() -> str:
    """Where this machine has a proxy: it would send the word elsewhere and is not asked."""
    if getproxies_environment().keys() & {"http", "https", "all"}:
        return "。这台机器出门要走代理，试的时候没有走：用手机扫下面的码再试一次才算准"
    return ""
