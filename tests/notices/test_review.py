"""From draft to the wall: who may do what when, and what every step leaves behind."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.stage import AT, BASE
from villagepub import access, audit, db, outbox
from villagepub.access import Forbidden
from villagepub.models import AuditEntry, Delivery, Draft, Notice, NoticeVersion
from villagepub.notices import corrections, publication, queries, review
from villagepub.notices.errors import NoticeFault, NotReady, StaleDraft, WrongMoment
from villagepub.notices.held_draft import hold
from villagepub.states import DraftStatus, NoticeStatus


def submitted(engine: Engine, data: Path) -> int:
    with db.transaction(engine) as session:
        case = stage.CASES[0]
        draft = stage.begin(session)
        sheet = (data / "notices" / case.file).read_bytes()
        draft = stage.settle_all(
            session, stage.upload(session, draft, sheet, case.file)
        )
        return stage.submit(session, draft).id


def test_starting_twice_finds_the_same_draft(county: Engine) -> None:
    with db.transaction(county) as session:
        first, second = stage.begin(session), stage.begin(session)
        assert first.id == second.id


def test_a_draft_with_open_problems_is_not_submitted(
    county: Engine, sheets_folder: Path
) -> None:
    case = stage.CASES[0]
    with db.transaction(county) as session:
        draft = stage.begin(session)
        sheet = (sheets_folder / "notices" / case.file).read_bytes()
        draft = stage.upload(session, draft, sheet, case.file)
        with pytest.raises(NotReady, match="3 处"):
            stage.submit(session, draft)


def test_an_empty_draft_is_not_submitted(county: Engine) -> None:
    with db.transaction(county) as session:
        draft = stage.begin(session)
        with pytest.raises(NotReady, match="还没有名单"):
            stage.submit(session, draft)


def test_signing_gives_number_version_and_deliveries_at_once(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.reading(county) as session:
        notice = session.exec(select(Notice).where(Notice.public_id == public_id)).one()
        versions = session.exec(select(NoticeVersion)).all()
        assert notice.number == "安塞·沿河湾·马家沟〔2026〕惠 001号"
        assert [v.version for v in versions] == [1]
        assert len(session.exec(select(Delivery)).all()) == 1


def test_the_author_never_signs_even_as_a_member_of_the_committee(
    county: Engine, sheets_folder: Path
) -> None:
    draft_id = submitted(county, sheets_folder)
    with db.transaction(county) as session:
        draft = session.get_one(Draft, draft_id)
        draft.author_id = stage.actor(session, "zhe").id
        with pytest.raises(NoticeFault, match="自己写的自己不能审"):
            stage.approve(session, draft)


@pytest.mark.parametrize("login", ["laotuo", "kang", "heyan", "cun", "bai", "xian"])
def test_only_the_committee_of_the_village_signs(
    county: Engine, sheets_folder: Path, login: str
) -> None:
    draft_id = submitted(county, sheets_folder)
    with db.transaction(county) as session:
        someone = stage.act(session, login, AT)
        with pytest.raises(Forbidden):
            review.approve(
                someone,
                draft_id=draft_id,
                revision=9,
                base_url=BASE,
                announce=outbox.announce,
            )


def test_a_second_signature_is_told_that_it_is_done(
    county: Engine, sheets_folder: Path
) -> None:
    draft_id = submitted(county, sheets_folder)
    with db.transaction(county) as session:
        stage.approve(session, session.get_one(Draft, draft_id))
    with (
        db.transaction(county) as session,
        pytest.raises(WrongMoment, match="已经有人办过"),
    ):
        stage.approve(session, session.get_one(Draft, draft_id))
    with db.reading(county) as session:
        assert len(session.exec(select(NoticeVersion)).all()) == 1


def test_only_the_revision_that_was_read_can_be_signed(
    county: Engine, sheets_folder: Path
) -> None:
    draft_id = submitted(county, sheets_folder)
    with db.transaction(county) as session:
        draft = session.get_one(Draft, draft_id)
        with pytest.raises(WrongMoment, match="又改过"):
            review.approve(
                stage.act(session, "zhe", AT),
                draft_id=draft_id,
                revision=draft.revision - 1,
                base_url=BASE,
                announce=outbox.announce,
            )


def test_a_returned_draft_comes_back_with_the_remark(
    county: Engine, sheets_folder: Path
) -> None:
    draft_id = submitted(county, sheets_folder)
    with db.transaction(county) as session:
        reviewer = stage.act(session, "zhe", AT)
        read = session.get_one(Draft, draft_id).revision
        said = "第 9 户人口不对"
        review.send_back(reviewer, draft_id=draft_id, revision=read, remark=said)
    with db.reading(county) as session:
        draft = session.get_one(Draft, draft_id)
        assert (draft.status, draft.remark) == (DraftStatus.RETURNED, "第 9 户人口不对")


def test_a_return_needs_a_remark(county: Engine, sheets_folder: Path) -> None:
    draft_id = submitted(county, sheets_folder)
    with db.transaction(county) as session:
        reviewer = stage.act(session, "zhe", AT)
        with pytest.raises(NoticeFault, match="写一句为什么"):
            read = session.get_one(Draft, draft_id).revision
            review.send_back(reviewer, draft_id=draft_id, revision=read, remark=" ")


def test_a_submitted_draft_can_be_taken_back_and_changed(
    county: Engine, sheets_folder: Path
) -> None:
    draft_id = submitted(county, sheets_folder)
    with db.transaction(county) as session:
        clerk = stage.act(session, "laotuo", AT)
        with pytest.raises(WrongMoment, match="拿回来改"):
            hold(clerk, draft_id, 3)
        review.take_back(clerk, draft_id=draft_id)
        assert session.get_one(Draft, draft_id).status is DraftStatus.DRAFT


def test_who_saves_over_a_newer_revision_is_told(county: Engine) -> None:
    with db.transaction(county) as session:
        draft = stage.begin(session)
        stage.settle(session, draft, [])
        draft.revision += 1
        session.flush()
        clerk = stage.act(session, "laotuo", AT)
        with pytest.raises(StaleDraft, match="别处改过"):
            hold(clerk, draft.id, 1)


def test_another_villages_clerk_sees_no_draft(county: Engine) -> None:
    with db.transaction(county) as session:
        draft = stage.begin(session)
        stranger = stage.act(session, "kang", AT)
        with pytest.raises(Forbidden, match="别的村"):
            hold(stranger, draft.id, 1)


def test_a_correction_is_a_new_version_and_keeps_number_and_address(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    with db.reading(county) as session:
        found = queries.published(session, public_id)
        assert found is not None
        assert (found.current, found.content.version) == (2, 2)
        assert found.content.number.endswith("惠 001号")
        assert [v.version for v in found.versions] == [2, 1]


def test_a_correction_says_before_and_after_in_both_circles(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    with db.reading(county) as session:
        found = queries.published(session, public_id)
        assert found is not None
        change = found.content.correction
        assert change is not None
        assert change.summary == "改了 1 户"
        assert [(d.who, d.before, d.after) for d in change.board] == [
            ("4组 白志明", "13.25", "12.35"),
            ("4组 白志明", "795.00", "741.00"),
        ]
        assert {d.who for d in change.web} == {"4组 白**"}
        assert [r.mark for r in found.content.board.rows if r.mark] == ["改"]


def test_an_older_version_stays_as_it_was_signed(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.reading(county) as session:
        before = queries.published(session, public_id)
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    with db.reading(county) as session:
        after = queries.published(session, public_id, version=1)
        assert before is not None
        assert after is not None
        assert after.content == before.content
        assert after.is_superseded


def test_a_withdrawal_needs_a_reason_and_leaves_a_trace(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        clerk = stage.act(session, "laotuo", AT)
        notice = session.exec(select(Notice).where(Notice.public_id == public_id)).one()
        with pytest.raises(NoticeFault, match="撤回要写为什么"):
            corrections.withdraw(
                clerk, notice_id=notice.id, reason="", announce=outbox.announce
            )
        corrections.withdraw(
            clerk,
            notice_id=notice.id,
            reason="贴错了",
            announce=outbox.announce,
        )
    with db.reading(county) as session:
        found = queries.published(session, public_id)
        assert found is not None
        assert found.status is NoticeStatus.WITHDRAWN
        assert found.withdrawn_reason == "贴错了"


def test_every_step_is_in_the_audit_log_and_the_chain_holds(
    county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    with db.reading(county) as session:
        actions = session.exec(
            select(AuditEntry.action).order_by(col(AuditEntry.id).desc()).limit(5)
        ).all()
        assert list(reversed(actions)) == [
            "draft.start",
            "draft.sheet",
            "draft.settle",
            "notice.submit",
            "notice.publish",
        ]
        assert audit.first_broken(session) is None


def test_a_frozen_versions_digest_covers_content_and_records(
    county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    with db.reading(county) as session:
        version = session.exec(select(NoticeVersion)).one()
        assert version.digest == publication.digest_of_version(
            version.content, version.records
        )
        assert version.digest != publication.digest_of_version(
            version.content, version.records + " "
        )


def test_numbers_count_up_by_kind(county: Engine, sheets_folder: Path) -> None:
    for case in stage.CASES:
        stage.publish(county, sheets_folder, case)
    with db.reading(county) as session:
        numbers = session.exec(select(Notice.number).order_by(col(Notice.id))).all()
        assert [n[-6:] for n in numbers] == ["惠 001号", "财 001号", "助 001号"]


def test_a_member_of_the_committee_may_not_write() -> None:
    from villagepub.access import Action, Actor
    from villagepub.states import Role

    member = Actor(id=1, name="折治国", role=Role.SUPERVISOR, place_code=stage.VILLAGE)
    assert not access.may(member, Action.DRAFT, stage.VILLAGE)
