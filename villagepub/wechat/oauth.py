"""Signing in by WeChat: where to send people, and who comes back.

Here every end is a sentence for the person who stands before the door.
"""

from typing import Any

from villagepub.errors import UserError
from villagepub.models import Account
from villagepub.settings import OA_API, WECOM_API
from villagepub.states import AccountKind
from villagepub.wechat.encryption import SealError, unseal
from villagepub.wechat.errors import SendError

CONNECT, READ = 3, 5  # seconds: somebody looks at a white page meanwhile
OPEN = "https://open.weixin.qq.com"

AGAIN = "这次登录过期了，请回登录页再点一次。"
ASK = "请先用账号密码登录，把这句话告诉镇上管系统的人："
DOMAIN = f"{ASK}网站的域名还没有在微信后台登记成可信域名。"
ADDRESS = f"{ASK}网站服务器的地址还没有加进微信后台的白名单。"
SECRET = f"{ASK}公众号或企业微信的密钥不对，要重新填。"
RIGHT = f"{ASK}这个公众号没有网页登录的权限。"
BUSY = "微信现在忙，请过一会儿再试，或者用账号密码登录。"
AWAY = "连不上微信，请用账号密码登录。"
SNAPSHOT = (
    "现在看到的是微信的快照页，认不出你是谁。请点右下角的“使用完整服务”，再点一次登录。"
)
STRANGER = "你不在这个单位的企业微信里，请用账号密码登录。"
OTHER = "微信没有让登录（{code}）。请用账号密码登录。"
SENTENCES = {
    "40029": AGAIN, "40163": AGAIN, "42003": AGAIN, "41008": AGAIN,
    "10003": DOMAIN, "50001": DOMAIN,
    "40164": ADDRESS, "60020": ADDRESS, "89503": ADDRESS,
    "40001": SECRET, "40013": SECRET, "40125": SECRET, "40091": SECRET,
    "48001": RIGHT, "48002": RIGHT, "60011": RIGHT,
    "-1": BUSY, "45009": BUSY, "45011": BUSY, "45033": BUSY,
}  # fmt: skip


def authorize_url(account: Account, *, back: str, state: str, api: str) -> str:
    """Where WeChat asks whether one agrees. ``api``: this kind's server root; where it
    is not the real one, that server plays the asking page too.
    """
    if account.kind is AccountKind.WECOM:
        from wechatpy.work.client.api.oauth import WeChatOAuth as WorkOAuth

        root = OPEN if api == WECOM_API else api
        asking = WorkOAuth(_Corp(account.app_id))
        asking.OAUTH_BASE_URL = f"{root}/connect/oauth2/authorize"
        return str(asking.authorize_url(back, state))
    from wechatpy.oauth import WeChatOAuth

    official = WeChatOAuth(account.app_id, "", back, state=state)
    official.OAUTH_BASE_URL = f"{OPEN if api == OA_API else api}/connect/"
    return str(official.authorize_url)


class _Corp:
    """As much of a client as an address needs."""

    def __init__(self, corp_id: str) -> None:
        self.corp_id = corp_id


def openid_of(account: Account, code: str, *, api: str, secret_key: bytes) -> str:
    """Who agreed, of a 公众号. Raises UserError."""
    try:
        secret = unseal(account.secret, secret_key)
    except SealError:
        raise UserError(SECRET) from None
    from villagepub.wechat.wire import Wire

    wire = Wire(api, limit=(CONNECT, READ))
    asked = {
        "appid": account.app_id,
        "secret": secret,
        "code": code,
        "grant_type": "authorization_code",
    }
    try:
        who = wire.ask("get", "sns/oauth2/access_token", params=asked)
    except SendError as error:
        raise UserError(sentence(error.code) if error.code else AWAY) from None
    if str(who.get("is_snapshotuser", "0")) == "1":
        raise UserError(SNAPSHOT)
    if not who.get("openid"):
        raise UserError(AWAY)
    return str(who["openid"])


def userid_of(client: Any, code: str) -> str:
    """Who agreed, of a 企业微信, asked by a client like wechatpy's. Raises UserError."""
    try:
        who = client.oauth.get_user_info(code)
    except Exception as error:  # the library's, the network's: texts hold tokens
        number = getattr(error, "errcode", None) or getattr(error, "code", None)
        raise UserError(sentence(str(number)) if number else AWAY) from None
    if not isinstance(who, dict):
        raise UserError(AWAY)
    userid = who.get("userid") or who.get("UserId")
    if not userid:
        raise UserError(STRANGER)
    return str(userid)


def sentence(code: str) -> str:
    return SENTENCES.get(code) or OTHER.format(code=code[:20])
