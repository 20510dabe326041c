"""The laboratory's page: a "group", a follower's phone, an owner who has to tap."""

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from tests.wechat_server.server import WeChatServer

ROBOT = "11111111-2222-3333-4444-555555555555"
# What a newcomer may try, and what the delivery's line should say then.
TRICKS = {
    "nothing": "收了，不回话",
    "html": "回一页网页，不是回话",
    "93000": "机器人被移出群",
    "45009": "发得太快",
}
STYLE = """
:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; background: #ededed; color: #191919;
  font: 17px/1.6 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif }
header { background: #fff; padding: 20px 24px; border-bottom: 1px solid #ddd }
h1 { font-size: 24px; margin: 0 0 4px } header p { margin: 4px 0; color: #555 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 12px 0 0 }
dt { color: #555 } dd { margin: 0; overflow-wrap: anywhere }
code { background: #f2f2f2; padding: 1px 6px; border-radius: 4px; user-select: all }
main { display: grid; gap: 20px; padding: 20px 24px;
  grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); align-items: start }
section { background: #f5f5f5; border-radius: 12px; overflow: hidden; border: 1px solid #ddd }
h2 { font-size: 17px; margin: 0; padding: 12px 16px; background: #fff; text-align: center;
  border-bottom: 1px solid #e5e5e5 }
h2 small { color: #666; font-weight: 400 }
ol { list-style: none; margin: 0; padding: 16px; max-height: 60vh; overflow-y: auto }
li { margin: 0 0 14px } li .who { color: #666; font-size: 14px }
li p { margin: 2px 0 0; background: #fff; border-radius: 8px; padding: 10px 14px;
  white-space: pre-wrap; overflow-wrap: anywhere }
li img { display: block; max-width: 100%; border-radius: 8px }
.card { display: flex; flex-wrap: wrap; gap: 4px 12px; background: #fff; color: inherit;
  text-decoration: none; border-radius: 8px; padding: 10px 14px }
.card b { flex-basis: 100% } .card img { width: 64px; height: 64px }
.none { color: #666; text-align: center; padding: 24px }
form { display: inline } button { font: inherit; min-height: 44px; padding: 0 18px; border: 0;
  border-radius: 8px; background: #07843f; color: #fff; cursor: pointer; margin: 6px 6px 0 0 }
button.plain { background: #fff; color: #191919; border: 1px solid #bbb }
"""


def page(server: WeChatServer) -> bytes:
    """Everything that reached a group, a phone or a follower, the newest first."""
    with server.lock:
        groups = "".join(
            section(title, note, lines(server))
            for title, note, lines in (
                ("企业微信群", "机器人发的", _robot),
                ("居民群", "群主点了才发", _customer_group),
                ("工作人员的企业微信", "应用消息", _app),
                ("公众号", "文章和群发", _official),
            )
        )
        return (
            "<!doctype html><html lang=zh-CN><meta charset=utf-8>"
            "<meta name=viewport content='width=device-width'>"
            "<meta http-equiv=refresh content=4><title>微信实验室</title>"
            f"<style>{STYLE}</style>{_head(server)}<main>{groups}</main>"
        ).encode()


def _head(server: WeChatServer) -> str:
    platform = server.platform
    facts = {
        "机器人地址": f"{server.address}/cgi-bin/webhook/send?key={ROBOT}",
        "公众号 AppID": platform.app_id,
        "企业 ID": platform.corp_id,
        "AgentId": "1000002",
        "Secret（两个都是）": platform.secret,
    }
    rows = "".join(f"<dt>{k}<dd><code>{escape(v)}</code>" for k, v in facts.items())
    tricks = "".join(
        _button(label, "plain", trick=odd) for odd, label in TRICKS.items()
    )
    return (
        "<header><h1>微信实验室</h1><p>假的微信，什么也不会发到真的群里。"
        "贴出一件，几秒钟就到下面的“群”里。</p>"
        f"<dl>{rows}</dl><p>给机器人的下一条捣个乱，看程序怎么说：</p>{tricks}</header>"
    )


def _button(label: str, look: str, **given: str) -> str:
    fields = "".join(
        f"<input type=hidden name={name} value='{escape(value, quote=True)}'>"
        for name, value in given.items()
    )
    return f"<form method=post action=/press>{fields}<button class='{look}'>{label}</button></form>"


def press(server: WeChatServer, given: dict[str, str]) -> None:
    """An owner taps 发送, or the robot's next answer is an odd one."""
    task, trick = given.get("task", ""), given.get("trick", "")
    if task in server.platform.tasks:
        server.platform.tap(task)
    if trick in TRICKS:
        server.robots.script[ROBOT].append(trick)


def section(title: str, note: str, lines: Iterable[tuple[str, str, str]]) -> str:
    """``lines``: who says it, what, and HTML below it."""
    items = "".join(
        f"<li><span class=who>{escape(who)}</span>"
        f"{f'<p>{escape(what)}</p>' if what else ''}{below}"
        for who, what, below in reversed(list(lines))
    )
    body = f"<ol>{items}</ol>" if items else "<p class=none>还没有消息。</p>"
    return f"<section><h2>{title} <small>{note}</small></h2>{body}</section>"


Line = tuple[str, str, str]
Lines = Callable[[WeChatServer], list[Line]]


def _robot(server: WeChatServer) -> list[Line]:
    return [
        ("村务公开机器人", _words(m), _shown(server, m))
        for m in server.robots.seen[ROBOT]
    ]


def _shown(server: WeChatServer, message: dict[str, Any]) -> str:
    """A picture, a card or a file, as the group would see it below the words."""
    kind = message["msgtype"]
    if kind == "image":
        picture = escape(message["image"]["base64"], quote=True)
        return f"<img alt='图' src='data:image/png;base64,{picture}'>"
    if kind == "news":
        return "".join(
            f"<a class=card href='{escape(a['url'], quote=True)}'>"
            f"<b>{escape(a['title'])}</b>{escape(a.get('description', ''))}"
            f"<img alt='' src='{escape(a.get('picurl', ''), quote=True)}'></a>"
            for a in message["news"]["articles"]
        )
    if kind == "file":
        media = message["file"]["media_id"]
        name = escape(server.robots.files[media].name)
        return f"<a class=card href='/file/{escape(media, quote=True)}'>{name}</a>"
    return ""


def _words(message: dict[str, object]) -> str:
    content = message.get(str(message.get("msgtype")))
    content = content if isinstance(content, dict) else {}
    return str(content.get("content") or "")


def _customer_group(server: WeChatServer) -> list[Line]:
    lines = []
    for task, (asked, states) in server.platform.tasks.items():
        is_sent = all(state == 1 for state in states)
        below = "" if is_sent else _button("我是群主，点发送", "", task=task)
        who = "群主已经发到群里" if is_sent else "等群主点发送，群里还看不到"
        lines.append((who, asked["text"]["content"], below))
    return lines


def _app(server: WeChatServer) -> list[Line]:
    return [(f"发给 {m['touser']}", _words(m), "") for m in server.platform.app_seen]


def _official(server: WeChatServer) -> list[Line]:
    platform = server.platform
    articles = [("文章，有固定网址", a) for a in platform.articles.values()]
    sent = [m["mpnews"]["media_id"] for _, m in platform.mass.values()]
    articles += [("群发，推给关注的人", platform.drafts[media]) for media in sent]
    return [(who, f"{a['title']}\n\n{_plain(a['content'])}", "") for who, a in articles]


def _plain(html: str) -> str:
    text = re.sub(r"<(br|/p|/tr|/h\d)[^>]*>", "\n", html)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"<[^>]+>", " ", text)).strip()[:600]
