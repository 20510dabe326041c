"""表样 at the township's desk: made of a sheet or a copy, tried, kept, issued, ended, exchanged."""

import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.conftest import copied as database
from tests.stage import OTHER, SUBSIDY, VILLAGE, Case
from tests.web.clerk.desk import Desk, fields, first_ways, form_of
from tests.web.clerk.free_notice import Writer, posted
from tests.web.conftest import Page
from villagepub import db, settings
from villagepub.factory import create_app
from villagepub.forms import get
from villagepub.forms.loader import raw_data, shipped_text
from villagepub.forms.township import own_form
from villagepub.models import AuditEntry, FormVersion, VillageItem

LIST = "/township/forms/"
PROJECT = "公益事业项目建设"
HEAPS = "农户 姓名,村组,清了几堆,每堆补助,补助金额\n王生贵,一组,5,60,300\n李来福,二社,2,60,120 \n合计,,7,,420\n"
SHEET = "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\n王生贵\t一组\t5\t60\t300\n李来福\t二组\t2\t60\t120\n"


def copied(officer: Desk, changes: Mapping[str, object] | None = None) -> Page:
    """T8 saved as the township's own, with these changes."""
    page = officer.get(f"{LIST}new?from=T8")
    return officer.send(page, {"name": "沿河湾地补", **(changes or {})}, action="/save")


def kept(engine: Engine) -> list[FormVersion]:
    with db.reading(engine) as session:
        return list(session.exec(select(FormVersion).order_by("version")))


def form_of_item(engine: Engine, village: str = VILLAGE) -> str:
    with db.reading(engine) as session:
        return session.exec(
            select(VillageItem.form).where(
                VillageItem.village_code == village, VillageItem.name == SUBSIDY
            )
        ).one()


def test_a_copy_is_saved_issued_changed_and_ended(
    officer: Desk, county: Engine
) -> None:
    page = copied(officer)
    assert "第 1 版，还没有下发" in page.words
    page = officer.send(page, {"item": SUBSIDY}, action="/issue")
    assert "第 1 版下发了" in page.words
    assert form_of_item(county) == form_of_item(county, OTHER) == "Z1.1"
    page = officer.send(page, {"row_unit": "家"}, action="/save")
    assert "第 2 版，还没有下发；村里现在照第 1 版" in page.words
    page = officer.send(page, {"item": SUBSIDY}, action="/issue")
    assert form_of_item(county) == "Z1.2"
    assert [v.content.count('row_unit = "家"') for v in kept(county)] == [0, 1]
    page = officer.send(page, {}, action="/end")
    assert "停用了" in page.words
    assert form_of_item(county) == "T8"
    with db.reading(county) as session:
        said = session.exec(select(AuditEntry.action)).all()
    for action in ("form.change", "form.issue", "form.end"):
        assert action in said


def test_saved_as_it_stands_a_copy_says_what_the_shipped_one_says(
    officer: Desk, county: Engine
) -> None:
    copied(officer, {"name": "耕地地力保护补贴"})
    form = own_form.read(raw_data(kept(county)[0].content, "Z1.1"), "T8")
    shipped = get("T8")
    assert form.columns == shipped.columns
    assert form.wording == shipped.wording
    assert {r.kind for r in form.rules} == {r.kind for r in shipped.rules}
    assert (form.objection, form.posting) == (shipped.objection, shipped.posting)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"c0-label": "身份证号"}, "第 1 列“身份证号”的列名：“身份证号”不能做一列"),
        ({"c6-label": "领取人", "c6-web": "full"}, "“领取人”像是人名"),
        ({"c5-unit": "万元"}, "钱的单位只能是元"),
        ({"rule-0": "补贴面积 × 单价 = 补贴金额"}, "“单价”不是列名"),
        ({"rule-0": "补贴面积 和 补贴标准"}, "看不懂"),
        ({"posting": "7"}, "公布的期限不得少于十五日"),
        ({"posting": "十五"}, "公布的期限不得少于十五日"),
        ({"who": "给了{name}"}, "“【户主姓名】”不能用，能用的只有"),
        ({"who": "给了【户主】"}, "“【户主】”不能用"),
        ({"why": "详情看 www.example.com/x"}, "不能这样写"),
        ({"name": ""}, "要有 2 到 20 个字"),
        ({"title": ""}, "标题分 1 到 4 段"),
        ({"who": ""}, "要写一句"),
        ({"c6-label": "补贴面积"}, "“补贴面积”写在两列里"),
        ({"c8-label": "经手人"}, "是什么还没有选"),
    ],
)
def test_a_fault_is_said_at_its_field_and_what_was_typed_stays(
    officer: Desk, county: Engine, changes: dict[str, object], said: str
) -> None:
    page = copied(officer, {"board_note": "打过的字还在", **changes})
    assert page.code == 422
    assert said in page.soup.select_one(".err").get_text()
    link = page.soup.select_one(".err a")["href"]
    assert page.soup.select_one(link) is not None, link
    assert fields(form_of(page, "/save"))["board_note"] == "打过的字还在"
    assert kept(county) == []


def test_a_sentence_says_columns_by_their_names_and_follows_them(
    officer: Desk, county: Engine
) -> None:
    page = copied(officer)
    assert fields(form_of(page, "/save"))["money_note"] == (
        "【补贴面积】 亩，每亩 【补贴标准】 元"
    )
    assert not re.search(r"[{}]", page.words), "a code name is shown"
    officer.send(
        page,
        {"c3-label": "种粮亩数", "who": "【行数】户，【种粮亩数】 亩"},
        action="/save",
    )
    changed = raw_data(kept(county)[-1].content, "Z1.2")["wording"]
    assert changed["money_note"] == "{area} 亩，每亩 {rate} 元"
    assert changed["who"] == "{count}户，{area} 亩"


def test_nothing_that_is_typed_shows_a_name_in_full(
    officer: Desk, county: Engine
) -> None:
    copied(officer, {"c0-web": "full"})
    assert 'web = "mask"' in kept(county)[0].content


def test_a_trial_shows_page_and_poster_and_keeps_nothing(
    officer: Desk, county: Engine
) -> None:
    page = officer.get(f"{LIST}new?from=T8")
    trial = tried(officer, page, {"text": SHEET})
    assert "什么都没有存" in trial.words
    assert "420.00" in trial.words
    assert "王**" in trial.words
    assert "王生贵" not in trial.words
    assert trial.soup.select_one("img[src^='data:image/png;base64,']")
    assert kept(county) == []
    again = officer.send(trial, {}, action="/edit")
    assert fields(form_of(again, "/save"))["name"] == "耕地地力保护补贴"
    more = tried(officer, again, {"name": "改过的"})  # the sample has come along
    assert "420.00" in more.words
    save = form_of(more, "/edit")
    saved = Page(
        officer.client.post(f"{LIST}save", data=fields(save), follow_redirects=True)
    )
    assert "第 1 版，还没有下发" in saved.words
    assert 'name = "改过的"' in kept(county)[0].content


def tried(officer: Desk, page: Page, changes: Mapping[str, object]) -> Page:
    sent = {**fields(form_of(page, "/save")), **changes}
    return Page(officer.client.post(f"{LIST}trial", data=sent))


def test_a_sample_of_something_else_says_what_is_missing(officer: Desk) -> None:
    page = officer.get(f"{LIST}new?from=T8")
    trial = tried(officer, page, {"text": "姓名\t棵数\n王生贵\t5\n李来福\t7\n"})
    assert trial.code == 200
    assert "一行也没有读到" in trial.words or "会问这几样" in trial.words


@pytest.mark.parametrize("text", ["", "不是表"])
def test_without_a_sample_the_page_says_so_and_stays(officer: Desk, text: str) -> None:
    page = officer.get(f"{LIST}new?from=T8")
    trial = tried(officer, page, {"text": text, "name": "打过的字"})
    assert trial.code == 422
    assert fields(form_of(trial, "/save"))["name"] == "打过的字"


def test_of_a_ledger_only_words_change(officer: Desk, county: Engine) -> None:
    page = officer.get(f"{LIST}new?from=T1")
    assert not page.soup.select("[name$=-kind]")
    changes = {"name": "沿河湾收支", "c0-label": "哪一天", "c0-kind": "text"}
    officer.send(page, changes, action="/save")
    (row,) = kept(county)
    assert 'label = "哪一天"' in row.content
    assert row.content.count('kind = "date"') == 1


def test_what_one_exports_another_takes_in(officer: Desk, county: Engine) -> None:
    copied(officer)
    answer = officer.client.get(f"{LIST}Z1.toml")
    assert answer.mimetype == "application/toml"
    page = officer.get(LIST)
    file = (io.BytesIO(answer.data), "表样-沿河湾地补.toml")
    again = officer.send(page, {"file": file}, action="/import")
    assert "收下了“沿河湾地补”，8 列" in again.words
    first, second = kept(county)
    assert second.content == first.content.replace("Z1.1", "Z2.1")
    assert officer.client.get(f"{LIST}T8.toml").text == shipped_text("T8")


def test_a_form_made_here_is_filled_signed_and_posted_in_another_instance(
    officer: Desk, laid: Path, tmp_path: Path
) -> None:
    page = officer.get(f"{LIST}sheet")
    page = officer.send(page, {"text": HEAPS.replace(",", "\t")}, action="/sheet")
    kinds = ("name", "group", "number", "money", "money")
    said = {f"kind-{n}": kind for n, kind in enumerate(kinds)}
    said |= {"title": "柴草堆清理补助"}
    page = officer.send(page, said, action="/columns")
    made = {"c2-unit": "堆", "c3-kind": "rate", "c3-unit": "元/堆", "c4-sum": "1"}
    made["rule-0"] = "清了几堆 × 每堆补助 = 补助金额"
    officer.send(page, made, action="/save")
    data = officer.client.get(f"{LIST}Z1.toml").data
    chosen = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "elsewhere"),
            "VILLAGEPUB_BASE_URL": "http://other.example.cn",
            "VILLAGEPUB_ID_KEY": "the identity key of somebody else",
        }
    )
    with database(laid, tmp_path / "elsewhere.db") as engine:
        app = create_app(chosen, engine=engine)
        town, clerk, signer = (
            Desk(app.test_client(), w) for w in ("bai", "laotuo", "zhe")
        )
        file = (io.BytesIO(data), "表样.toml")
        page = town.send(town.get(LIST), {"file": file}, action="/import")
        page = town.send(page, {"item": PROJECT}, action="/issue")
        assert "第 1 版下发了" in page.words
        page = clerk.get(clerk.row(Case(PROJECT, "", "")))
        sent = {
            "file": (io.BytesIO(HEAPS.encode()), "柴草堆.csv"),
            "period": "2026-09-10",
        }
        page = clerk.send(page, sent, action="/read")
        check = clerk.send(page, first_ways(page), action="/settle")
        assert "2 户：清了几堆 × 每堆补助 = 补助金额，都算过" in check.words
        words = signer.get(posted(Writer(clerk), signer, check)).words
    assert "420.00" in words
    assert "王**" in words
    assert "王生贵" not in words


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00", "不是表样文件"),
        (b"id = T8", "第 1 行读不懂"),
        ("名字 = 1".encode(), "读不懂"),
        (shipped_text("T7").replace('web_rows = "totals"\n', "").encode(), "只能写全村的总数"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_one_sentence(
    officer: Desk, county: Engine, data: bytes, said: str
) -> None:
    page = officer.get(LIST)
    again = officer.send(
        page, {"file": (io.BytesIO(data), "我的.toml")}, action="/import"
    )
    assert said in again.words
    assert kept(county) == []


def test_a_draft_version_is_thrown_away_and_the_issued_one_stays(
    officer: Desk, county: Engine
) -> None:
    page = officer.send(copied(officer), {"item": SUBSIDY}, action="/issue")
    page = officer.send(page, {"row_unit": "家"}, action="/save")
    page = officer.send(page, {}, action="/drop")
    assert "改了存下来就是第 2 版" in page.words
    assert len(kept(county)) == 1


@pytest.mark.parametrize("path", ["", "new?from=T8", "sheet", "Z1.toml"])
def test_a_village_has_no_business_here(clerk: Desk, path: str) -> None:
    assert clerk.get(LIST + path).code == 403


@pytest.mark.parametrize("path", ["new?from=T0", "new?from=x", "9/"])
def test_what_is_not_there_leads_back_to_the_list(officer: Desk, path: str) -> None:
    assert "没有这张表样" in officer.get(LIST + path).words


def test_what_is_carried_cannot_be_made_up(officer: Desk, county: Engine) -> None:
    page = officer.get(f"{LIST}new?from=T8")
    again = officer.send(page, {"base": "{}"}, action="/save")
    assert "没有完整传回来" in again.words
    assert kept(county) == []
