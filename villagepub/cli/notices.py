"""``villagepub notice import``, ``poster``, ``share``: notices without the web."""

from pathlib import Path
from typing import get_args

import click
from sqlmodel import Session, col, select

from villagepub import access, catalog, clock, db, forms, places, render, site
from villagepub.access import Actor
from villagepub.act import acting
from villagepub.cli.instance import Instance
from villagepub.cli.tables import read_file
from villagepub.content import NoticeContent
from villagepub.errors import UserError
from villagepub.models import Draft, Notice, Place, Staff, VillageItem
from villagepub.notices import (
    drafts,
    open_draft,
    publication,
    queries,
    uploads,
    wall_lacks,
)
from villagepub.period import Period
from villagepub.render import Ink, Paper
from villagepub.states import NoticeStatus, Role


@click.group()
def notice() -> None:
    """公示：从表格起草。"""


@notice.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--village", required=True, help="12 位代码，或不重名的村名。")
@click.option("--item", required=True, help="清单上的代码或全名。")
@click.option("--period", required=True, help="2026、2026Q3、2026-09 或 2026-06-20。")
@click.option("--login", help="用谁的名义；不写就用本村第一个文书。")
@click.pass_obj
def import_(
    instance: Instance,
    *,
    file: Path,
    village: str,
    item: str,
    period: str,
    login: str | None,
) -> None:
    """读一张表，去掉不该有的列，存成草稿。"""
    found, when = read_file(file, most=uploads.MAX_ROWS), Period.parse(period).code
    with db.reading(instance.engine) as session:
        place = places.find(session, village)
        clerk, line = _clerk(session, place, login), _item(session, place, item)
        read = uploads.read_sheet(
            session,
            uploads.SheetFile(found, file.name, file.read_bytes()),
            village_code=place.code,
            form=forms.for_item(line.form, line.name).id,
            period=when,
            id_key=instance.settings.id_key,
        )
    with acting(instance.engine, actor=clerk, at=clock.now()) as act:
        draft = drafts.start(act, item_id=line.id, period=when)
        drafts.put_sheet(act, draft_id=draft.id, revision=draft.revision, read=read)
        _tell(act.session, draft)


def _clerk(session: Session, place: Place, login: str | None) -> Actor:
    question = select(Staff).where(col(Staff.is_active))
    if login:
        question = question.where(Staff.login == login)
    else:
        question = question.where(
            Staff.place_code == place.code, Staff.role == Role.CLERK
        )
    staff = session.exec(question.order_by(col(Staff.id))).first()
    if staff is None:
        who = f"账号“{login}”" if login else f"{place.short_name}的文书账号"
        raise UserError(f"没有{who}，先用 villagepub staff add 开一个。")
    return access.Actor.of(staff, address="命令行")


def _item(session: Session, place: Place, text: str) -> VillageItem:
    line = catalog.find_village_item(session, place.code, text)
    if line is None:
        raise UserError(f"{place.short_name}的公开清单上没有“{text}”。")
    return line


def _tell(session: Session, draft: Draft) -> None:
    row = session.get_one(Notice, draft.notice_id)
    inspection = open_draft.of(
        session, row, draft, on=clock.day(draft.saved_at)
    ).inspection
    click.echo(f"{row.public_id}　{row.title}　{len(inspection.entry.records)} 行")
    for problem in inspection.open:
        click.echo(f"要看：{problem.title}。{problem.message}")


@click.command()
@click.argument("public_id", metavar="NOTICE")
@click.option("--paper", type=click.Choice(get_args(Paper)), default="a3")
@click.option("--format", "kind", type=click.Choice(["pdf", "png"]), default="pdf")
@click.option("--ink", type=click.Choice(get_args(Ink)), default="colour")
@click.option(
    "--on-a4", is_flag=True, help="大榜分到几张 A4 上，打出来再拼（a3、a2、a1）。"
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.pass_obj
def poster(
    instance: Instance,
    *,
    public_id: str,
    paper: Paper,
    kind: str,
    ink: Ink,
    on_a4: bool,
    output: Path,
) -> None:
    """出大榜；还没审的印着“样稿”。PNG 有几页就有几个文件。"""
    content, mark = for_wall(instance, content_of(instance, public_id))
    if on_a4:
        _tiled(content, paper, kind, ink, output, mark=mark)
        return
    if kind == "pdf":
        output.write_bytes(render.poster_pdf(content, paper=paper, ink=ink, mark=mark))
        return
    pages = render.poster_pages(content, paper=paper, ink=ink, mark=mark)
    for number, page in enumerate(pages, 1):
        name = output if number == 1 else output.with_stem(f"{output.stem}-{number}")
        name.write_bytes(page)


def _tiled(
    content: NoticeContent,
    paper: Paper,
    kind: str,
    ink: Ink,
    output: Path,
    *,
    mark: str,
) -> None:
    if kind != "pdf" or (paper != "a3" and paper != "a2" and paper != "a1"):
        raise UserError("用 A4 拼的，只有 --paper a3、a2 或 a1，而且是 PDF。")
    output.write_bytes(render.tiled_pdf(content, paper=paper, ink=ink, mark=mark))


@click.command()
@click.argument("public_id", metavar="NOTICE")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.pass_obj
def share(instance: Instance, *, public_id: str, output: Path) -> None:
    """出转发包：要贴的话、图片、网址，放进一个文件夹。"""
    content = forwarded(instance, public_id)
    output.mkdir(parents=True, exist_ok=True)
    for name, data in render.share_package(content, render.picture(content)):
        (output / name).write_bytes(data)


def forwarded(instance: Instance, public_id: str) -> NoticeContent:
    """What of a notice may go into groups today: as its page shows it, no more."""
    with db.reading(instance.engine) as session:
        found = queries.published(session, public_id)
    if found is None:
        raise UserError(f"“{public_id}”还没有贴出，不能转发。审过、贴出了再来。")
    if found.status is NoticeStatus.WITHDRAWN:
        raise UserError("这一件已经撤回，不能再转发。")
    return render.for_open_web(found.content)


def for_wall(instance: Instance, content: NoticeContent) -> tuple[NoticeContent, str]:
    """What is printed, and what stands across it. Raises NoticeFault."""
    if content.is_draft:
        return content, ""  # it says 样稿 itself
    if instance.settings.is_demo:
        return content, "演示"
    with db.reading(instance.engine) as session:
        address = site.with_address(session, instance.settings).base_url
    wall_lacks.require_none(wall_lacks.lacks(content, address))
    return wall_lacks.addressed(content, address), ""


def content_of(instance: Instance, public_id: str) -> NoticeContent:
    """The published content of a notice, or that of its draft as it stands."""
    with db.reading(instance.engine) as session:
        found = queries.as_signed(session, public_id)
        if found is not None:
            return found.content
        row = queries.by_public_id(session, public_id)
        draft = queries.open_draft(session, row.id) if row else None
        if row is None or draft is None:
            raise UserError(f"没有编号是“{public_id}”的公示。")
        found_draft = open_draft.of(session, row, draft, on=clock.day(clock.now()))
        return publication.preview(session, found_draft)
