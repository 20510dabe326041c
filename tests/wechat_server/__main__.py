"""The laboratory: a server that plays WeChat, with a page of what arrived.

    python -m tests.wechat_server [port]

Point ``VILLAGEPUB_WECOM_API`` and ``VILLAGEPUB_OA_API`` at it and add the robot and the
accounts that the page names.
"""

import json
import sys
from html import escape

from tests.wechat_server.server import WeChatServer

ROBOT = "11111111-2222-3333-4444-555555555555"


def page(server: WeChatServer) -> bytes:
    """Everything that reached a group, a phone or a follower, the newest first."""
    platform = server.platform
    arrived = [
        *(("企业微信群", m["text"]["content"]) for m in server.robots.seen[ROBOT]),
        *(("工作人员", m["text"]["content"]) for m in platform.app_seen),
        *(
            ("公众号草稿", f"{d['title']}\n{d['digest']}")
            for d in platform.drafts.values()
        ),
        *(("群发", json.dumps(m["filter"])) for _, m in platform.mass.values()),
        *(("等群主点", t["text"]["content"]) for t, _ in platform.tasks.values()),
    ]
    cells = "".join(
        f"<section><h2>{escape(where)}</h2><p>{escape(what)}</p></section>"
        for where, what in reversed(arrived)
    )
    facts = (
        f"机器人地址 {server.address}/cgi-bin/webhook/send?key={ROBOT}\n"
        f"公众号 AppID {platform.app_id}　企业 ID {platform.corp_id}　"
        f"Secret {platform.secret}"
    )
    return (
        "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=3>"
        "<title>微信实验室</title><style>body{font:17px sans-serif;margin:2em;"
        "background:#ededed}section{background:#fff;padding:1em;margin:1em 0;"
        "border-radius:8px;white-space:pre-wrap}</style>"
        f"<h1>到了群里的</h1><pre>{escape(facts)}</pre>{cells or '<p>还没有。'}"
    ).encode()


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8099
    server = WeChatServer(port)
    server.robots.keys.add(ROBOT)
    server.page = lambda: page(server)
    print(f"微信实验室：{server.address}/")
    print(f"另开一个窗口：VILLAGEPUB_WECOM_API={server.address} "
          f"VILLAGEPUB_OA_API={server.address} make run")  # fmt: skip
    print(f"镇上的“群”里加机器人：{server.address}/cgi-bin/webhook/send?key={ROBOT}")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
