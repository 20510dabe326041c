"""What nobody named is not stored; what it means can be said, and the sheet comes again."""

from sqlalchemy.engine import Engine

from tests import stage
from tests.forms.case_sheets import pasted
from tests.notices.test_planted_numbers import HEADS, ROW, book
from tests.stage import AT
from villagepub import db, tables
from villagepub.models import Notice
from villagepub.notices import drafts, free, open_draft
from villagepub.notices.column_usage import column_fates
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.uploads import SheetFile

STRANGE = "惠农的那个"
DATA = book(heads=[*HEADS[:6], STRANGE], row=[*ROW[:6], "在三组大槐树下面"])


def test_the_cells_of_an_unnamed_column_are_nowhere_and_its_head_is(
    county: Engine,
) -> None:
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), DATA, "登记表.xlsx")
        assert STRANGE in draft.sheet
        assert "大槐树" not in draft.sheet


def test_nobodys_illness_is_kept_of_a_files_name(county: Engine) -> None:
    """Whether the columns are known or a person has to say what they are."""
    name, kept = "张三尿毒症救助表.xlsx", "张三***救助表.xlsx"
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), DATA, name)
        assert DraftSheet.from_json(draft.sheet).filename == kept
    file = SheetFile(tables.read(DATA, name), name, DATA)
    came = free.opened(file, id_key=stage.ID_KEY)
    assert came.filename == kept


def test_a_column_that_gets_a_meaning_is_read_when_the_sheet_comes_again(
    county: Engine,
) -> None:
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), DATA, "登记表.xlsx")
        (mapping,) = DraftSheet.from_json(draft.sheet).mappings
        draft, unread = drafts.map_columns(
            stage.act(session, "laotuo", AT),
            draft_id=draft.id,
            revision=draft.revision,
            mappings=[[*mapping[:6], "note"]],
        )
        assert unread == (STRANGE,)
        assert DraftSheet.from_json(draft.sheet).mappings == (mapping,)
        draft = stage.upload(session, draft, DATA, "登记表.xlsx")
        sheet = DraftSheet.from_json(draft.sheet)
    assert sheet.mappings[0][6] == "note"
    assert "大槐树" in sheet.tables[0].rows[0].cells[6]


def test_a_column_that_loses_its_meaning_loses_its_cells(county: Engine) -> None:
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), book(), "登记表.xlsx")
        (mapping,) = DraftSheet.from_json(draft.sheet).mappings
        draft, unread = drafts.map_columns(
            stage.act(session, "laotuo", AT),
            draft_id=draft.id,
            revision=draft.revision,
            mappings=[[*mapping[:1], "", *mapping[2:]]],
        )
    assert unread == ()
    assert "拓小梅" not in draft.sheet


def test_of_a_remark_that_somebody_gets_nothing_only_that_is_kept(
    county: Engine,
) -> None:
    row = [*ROW[:6], "户主患尿毒症，5月病故停发"]
    data = book(heads=[*HEADS[:6], "核实情况"], row=row)
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), data, "登记表.xlsx")
        notice = session.get_one(Notice, draft.notice_id)
        found = open_draft.of(session, notice, draft, on=AT.date()).inspection
        (problem,) = [p for p in found.blocking if p.kind == "marked"]
        assert problem.message == "第 3 行 拓小梅、第 4 行 白世雄：写着“5月…停发”。"
        assert [c.id for c in problem.choices] == ["drop_marked", "accept"]
        assert "尿毒症" not in draft.sheet
        assert "病故" not in draft.sheet
        (fate,) = [c for c in found.columns if c.label == "核实情况"]
        assert fate.said == "只存写着停发、取消一类的几个字和日子，别的字不存"


def test_remarks_that_a_form_has_no_use_for_are_said_to_be_left_out() -> None:
    found = pasted(
        "T19",
        "姓名\t项目\t工数\t日工资\t用工费\t备注\n王建国\t修路\t3\t100\t300\t摔伤住院",
    )
    sheet = DraftSheet(tables=found.tables, mappings=found.mappings)
    said = {fate.label: fate.said for fate in column_fates(found.form, sheet)}
    assert said["备注"] == "这一项用不上，不存"
    assert "住院" not in str(found.entry)
