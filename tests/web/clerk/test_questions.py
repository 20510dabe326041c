"""What has to be known before anything is right: whose sheet, which unit, which column."""

import io
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.stage import CASES, OTHER, Case, item_id
from tests.web.clerk.desk import AID, SUBSIDY, Desk, fields, first_ways, form_of
from tests.web.conftest import Page, strict
from villagepub import db
from villagepub.models import AuditEntry, Draft
from villagepub.notices.draft_sheet import DraftSheet

ELDERLY = Case("高龄老人补贴对象", "2026Q3", CASES[2].file)
PROJECTS = Case("公益事业项目建设", "2026", "项目.csv")


def brought(clerk: Desk, folder: Path) -> Page:
    """The roster of 低保 under 高龄补贴."""
    return clerk.upload(ELDERLY, folder)


def pasted(clerk: Desk, case: Case, text: str) -> Page:
    page = clerk.get(clerk.row(case))
    data: dict[str, object] = {"file": (io.BytesIO(text.encode()), case.file)}
    if page.soup.select_one("#period"):
        data["period"] = "2026-09-20"
    return clerk.send(page, data, action="/read")


def test_a_sheet_of_another_item_goes_there_without_a_new_upload(
    clerk: Desk, sheets_folder: Path, county: Engine
) -> None:
    asked = brought(clerk, sheets_folder)
    strict(asked.text)
    assert "没用上的" not in asked.words
    assert not asked.soup.select(".facts, #columns")
    offered = asked.soup.select("button[name=item]")
    button = next(b for b in offered if b.get_text() == f"放到“{AID.item}”里去")
    sent = {**fields(form_of(asked, "/settle")), "item": button["value"]}
    moved = Page(
        clerk.client.post(button["formaction"], data=sent, follow_redirects=True)
    )
    assert AID.item in moved.soup.select_one("a.back").get_text()
    again = clerk.get(moved.response.request.path.replace("/sheet", "/upload"))
    data = (sheets_folder / "notices" / AID.file).read_bytes()
    file = {"file": (io.BytesIO(data), AID.file)}
    assert facts(moved) == facts(clerk.send(again, file, action="/read"))
    assert clerk.row(ELDERLY).startswith("/clerk/upload/")
    with db.reading(county) as session:
        acts = [e.action for e in session.exec(select(AuditEntry))]
    assert "draft.move" in acts


def facts(page: Page) -> list[str]:
    return [dd.get_text(" ", strip=True) for dd in page.soup.select(".facts dd")]


def test_once_its_own_form_is_meant_nothing_of_the_other_is_kept(
    clerk: Desk, sheets_folder: Path, county: Engine
) -> None:
    asked = brought(clerk, sheets_folder)
    assert "保障" in stored(county)
    keep = asked.soup.select_one("button[name^=choice-]")
    stays = clerk.send(asked, {keep["name"]: keep["value"]}, action="/settle")
    assert "放到“" not in stays.words
    sheet = DraftSheet.from_json(stored(county))
    for table, mapping in zip(sheet.tables, sheet.mappings, strict=True):
        for row in table.rows:
            cells = zip(row.cells, mapping, strict=True)
            assert not any(cell for cell, key in cells if not key)


def stored(county: Engine) -> str:
    """The one draft's sheet as it stands in the database."""
    with db.reading(county) as session:
        return "".join(d.sheet for d in session.exec(select(Draft)))


def test_a_unit_is_asked_with_what_each_would_make_and_none_is_chosen(
    clerk: Desk,
) -> None:
    text = "马家沟村通组路修补工程\n项目名称,资金来源,预算,中标单位\n"
    text += "通组路修补,上级,18.6,安塞工程公司\n修水塔,自筹,2.5,本村\n"
    page = pasted(clerk, PROJECTS, text)
    card = page.soup.select_one("section.quest")
    assert "哪个单位" in card.get_text()
    assert "186,000.00 元" in card.get_text()
    assert "25,000.00 元" in card.get_text()
    assert not card.select("input[checked]")
    assert "21.10" not in page.words  # nobody knows of what


GOODS = """马家沟村2026年第三季度救灾物资发放表
户主姓名,组别,款物来源,大米（袋）,款额（元）
王建国,1组,县民政局,2,100.00
李兰英,2组,县民政局,1,100.00
"""


def test_every_column_of_things_is_a_field_of_the_row_and_stays_what_it_is(
    clerk: Desk,
) -> None:
    case = Case("救灾救济款物分配和物资管理", "2026", "物资.csv")
    page = pasted(clerk, case, GOODS)
    chosen = fields(form_of(page, "/settle"))
    assert "goods|大米|袋" in chosen.values()
    check = clerk.send(page, first_ways(page), action="/settle")
    assert "大米" in check.words
    rows = clerk.get(page.response.request.path.replace("/sheet", "/rows"))
    row = clerk.get(rows.soup.select_one("a.cell")["href"])
    assert fields(form_of(row, "/row"))["cell-goods|大米|袋"] == "2"
    changed = clerk.send(row, {"cell-goods|大米|袋": "3"}, action="/row")
    again = clerk.get(changed.soup.select_one("a.cell")["href"])
    assert fields(form_of(again, "/row"))["cell-goods|大米|袋"] == "3"


TWO_AREAS = """马家沟村2026年耕地地力保护补贴登记表
户主姓名,组别,水田面积,旱地面积,补贴标准,补贴金额
王建国,1组,3.50,1.00,60,210.00
李兰英,2组,2.00,0.50,60,120.00
张文秀,2组,1.00,2.00,60,60.00
"""


def test_of_two_columns_that_may_be_meant_a_person_says_which(clerk: Desk) -> None:
    page = pasted(clerk, CASES[0], TWO_AREAS)
    assert "哪一列是补贴面积？没认出来" in page.soup.select_one("#open").get_text()
    card = page.soup.select_one("#w-area")
    offered = {
        o["value"]: o.find_parent("label").get_text(strip=True)
        for o in card.select("input[type=radio]")
    }
    assert list(offered.values()) == ["水田面积", "旱地面积"]
    assert not card.select("input[checked]")
    water = next(value for value, label in offered.items() if label == "水田面积")
    again = clerk.send(page, {"means-area": water}, action="/settle")
    assert "“水田面积”原来没有对上，就没有存" in again.words
    file = {"file": (io.BytesIO(TWO_AREAS.encode()), CASES[0].file)}
    read = clerk.send(again, file, action="/read")
    assert "没认出来" not in read.words
    assert "6.50 亩" in read.words
    assert "旱地面积" in read.words


def test_an_answer_that_has_to_be_written_counts_once_it_is(clerk: Desk) -> None:
    text = "马家沟村2026年耕地地力保护补贴登记表\n户主姓名,组别,补贴面积,补贴标准,补贴金额\n"
    page = pasted(clerk, CASES[0], text + "王建国,1组,3.50,60,210.00元多\n")
    field = page.soup.select_one("input[data-picks=type_in]")["name"]
    chosen = {field.replace("value", "choice"): "type_in"}
    empty = clerk.send(page, chosen, action="/settle")
    assert "还有 1 处没选" in empty.words
    assert "都选好了" not in empty.words


def moved(clerk: Desk, asked: Page, item: object) -> Page:
    """What the button 放到…里去 sends."""
    button = asked.soup.select_one("button[name=item]")
    sent = {**fields(form_of(asked, "/settle")), "item": item}
    return Page(
        clerk.client.post(button["formaction"], data=sent, follow_redirects=True)
    )


def test_a_sheet_does_not_go_where_another_is_half_done(
    clerk: Desk, sheets_folder: Path, county: Engine
) -> None:
    clerk.upload(AID, sheets_folder)
    asked = brought(clerk, sheets_folder)
    before = sheets(county)
    refused = moved(clerk, asked, asked.soup.select_one("button[name=item]")["value"])
    assert f"{AID.item}”已经写了一半，先看看那一份还要不要。" in refused.words
    assert sheets(county) == before


def test_a_sheet_goes_to_no_item_of_another_village(
    clerk: Desk, sheets_folder: Path, county: Engine
) -> None:
    asked = brought(clerk, sheets_folder)
    before = sheets(county)
    with db.reading(county) as session:
        theirs = item_id(session, AID.item, OTHER)
    for item in (theirs, 0, "x"):
        refused = moved(clerk, asked, item)
        assert "公开清单上没有这一项了，请回到清单重新选。" in refused.words
    assert sheets(county) == before


def sheets(county: Engine) -> list[tuple[str, str]]:
    """What every draft has, and how it stands."""
    with db.reading(county) as session:
        return [(d.status, d.sheet) for d in session.exec(select(Draft))]


def test_a_choice_is_kept_without_the_rest_of_the_page(
    clerk: Desk, sheets_folder: Path
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)
    form = form_of(page, "/settle")
    why = page.soup.select_one("[data-picks=explain]")
    number = why["name"].removeprefix("text-")
    said = {f"choice-{number}": "explain", why["name"]: "量地的时候就是这样"}
    answer = clerk.client.post(form["data-keep"], data=fields(form) | said)
    assert answer.get_json()["revision"] == int(fields(form)["revision"]) + 1  # type: ignore[call-overload]
    again = clerk.get(page.response.request.path)
    assert "量地的时候就是这样" in again.text
    # from a page that was left: the same sheet, one revision behind
    late = said | {why["name"]: "量地的时候就是这样，量了两遍"}
    kept = clerk.client.post(form["data-keep"], data=fields(form) | late)
    assert kept.status_code == 200
    other = clerk.client.post(
        form["data-keep"], data=fields(form) | late | {"sheet": "another"}
    )
    assert other.status_code == 400


TWO_SUMS = """马家沟村2026年耕地地力保护补贴登记表
户主姓名,组别,补贴面积,补贴标准,补贴金额,实发金额
王建国,1组,3,60,180.00,180.00
李兰英,2组,2,60,120.00,95.00
"""


def test_of_two_sums_that_differ_a_person_says_which_is_published(clerk: Desk) -> None:
    page = pasted(clerk, CASES[0], TWO_SUMS)
    card = page.soup.select_one("section.quest")
    assert (
        "“实发金额”也像，有 1 行不一样：第 4 行一个是 120，一个是 95。"
        in card.get_text()
    )
    assert not card.select("input[checked]")
    assert "95.00" not in page.words
    other = card.select("input[type=radio]")[1]
    again = clerk.send(page, {other["name"]: other["value"]}, action="/settle")
    assert "“实发金额”原来没有对上，就没有存" in again.words
    file = {"file": (io.BytesIO(TWO_SUMS.encode()), CASES[0].file)}
    assert "275.00" in clerk.send(again, file, action="/read").words


def test_the_sum_that_is_kept_stays_and_the_other_one_is_said_to_be_unused(
    clerk: Desk,
) -> None:
    page = pasted(clerk, CASES[0], TWO_SUMS)
    assert "也像补贴金额，没有用，不存" in page.words
    keep = page.soup.select("section.quest input[type=radio]")[0]
    check = clerk.send(page, {keep["name"]: keep["value"]}, action="/settle")
    assert "300.00" in check.words


JUNE = """马家沟村2026年第二季度高龄津贴发放表
姓名,组别,年龄,月数,标准,金额
王建国,1组,81,3,50,150.00
李兰英,2组,92,3,100,310.00
"""


def elsewhen(clerk: Desk, asked: Page) -> tuple[str, Page]:
    """What the button 放到…去 says, and the page that it leads to."""
    button = asked.soup.select_one("button[name=period]")
    sent = {**fields(form_of(asked, "/settle")), "period": button["value"]}
    moved = clerk.client.post(button["formaction"], data=sent, follow_redirects=True)
    return button.get_text(), Page(moved)


def test_a_sheet_of_another_time_goes_there_in_one_tap(clerk: Desk) -> None:
    asked = pasted(clerk, ELDERLY, JUNE)
    assert "像是别的时候的表" in asked.words
    label, there = elsewhen(clerk, asked)
    assert label == "放到2026年第二季度去，表不用再传"
    assert "放到2026年第二季度了" in there.words
    assert "像是别的时候的表" not in there.words
    assert facts(there) == facts(asked)
    tasks = clerk.get("/clerk/").soup.select(f"a[href$='/{ELDERLY.period}/']")
    assert any(ELDERLY.item in task.get_text() for task in tasks)  # waits for its own


def test_it_does_not_go_where_a_sheet_is_half_done_and_nothing_is_lost(
    clerk: Desk,
) -> None:
    elsewhen(clerk, pasted(clerk, ELDERLY, JUNE))
    label, stays = elsewhen(clerk, pasted(clerk, ELDERLY, JUNE))
    assert "“2026年第二季度高龄老人补贴对象”已经写了一半" in stays.words
    assert "像是别的时候的表" in stays.words


def test_a_sheet_of_a_time_that_has_not_begun_goes_nowhere(clerk: Desk) -> None:
    asked = pasted(clerk, ELDERLY, JUNE.replace("2026年", "2027年"))
    assert elsewhen(clerk, asked)[1].words.count("还没到，先不能写") == 1
