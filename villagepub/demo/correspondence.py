"""The letters that the demo's township has sent: one answered, one that waits."""

from datetime import datetime, timedelta

from sqlmodel import Session

from villagepub import clock
from villagepub.demo.publisher import act_of
from villagepub.demo.scenario import BIANQIANG, MAJIAGOU, TOWNSHIP
from villagepub.duties.workdays import PUBLISHED
from villagepub.letters import matters, register
from villagepub.letters.register import LetterChoice
from villagepub.models import IssuedLetter, LetterKind
from villagepub.states import Role

WORD, CONTACT = "沿政公函", "白玉兰"
ANSWER = "村主任贺延寿", "照着发放表核过，名单改好了，这两天交监委会。"
DAYS = 5  # working days to answer


def write_letters(session: Session, *, at: datetime) -> None:
    answered = _remind(session, BIANQIANG, at - timedelta(days=3))
    if answered is not None:
        by, done = ANSWER
        register.take_answer(
            act_of(session, TOWNSHIP, Role.TOWNSHIP, at - timedelta(days=1)),
            letter_id=answered.id,
            on=clock.day(at - timedelta(days=1)),
            by=by,
            done=done,
        )
    _remind(session, MAJIAGOU, at)


def _remind(session: Session, village: str, at: datetime) -> IssuedLetter | None:
    """About the first few things that are open there; none where nothing is."""
    on = clock.day(at)
    found = matters.of_village(session, village, on=on)[:3]
    if not found:
        return None
    wanted = LetterChoice(
        kind=LetterKind.REMIND,
        village_code=village,
        keys=[m.key for m in found],
        word=WORD,
        contact=CONTACT,
        copy="",
        due_on=PUBLISHED.add_workdays(on, DAYS),
    )
    return register.issue(act_of(session, TOWNSHIP, Role.TOWNSHIP, at), wanted)
