"""Whatever people write anywhere, no number, name or illness is stored or leaves."""

import csv
import io
import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import AT, CASES, Case
from villagepub import db, render
from villagepub.content import NoticeContent
from villagepub.models import Draft, Notice, NoticeVersion, metadata
from villagepub.notices import drafts
from villagepub.notices.draft_sheet import Options
from villagepub.notices.errors import NoticeFault
from villagepub.privacy.digits import plain
from villagepub.states import Attribute

SCRIPTS = (
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
)
HEALTH = ("尿毒症", "残疾二级", "住院", "去世")
HEADS = ("惠农", "账号", "说明", "联系", "组长", "低保证号", "")


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """Twelve to twenty digits, and how somebody may have written them."""
    digits = "4979" + draw(st.text(alphabet="0123456789", min_size=8, max_size=16))
    script = draw(st.sampled_from(SCRIPTS))
    gap = draw(st.sampled_from(["", " ", "-", "\u200b", "．", "、", "　"]))
    return digits, gap.join(script[int(d)] for d in digits)


NAMES = st.builds(
    lambda surname, given_name: surname + given_name,
    st.sampled_from(["王", "拓", "康", "呼延"]),
    st.text(alphabet="燕芳英雄梅", min_size=2, max_size=2),
)


def sheet_of(case: Case, name: str, head: str, cell: str) -> bytes:
    out = io.StringIO()
    spaced = "　".join(name) + "*"
    if case.item == stage.SUBSIDY:
        heads = ["姓名", "组别", "面积（亩）", "补贴标准", "补贴金额", "备注", head]
        rows = [[spaced, "1组", "10", "60", "600", cell, cell]]
        rows += [["白世雄", "2组", "20", "60", "1200", "", ""]]
    else:
        heads = ["户主姓名", "组别", "保障人口", "月保障金额", "备注", head]
        rows = [[spaced, "1组", "2", "600", cell, cell]]
        rows += [["白世雄", "2组", "1", "300", "", ""]]
    csv.writer(out).writerows([[f"马家沟村2026年{case.item} {cell}"], heads, *rows])
    return out.getvalue().encode()


def published(
    session: Session, case: Case, data: bytes, title: str, said: str
) -> NoticeContent:
    """The whole way with these words in every field; a refused title is left out."""
    draft = stage.upload(session, stage.begin(session, case), data, f"{said}.csv")
    for wanted in (title, ""):
        stage.settle_all(session, _said(session, draft, wanted, said))
        try:
            stage.submit(session, draft)
            break
        except NoticeFault:
            continue
    notice = stage.approve(session, draft)
    row = session.get_one(Notice, notice.id)
    version = session.exec(
        select(NoticeVersion).where(NoticeVersion.notice_id == row.id)
    ).one()
    return NoticeContent.from_json(version.content)


def _said(session: Session, draft: Draft, title: str, said: str) -> Draft:
    return drafts.set_options(
        stage.act(session, "laotuo", AT),
        draft_id=draft.id or 0,
        revision=draft.revision,
        options=Options(title=title[:60], paragraphs=(said,)),
        attribute=Attribute.ACTIVE,
        attribute_reason="",
    )


def joined(text: str) -> str:
    return re.sub(r"[\W_]", "", plain(text)[0])


@pytest.mark.parametrize("case", [CASES[0], CASES[2]], ids=lambda c: c.item)
@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.generate],  # a whole way takes a second: nothing is shrunk
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(numbers(), NAMES, st.sampled_from(HEALTH), st.sampled_from(HEADS), st.data())
def test_no_number_name_or_illness_is_stored_or_leaves(
    county: Engine,
    case: Case,
    number: tuple[str, str],
    name: str,
    health: str,
    head: str,
    data: st.DataObject,
) -> None:
    digits, written = number
    gap = data.draw(st.sampled_from(["", " ", "　"]))
    said = f"{gap.join(name)}家{health}，打{written}"
    with db.reading(county) as session:
        sheet = sheet_of(case, name, head, f"打{written}")
        content = published(session, case, sheet, said, said)
        stored = "".join(
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in session.connection().execute(table.select())
        )
        public_title = session.exec(select(Notice)).one().title
    assert digits not in joined(stored)
    web = render.open_web(content)
    left = (web.to_json(), render.share_text(content), render.robot_markdown(content))
    for text in (*left, public_title, render.csv_table(web.web).decode()):
        assert digits not in joined(text)
        assert name not in joined(text)
        assert health not in joined(text)
