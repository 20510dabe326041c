"""What people decide about a finding, step by step, and what nobody may."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.findings.test_village_check import LATER, PAID, brought_and_checked, check
from tests.queries import asked
from tests.stage import VILLAGE
from villagepub import audit, db
from villagepub.access import Forbidden
from villagepub.errors import UserError
from villagepub.findings import decisions
from villagepub.findings.decisions import SeenFindings
from villagepub.findings.queries import Narrowed
from villagepub.models import AuditEntry, Finding
from villagepub.states import FindingKind, FindingState

DUE = date(2026, 7, 3)


@pytest.fixture
def found(county: Engine, sheets_folder: Path, tmp_path: Path) -> int:
    """苗占彪, whom the government's list does not have."""
    stage.publish(county, sheets_folder)
    paid = (sheets_folder / "disclosures" / PAID).read_bytes()
    brought_and_checked(county, tmp_path, paid)
    with db.reading(county) as session:
        return (
            session.exec(
                select(Finding).where(
                    Finding.village_code == VILLAGE,
                    Finding.kind == FindingKind.MISSING_IN_GOVERNMENT,
                )
            )
            .one()
            .id
            or 0
        )


@pytest.fixture
def act(county: Engine, found: int) -> Callable[..., Finding]:
    def run(verb: Callable[..., Finding], login: str, **given: object) -> Finding:
        with db.transaction(county) as session:
            doing = stage.act(session, login, LATER)
            return verb(doing, finding_id=found, **given)

    return run


def test_the_whole_way_to_an_accepted_explanation(act: Callable[..., Finding]) -> None:
    assert act(decisions.assign, "bai", due_on=DUE).due_on == DUE
    assert act(decisions.remind, "bai").reminders == 1
    assert act(decisions.answer, "laotuo", reason=" 种着， 镇上漏了。").reason == (
        "种着， 镇上漏了。"
    )
    again = act(decisions.reject, "bai", due_on=DUE + timedelta(days=2))
    assert again.state is FindingState.ASSIGNED
    act(decisions.answer, "laotuo", reason="有合同，交到镇上了。")
    assert act(decisions.accept, "bai").state is FindingState.DISMISSED
    assert act(decisions.reopen, "bai").state is FindingState.OPEN


@pytest.mark.parametrize(
    ("verb", "login", "given"),
    [
        (decisions.assign, "laotuo", {"due_on": DUE}),
        (decisions.dismiss, "laotuo", {"reason": "不算"}),
        (decisions.dismiss, "zhe", {"reason": "不算"}),
        (decisions.answer, "bai", {"reason": "替村里说"}),
        (decisions.answer, "kang", {"reason": "别的村"}),
    ],
)
def test_nobody_decides_what_is_anothers(
    act: Callable[..., Finding], verb: object, login: str, given: dict[str, object]
) -> None:
    with pytest.raises(Forbidden):
        act(verb, login, **given)


@pytest.mark.parametrize(
    ("verb", "login", "given", "says"),
    [
        (decisions.assign, "bai", {"due_on": date(2026, 6, 1)}, "写今天，或者今天以后"),
        (decisions.dismiss, "bai", {"reason": "  "}, "为什么不算"),
        (decisions.dismiss, "bai", {"reason": "长" * 301}, "最多 300 个字"),
        (decisions.remind, "bai", {}, "还没交给村里"),
        (decisions.accept, "bai", {}, "还没有说明"),
        (decisions.reopen, "bai", {}, "没有被放过"),
        (decisions.answer, "laotuo", {"reason": "早说"}, "没有把这一条交给村里"),
    ],
)
def test_a_step_out_of_turn_says_why(
    act: Callable[..., Finding],
    verb: object,
    login: str,
    given: dict[str, object],
    says: str,
) -> None:
    with pytest.raises(UserError, match=says):
        act(verb, login, **given)


def test_every_step_stands_in_the_log(
    act: Callable[..., Finding], county: Engine
) -> None:
    act(decisions.assign, "bai", due_on=DUE)
    act(decisions.answer, "laotuo", reason="种着。")
    with db.reading(county) as session:
        actions = _actions(session)
        assert audit.first_broken(session) is None
    assert actions[-2:] == ["finding.assign", "finding.answer"]


def _actions(session: Session) -> list[str]:
    return list(session.exec(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_number_in_an_explanation_is_masked(act: Callable[..., Finding]) -> None:
    act(decisions.assign, "bai", due_on=DUE)
    said = act(decisions.answer, "laotuo", reason="他的身份证是610624190711130395")
    assert said.reason == "他的身份证是6106**************"


def test_the_government_may_be_the_one_to_mend_it(
    act: Callable[..., Finding], county: Engine
) -> None:
    with pytest.raises(UserError, match="哪个单位"):
        act(decisions.give_to_government, "bai", office=" ", due_on=DUE)
    given = act(decisions.give_to_government, "bai", office="镇财政所", due_on=DUE)
    assert (given.state, given.office) == (FindingState.WITH_GOVERNMENT, "镇财政所")
    check(county, LATER + timedelta(hours=1))
    with db.reading(county) as session:
        still = session.get_one(Finding, given.id)
        assert (still.state, still.due_on) == (FindingState.WITH_GOVERNMENT, DUE)
    back = act(decisions.reopen, "bai")
    assert (back.state, back.office) == (FindingState.OPEN, "")


def test_an_assignment_is_taken_back_until_the_village_has_answered(
    act: Callable[..., Finding],
) -> None:
    act(decisions.assign, "bai", due_on=DUE)
    assert act(decisions.unassign, "bai").state is FindingState.OPEN
    act(decisions.assign, "bai", due_on=DUE)
    act(decisions.answer, "laotuo", reason="种着，镇上漏了。")
    with pytest.raises(UserError, match="不在村里办"):
        act(decisions.unassign, "bai")


def test_a_village_decides_nothing_for_the_government(
    act: Callable[..., Finding],
) -> None:
    with pytest.raises(Forbidden):
        act(decisions.give_to_government, "laotuo", office="镇财政所", due_on=DUE)


def test_a_day_is_over_at_midnight_in_the_village(
    act: Callable[..., Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 00:30 in China it is still yesterday in London: yesterday is no deadline."""
    night = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)  # 7月1日 00:30
    monkeypatch.setattr("tests.findings.test_decisions.LATER", night)
    with pytest.raises(UserError, match="期限写今天"):
        act(decisions.assign, "bai", due_on=date(2026, 6, 30))
    assert act(decisions.assign, "bai", due_on=date(2026, 7, 1)).due_on


SAID = [
    ("去 http://huodong.example.com 看", "有外面的网址"),
    ("村民王小明吸毒，不算", "说到一个人的隐私"),
    ("他就是个白眼狼", "像个人的看法"),
]


@pytest.mark.parametrize(("reason", "why"), SAID)
def test_what_is_said_of_a_finding_is_held_against_the_rules_of_content(
    act: Callable[..., Finding], reason: str, why: str
) -> None:
    with pytest.raises(UserError, match=why):
        act(decisions.dismiss, "bai", reason=reason)
    with pytest.raises(UserError, match=why):
        act(decisions.give_to_government, "bai", office=reason, due_on=DUE)
    act(decisions.assign, "bai", due_on=DUE)
    with pytest.raises(UserError, match=why):
        act(decisions.answer, "laotuo", reason=reason)


def test_an_explanation_may_speak_of_what_a_notice_would_be_asked_about(
    act: Callable[..., Finding],
) -> None:
    act(decisions.assign, "bai", due_on=DUE)
    assert act(decisions.answer, "laotuo", reason="地转让给他兄弟种了。").reason


def test_many_decided_at_once_are_looked_up_once(county: Engine, found: int) -> None:
    """Only the log is asked again for each: every decision is an entry of its own."""

    def alike(session: Session, numbers: range) -> None:
        one = session.get_one(Finding, found)
        values = one.model_dump(exclude={"id", "key"})
        session.add_all(Finding(**values, key=f"{one.key}{n}") for n in numbers)

    def looked_up(verb: Callable[..., int], **given: object) -> tuple[int, int]:
        with db.transaction(county) as session, asked(county) as statements:
            doing = stage.act(session, "bai", LATER)
            to = Narrowed(kind=FindingKind.MISSING_IN_GOVERNMENT.value)
            shown = SeenFindings(village_code=VILLAGE, to=to, newest=9999)
            done = verb(doing, shown, **given)
        return done, sum("SELECT" in s and "auditentry" not in s for s in statements)

    def each(number: int) -> list[tuple[int, int]]:
        found = [
            looked_up(decisions.assign_all, due_on=DUE),
            looked_up(decisions.unassign_all),
            looked_up(decisions.dismiss_all, reason="误报"),
            looked_up(decisions.reopen_all, reason="误报"),
        ]
        assert [done for done, _ in found] == [number] * len(found)
        return found

    few = each(1)
    with db.transaction(county) as session:
        alike(session, range(20))
    assert [looks for _, looks in each(21)] == [looks for _, looks in few]
