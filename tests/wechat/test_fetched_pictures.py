"""A picture is fetched where the platform keeps its own, and nowhere that an answer names."""

import pytest

from villagepub.settings import WECOM_API
from villagepub.wechat.errors import SendError
from villagepub.wechat.wire import Wire


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data", "http://127.0.0.1:8000/metrics", "http://localhost/", "http://[::1]/",
        "http://[::1", "https://evilqq.com/a.png", "https://qq.com.evil.cn/a.png", "https://qq.com@evil.cn/a.png",
        "https://wework.qpic.cn:6379/", "file:///etc/passwd", "https://x.qq.com:99999/", "//qpic.cn/a.png", "",
    ],
)  # fmt: skip
def test_an_answer_leads_to_no_other_host(address: str) -> None:
    with pytest.raises(SendError, match="none of the platform's"):
        Wire(WECOM_API).fetch(address, most=10)


@pytest.mark.parametrize(
    "address", ["https://wework.qpic.cn/a.png", "http://p.qpic.cn/a", "https://open.work.weixin.qq.com/a"]
)  # fmt: skip
def test_the_platforms_own_pictures_are_asked_for(address: str) -> None:
    with pytest.raises(
        SendError, match="no clear answer"
    ):  # nobody is called in a test
        Wire(WECOM_API, limit=(0.2, 0.2)).fetch(address, most=10)
