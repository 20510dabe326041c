"""Who is signed in, and how somebody comes to be."""

from dataclasses import dataclass

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, login_user

from villagepub import open_sessions
from villagepub.models import Staff
from villagepub.states import Role
from villagepub.web.http import request_context, to
from villagepub.web.http.guards import own_path
from villagepub.web.http.throttle import HALF

manager = LoginManager()

HOME = {
    Role.CLERK: "clerk.tasks",
    Role.HEAD: "clerk.tasks",
    Role.SUPERVISOR: "review.queue",
    Role.TOWNSHIP: "township.overview",
    Role.COUNTY: "township.overview",
}


@dataclass(frozen=True, kw_only=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """A member of staff for the length of a request, as plain values."""

    id: int
    name: str
    role: Role
    place_code: str
    session_key: str
    must_change: bool
    here: str = ""  # the key of this browser's session, of the account's several

    def get_id(self) -> str:
        """Changes with the password: then every open session is somebody else's."""
        return f"{self.id}:{self.session_key}:{self.here}"


@manager.user_loader  # type: ignore[untyped-decorator]
def _load(key: str) -> SignedIn | None:
    number, _, rest = key.partition(":")
    session_key, _, here = rest.partition(":")
    if not number.isdecimal():
        return None
    row = open_sessions.staff_of(
        request_context.session(), staff_id=int(number), key=here
    )
    if row is None or not row.is_active or row.session_key != session_key:
        return None
    return _signed_in(row, here)


def _signed_in(row: Staff, here: str) -> SignedIn:
    return SignedIn(
        here=here,
        id=row.id,
        name=row.name,
        role=row.role,
        place_code=row.place_code,
        session_key=row.session_key,
        must_change=row.must_change,
    )


def let_in(
    row: Staff, *, way: str, wanted: str, is_whole: bool = False
) -> ResponseReturnValue:
    """A new session for somebody who has shown who they are. ``way``: how they did.
    Who has a second step takes it first, and it is taken where it ``is_whole``.
    """
    session.clear()  # nothing of the session before signing in is kept
    if row.totp and not is_whole:
        session[HALF] = [row.id, row.session_key, wanted, way]
        return to("account.second_step")
    open_here(row, way=way)
    home = url_for(HOME[row.role])
    return redirect(home if wanted == "/" else own_path(wanted) or home)


def open_here(row: Staff, *, way: str) -> None:
    """This browser is signed in from now on."""
    with request_context.transaction() as writing:
        here = open_sessions.begin(
            writing,
            staff_id=row.id,
            way=way,
            agent=request.headers.get("User-Agent", ""),
            at=request_context.now(),
        )
    session.permanent = True
    session["way"] = way
    login_user(_signed_in(row, here))
