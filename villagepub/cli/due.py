"""``villagepub due``: what is owed, by when, and its state."""

import json
from collections.abc import Mapping
from datetime import date, datetime

import click
from sqlmodel import Session

from villagepub import clock, db
from villagepub import places as places_room
from villagepub.cli.instance import Instance
from villagepub.duties import queries
from villagepub.duties.duty import Duty
from villagepub.models import Place
from villagepub.period import Period
from villagepub.states import DUTIES, DutyState


@click.command()
@click.option("--village", help="12 位代码，或不重名的村名；不写就是全部。")
@click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="哪一天，默认今天。"
)
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
@click.pass_obj
def due(
    instance: Instance, *, village: str | None, on: datetime | None, as_json: bool
) -> None:
    """该公开什么、哪天前、办到哪一步。"""
    day = on.date() if on else clock.day(clock.now())
    with db.reading(instance.engine) as session:
        found = [
            _plain(place, duty)
            for place, duties in _owed(session, village, day)
            for duty in duties
        ]
    if as_json:
        click.echo(
            json.dumps({"on": day.isoformat(), "duties": found}, ensure_ascii=False)
        )
        return
    for line in found:
        click.echo("  ".join(_said(line)))


def _owed(
    session: Session, village: str | None, day: date
) -> list[tuple[Place, tuple[Duty, ...]]]:
    """``village`` may be a township or county: then all of its villages."""
    place = places_room.find(session, village) if village else None
    chosen = places_room.villages_below(session, place.code if place else "")
    owed = queries.of_villages(session, [p.code for p in chosen], on=day)
    return [(place, owed[place.code]) for place in chosen]


def _said(line: Mapping[str, object]) -> list[str]:
    village, item = str(line["village"]), str(line["item"])
    if not line["form"]:
        return [village, item, "还没定表样"]
    if not line["due"] and line["notice"] is None and line["state"] == DutyState.DUE:
        is_event = Period.parse(str(line["period"])).kind == "event"
        return [village, item, "有了就贴" if is_event else "清单发下来以前的，不催"]
    late = line["state"] in (DutyState.OVERDUE, DutyState.LATE)
    days = f" {line['days']} 天" if late else ""
    when = [f"{line['due']} 前"] if line["due"] else []
    return [village, item, str(line["period"]), *when, f"{line['word']}{days}"]


def _plain(place: Place, duty: Duty) -> dict[str, object]:
    return {
        "village": place.short_name,
        "code": place.code,
        "item": duty.item.name,
        "form": duty.item.form,
        "period": duty.period.code,
        "due": duty.due.isoformat() if duty.due else None,
        "state": duty.state.value,
        "word": DUTIES[duty.state].text,
        "days": duty.days,
        "event": duty.event.words if duty.event else None,
        "notice": duty.notice.public_id if duty.notice else None,
    }
