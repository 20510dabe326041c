"""Does the address answer? Asked by this machine, and by a phone that scans it.

Only the phone is outside: an address that this machine opens may be one of the office
alone.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from villagepub import site

PATH = "/hello"
OWN = "self"  # in the query: this machine asks, which is not counted as a phone
PATIENCE = 5.0  # seconds
MAX_READ = 20_000  # bytes of the answer that are looked at
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
    """Open it from this machine; why it does not answer, '' if it does."""
    import requests

    word = trial.url.rpartition("/")[2]
    try:
        with requests.get(
            f"{trial.url}?{OWN}=1", timeout=PATIENCE, allow_redirects=False, stream=True
        ) as answer:
            text = answer.raw.read(MAX_READ, decode_content=True).decode(
                "utf-8", "replace"
            )
            status = answer.status_code
    except requests.exceptions.SSLError:
        return "网址前面的锁（https 证书）不对或者过期了"
    except requests.exceptions.Timeout:
        return f"等了 {PATIENCE:.0f} 秒没有回音"
    except requests.RequestException:
        return "连不上：域名没有指过来，或者端口没有开"
    if status != 200 or word not in text:
        return f"有回音，可不是这个程序（{status}）：转发的地方没有转到这里"
    return ""
