"""Who is signed in, and how somebody comes to be."""

from dataclasses import dataclass

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, login_user

from villagepub.models import Staff
from villagepub.states import Role
from villagepub.web.http import request_context
from villagepub.web.http.guards import own_path

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

    def get_id(self) -> str:
        """Changes with the password: then every open session is somebody else's."""
        return f"{self.id}:{self.session_key}"


@manager.user_loader  # type: ignore[untyped-decorator]
def _load(key: str) -> SignedIn | None:
    number, _, session_key = key.partition(":")
    row = (
        request_context.session().get(Staff, int(number))
        if number.isdecimal()
        else None
    )
    if row is None or not row.is_active or row.session_key != session_key:
        return None
    return signed_in(row)


def signed_in(row: Staff) -> SignedIn:
    return SignedIn(
        id=row.id or 0,
        name=row.name,
        role=row.role,
        place_code=row.place_code,
        session_key=row.session_key,
        must_change=row.must_change,
    )


def let_in(row: Staff, *, way: str, wanted: str) -> ResponseReturnValue:
    """A new session for somebody who has shown who they are. ``way``: how they did."""
    session.clear()  # nothing of the session before signing in is kept
    session.permanent = True
    session["way"] = way
    login_user(signed_in(row))
    home = url_for(HOME[row.role])
    return redirect(home if wanted == "/" else own_path(wanted) or home)
