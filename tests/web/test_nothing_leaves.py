"""Whatever people write anywhere, no number, name or illness is stored or leaves.

Invented heads, cells, names, titles and reasons go the whole way: sheet, signature,
correction, withdrawal. Every public address, column, file, log and backup is searched.
"""

import csv
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlmodel import Session

from tests import stage
from tests.conftest import copied
from tests.stage import AT, CASES, ID_KEY, Case
from tests.web.test_nothing_private import log, machine, readable
from tests.web.test_public_addresses import addresses
from villagepub import backups, db, disclosures, render, settings
from villagepub.factory import create_app
from villagepub.forms.entry import Edit
from villagepub.models import Draft, Notice, metadata
from villagepub.notices import corrections, drafts, queries
from villagepub.notices.draft_sheet import Options
from villagepub.notices.errors import NoticeFault
from villagepub.privacy.digits import plain
from villagepub.states import Attribute

__all__ = ["log", "machine"]
SCRIPTS = (
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "①①②③④⑤⑥⑦⑧⑨",
)
GAPS = ("", " ", "-", "\u200b", "．", "、", "　", "·")
HEALTH = ("尿毒症", "残疾二级", "住院", "去世", "癌症", "精神病")


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """Eight to twenty digits without a nought, and how somebody may have written them."""
    digits = "4979" + draw(st.text(alphabet="123456789", min_size=4, max_size=16))
    script, gap = draw(st.sampled_from(SCRIPTS)), draw(st.sampled_from(GAPS))
    return digits, gap.join(script[int(d)] for d in digits)


NAMES = st.builds(
    lambda surname, given_name: surname + given_name,
    st.sampled_from(["王", "拓", "康", "呼延"]),
    st.text(alphabet="燕芳英雄梅", min_size=2, max_size=2),
)
HEADS = st.sampled_from(["惠农", "账号", "联系", "低保证号", ""]) | st.text(
    alphabet="备说明情况号码卡证存折序（）元户 ", max_size=6
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


def publish(session: Session, case: Case, data: bytes, said: str) -> Notice:
    """With these words in every field; what is refused is left out."""
    draft = stage.upload(session, stage.begin(session, case), data, f"{said}.csv")
    return stage.approve(session, _submitted(session, draft, said))


def correct(session: Session, notice: Notice, said: str) -> Notice:
    at = AT + timedelta(days=3)
    clerk = stage.act(session, "laotuo", at)
    draft = corrections.correct(clerk, notice_id=notice.id, reason=said)
    edits = [Edit(part="", row=4, column="remark", value=said)]
    draft = drafts.change(
        clerk, draft_id=draft.id, revision=draft.revision, edits=edits
    )
    return stage.approve(session, _submitted(session, draft, said), at)


def withdraw(session: Session, notice: Notice, said: str) -> None:
    stage.withdraw(session, notice.public_id, AT + timedelta(days=5), reason=said)


def _submitted(session: Session, draft: Draft, said: str) -> Draft:
    for title, paragraphs in ((said[:60], (said,)), ("", (said,)), ("", ())):
        draft = drafts.set_options(
            stage.act(session, "laotuo", AT),
            draft_id=draft.id,
            revision=draft.revision,
            options=Options(title=title, paragraphs=paragraphs),
            attribute=Attribute.ACTIVE,
            attribute_reason=said,
        )
        draft = stage.settle_all(session, draft)
        try:
            return stage.submit(session, draft)
        except NoticeFault:
            continue
    raise AssertionError("nothing could be handed in")


def public(
    client: FlaskClient, public_id: str, code: str, *, is_whole: bool
) -> Iterator[tuple[str, str]]:
    """Every public address, and what can be read there."""
    stage.draw(client.application)
    for path in addresses(client.application, public_id, code, is_whole=is_whole):
        for text in texts(client.get(path).get_data()):
            yield path, text


def texts(data: bytes) -> Iterator[str]:
    """What a person or a program reads in it; the packed bytes themselves say nothing."""
    for part in (*readable(data), *unpacked(data)):
        if not part.startswith((b"%PDF", b"PK", b"\x89PNG")):
            yield part.decode("utf-8", "ignore")


def unpacked(data: bytes) -> Iterator[bytes]:
    """What lies compressed as the kept copies and the long texts do."""
    with suppress(zlib.error):
        yield zlib.decompress(data)


def joined(text: str) -> str:
    return re.sub(r"[\W_]", "", plain(text)[0])


class Site:
    """An instance of its own: application, database and files below one folder."""

    def __init__(self, engine: Engine, client: FlaskClient, store_url: str) -> None:
        self.engine, self.client, self.store_url = engine, client, store_url


@pytest.fixture
def site(laid: Path, machine: Path, log: io.StringIO) -> Iterator[Site]:
    own = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(machine / "instance"),
            "VILLAGEPUB_BASE_URL": "http://gk.example.cn",
            "VILLAGEPUB_ID_KEY": ID_KEY.decode(),
        }
    )
    with copied(laid, machine / "instance" / "villagepub.db") as engine:
        client = create_app(own, engine=engine).test_client()
        yield Site(engine, client, own.store_url)


@pytest.mark.parametrize("case", [CASES[0], CASES[2]], ids=lambda c: c.item)
@examples(
    max_examples=5,
    phases=[Phase.generate],  # a whole way takes seconds: nothing is shrunk
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(numbers(), NAMES, st.sampled_from(HEALTH), HEADS, st.sampled_from(["", " "]))
def test_no_number_name_or_illness_is_stored_or_leaves(
    site: Site,
    machine: Path,
    log: io.StringIO,
    case: Case,
    number: tuple[str, str],
    name: str,
    health: str,
    head: str,
    gap: str,
) -> None:
    digits, written = number
    said = f"{gap.join(name)}家{health}，打{written}"
    engine = site.engine
    for step in ("publish", "correct", "withdraw"):
        with db.transaction(engine) as session:
            if step == "publish":
                data = sheet_of(case, name, head, f"打{written}")
                notice = publish(session, case, data, said)
            elif step == "correct":
                # with an illness beside a name it would not be handed in at all
                notice = correct(session, notice, f"{gap.join(name)}家，打{written}")
            else:
                withdraw(
                    session,
                    session.get_one(Notice, notice.id),
                    f"{gap.join(name)}家，打{written}",
                )
        wall, code = _wall(engine, notice.public_id)
        assert digits not in joined(wall)
        whole = step == "correct" and case is CASES[0]
        for path, text in public(site.client, notice.public_id, code, is_whole=whole):
            assert digits not in joined(text), (step, path)
            assert name not in joined(text), (step, path)
            assert health not in joined(text), (step, path)
    _nothing_is_kept(site, machine, log, digits, written)


def _wall(engine: Engine, public_id: str) -> tuple[str, str]:
    """What the poster on the wall says, names and all, and its code."""
    with db.reading(engine) as session:
        found = queries.as_signed(session, public_id)
    assert found is not None
    pdf = render.poster_pdf(found.content, paper="a4", ink="black")
    return "".join(texts(pdf)), found.content.check_code


def _nothing_is_kept(
    site: Site, machine: Path, log: io.StringIO, digits: str, written: str
) -> None:
    with db.reading(site.engine) as session:
        for table in metadata.sorted_tables:
            for row in session.connection().execute(table.select()):
                for cell in row:
                    said = texts(cell) if isinstance(cell, bytes) else [str(cell)]
                    assert digits not in "".join(map(joined, said)), table.name
    assert digits not in joined(log.getvalue())
    archive = machine / "备份.zip"
    backups.save(site.engine, archive, site.store_url)
    for text in texts(archive.read_bytes()):
        assert digits not in joined(text)
    for path in (p for p in machine.rglob("*") if p.is_file()):
        data = path.read_bytes()
        assert digits.encode() not in data, path
        assert written.encode() not in data, path
        if path.suffix not in (".db", ".db-wal", ".db-shm"):
            assert digits not in "".join(map(joined, texts(data))), path


@examples(
    max_examples=8,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(numbers(), NAMES, HEADS, st.sampled_from(HEALTH))
def test_of_a_governments_list_no_number_is_kept(
    site: Site,
    machine: Path,
    log: io.StringIO,
    number: tuple[str, str],
    name: str,
    head: str,
    health: str,
) -> None:
    digits, written = number
    facts = disclosures.Facts(
        item=stage.SUBSIDY,
        period="2026",
        title=f"公示 {written}",
        published_on=date(2026, 6, 15),
        document=f"打{written}",
    )
    with db.transaction(site.engine) as session:
        read = disclosures.read_list(
            session,
            place_code=stage.TOWNSHIP,
            facts=facts,
            data=sheet_of(CASES[0], name, head, f"打{written}"),
            filename=f"{health}名单{written}.csv",
            store_url=site.store_url,
            key=ID_KEY,
        )
        done = disclosures.import_list(stage.act(session, "bai", AT), read)
        assert health not in done.disclosure.filename
    _nothing_is_kept(site, machine, log, digits, written)


@given(numbers(), NAMES, st.sampled_from(HEALTH))
def test_the_search_does_find_such_words(
    number: tuple[str, str], name: str, health: str
) -> None:
    digits, written = number
    data = sheet_of(CASES[0], name, "账号", f"{health}，打{written}")
    found = joined("".join(texts(data)))
    assert digits in found
    assert joined(name) in found
    assert joined(health) in found
