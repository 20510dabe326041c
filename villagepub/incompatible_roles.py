"""Who is one person: a second login makes nobody a second one."""

import unicodedata

from sqlmodel import Session, col, select

from villagepub.errors import StaffError
from villagepub.models import Staff
from villagepub.states import ROLES, Role


def same_name(one: str, other: str) -> bool:
    """By name, in one village; two of one name are told apart by what follows it."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def require_one_hand(session: Session, name: str, role: Role, code: str) -> None:
    """Who writes or runs a village does not supervise it (citations: ``supervision``),
    whatever the login. Raises StaffError.
    """
    for other in session.exec(
        select(Staff).where(Staff.place_code == code, col(Staff.is_active))
    ):
        if not same_name(other.name, name):
            continue
        if other.role is role:
            raise StaffError(
                f"{name}已经有账号了：{other.login}。忘了密码就换一张账号条。"
            )
        if Role.SUPERVISOR in (role, other.role):
            raise StaffError(
                f"{name}已经是这里的{ROLES[other.role].text}，一个人不能又写又审。"
                "真是同名的两个人，姓名后面加几个字分开，像 王小明（二组）。"
            )
