"""草稿 of a 公众号: cover, then draft. What an article and a mass message begin with."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from villagepub.delivery_attempts import Claimed, Keep, Limit
from villagepub.wechat import materials
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.errors import SendError
from villagepub.wechat.retry_policy import NO_MEDIA


def stored(caller: Caller, one: Claimed, keep: Keep) -> dict[str, Any]:
    """The steps done: ``thumb`` and ``media``. A draft too many harms nobody, a step
    done is not done again. Raises SendError, of what nobody sees yet.
    """
    article, done = json.loads(one.payload), dict(one.remote)
    try:
        if "thumb" not in done:
            done["thumb"] = _cover(caller, one, article["cover"])
            keep(done)
        if "media" not in done:
            done |= _with_cover(caller, one, article, done["thumb"])
            keep(done)
    except SendError as error:
        raise error.before_posting() from None
    return done


def _cover(caller: Caller, one: Claimed, cover: str) -> str:
    """Uploaded, unless the account has this very picture already."""
    data = base64.b64decode(cover)

    def upload() -> str:
        answer = caller.call(
            "material/add_material",
            upload=("cover.png", data, "image/png"),
            params={"type": "image"},
        )
        return remote_id_of(answer, "media_id")

    return materials.kept(
        caller.tokens.engine,
        account_id=one.account_id,
        data=data,
        upload=upload,
        at=caller.tokens.now(),
    )


def _with_cover(
    caller: Caller, one: Claimed, article: Mapping[str, str], thumb: str
) -> dict[str, str]:
    """The draft; a kept cover that somebody deleted meanwhile is uploaded once more."""
    try:
        return {"media": _draft(caller, article, thumb)}
    except SendError as error:
        if error.code != NO_MEDIA or not materials.forget(
            caller.tokens.engine, account_id=one.account_id, media_id=thumb
        ):
            raise
    thumb = _cover(caller, one, article["cover"])
    return {"thumb": thumb, "media": _draft(caller, article, thumb)}


def _draft(caller: Caller, article: Mapping[str, str], thumb: str) -> str:
    body = {
        "title": article["title"],
        "author": article["author"],
        "digest": article["digest"],
        "content": article["content"],
        "content_source_url": article["source"],
        "thumb_media_id": thumb,
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
    }
    return remote_id_of(caller.call("draft/add", {"articles": [body]}), "media_id")


def remote_id_of(answer: Mapping[str, Any], name: str) -> str:
    """What the server calls it. Raises SendError: without it nothing is known."""
    number = str(answer.get(name) or "")
    if not number:
        raise SendError("the answer names nothing")
    return number


def daily(one: Claimed) -> Limit:
    """A hundred a day of each kind for an account."""
    return Limit(f"{one.kind} {one.app_id}", 100)


def urls_in(holder: object, name: str) -> list[str]:
    """The addresses in a list of items; a list of one comes as the item itself."""
    found = holder.get("item") if isinstance(holder, Mapping) else None
    rows = found if isinstance(found, list) else [found]
    return [str(r[name]) for r in rows if isinstance(r, Mapping) and r.get(name)]
