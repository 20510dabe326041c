"""榜上的二维码: made once per village, printed on its posters."""

from collections import Counter

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import places
from villagepub.access import Action
from villagepub.act import Act
from villagepub.channels import resident_groups
from villagepub.models import Account, Channel, Place, PosterCode
from villagepub.states import CODES, AccountKind, CodeKind
from villagepub.web.http import acts, mends, needs, one_of, request_context, to
from villagepub.web.http.code_picture import picture
from villagepub.web.township import bp, township
from villagepub.web.township.wechat import caller_of
from villagepub.wechat import accounts, poster_codes
from villagepub.wechat.errors import ChannelError, SendError
from villagepub.wechat.poster_codes import Made
from villagepub.wechat.retry_policy import OF_ACCOUNT, sentence_of

KINDS = {AccountKind.OFFICIAL: CodeKind.FOLLOW, AccountKind.WECOM: CodeKind.GROUP}


@bp.get("/codes/", endpoint="codes")
@needs(Action.ACCOUNTS)
def codes_page() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    accounts_here = {r.kind for r in accounts.of_place(session, town.code)}
    return render_template(
        "township/codes.html",
        villages=places.villages_of(session, town.code),
        kinds=CODES,
        offered=[code for kind, code in KINDS.items() if kind in accounts_here],
        made={
            (row.place_code, row.kind): row
            for rows in poster_codes.below(session, town.code).values()
            for row in rows
        },
        groups=Counter(g.place_code for g in resident_groups.groups_in_use(session)),
    )


@bp.post("/codes/<code>")
@needs(Action.ACCOUNTS)
@mends("township.codes")
def make_code(code: str) -> ResponseReturnValue:
    """Ask for it, then keep it; the network is waited for outside any transaction."""
    village = request_context.session().get(Place, code)
    if village is None or not code.startswith(township().code):
        raise ChannelError("这个村找不到了。")
    account, made = _asked(village, one_of("kind", CodeKind, CodeKind.FOLLOW))
    with request_context.act() as act:
        poster_codes.keep(act, place_code=code, account=account, made=made)
    flash(f"{village.short_name}的“{CODES[made.kind].text}”做好了，大榜上会印。")
    return to("township.codes")


def _asked(village: Place, kind: CodeKind) -> tuple[Account, Made]:
    groups = resident_groups.groups_in_use(
        request_context.session(), village_code=village.code
    )
    account = _account(kind, groups)
    caller = caller_of(account)
    try:
        if kind is CodeKind.FOLLOW:
            return account, poster_codes.make_follow(caller, village.code)
        own = [g for g in groups if g.account_id == account.id]
        chats = [g.target.partition("|")[0] for g in own][: poster_codes.MAX_GROUPS]
        made = poster_codes.make_group(caller, village.code, village.short_name, chats)
        return account, made
    except SendError as error:
        raise ChannelError(sentence_of(error, OF_ACCOUNT[account.kind])) from None


def _account(kind: CodeKind, groups: list[Channel]) -> Account:
    """The account of the village's groups; for following the township's 公众号."""
    rows = accounts.of_place(request_context.session(), township().code)
    able = [row for row in rows if KINDS[row.kind] is kind]
    owners = {group.account_id for group in groups}
    if kind is CodeKind.GROUP:
        able = [row for row in able if row.id in owners]
        if not able:
            raise ChannelError("先到“居民群”里给这个村选一个群，再做进群的码。")
    if not able:
        raise ChannelError("还没有接上公众号，先接一个。")
    return able[0]


@bp.post("/codes/<int:code_id>/web")
@needs(Action.ACCOUNTS)
@acts("township.codes")
def show_code(act: Act, code_id: int) -> str:
    shown = request.form.get("shown") == "1"
    poster_codes.show_on_web(act, code_id=code_id, shown=shown)
    return "网页上也放了。" if shown else "网页上不放了，榜上还印。"


@bp.post("/codes/<int:code_id>/off")
@needs(Action.ACCOUNTS)
@acts("township.codes")
def drop_code(act: Act, code_id: int) -> str:
    poster_codes.drop(act, code_id=code_id)
    return "以后的榜上不印了，已经印出去的还能扫。"


@bp.get("/codes/<int:code_id>.png")
@needs(Action.ACCOUNTS)
def code_picture(code_id: int) -> ResponseReturnValue:
    """To print large and pin beside the board."""
    row = request_context.session().get(PosterCode, code_id)
    if row is None or not row.place_code.startswith(request_context.actor().place_code):
        abort(404)
    return picture(row)
