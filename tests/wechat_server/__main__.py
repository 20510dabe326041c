"""The laboratory: a server that plays WeChat, with a page of what arrived.

    python -m tests.wechat_server [port]

Point ``VILLAGEPUB_WECOM_API`` and ``VILLAGEPUB_OA_API`` at it and add the robot and the
accounts that the page names (docs/操作手册/微信实验室.md).
"""

import sys

from tests.wechat_server.lab_page import ROBOT, page, press
from tests.wechat_server.server import WeChatServer


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8099
    server = WeChatServer(port)
    server.robots.keys.add(ROBOT)
    server.page = lambda: page(server)
    server.press = lambda given: press(server, given)
    print(f"微信实验室：用浏览器打开 {server.address}/")
    print(f"另开一个窗口：VILLAGEPUB_WECOM_API={server.address} "
          f"VILLAGEPUB_OA_API={server.address} make run")  # fmt: skip
    print("要填的机器人地址、AppID 和 Secret，那一页上都有。停下来按 Ctrl-C。")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
