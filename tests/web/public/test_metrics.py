"""What a machine that watches this one reads."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.conftest import ROOT
from tests.queries import asked
from villagepub import clock, db, states, timers
from villagepub.models import Channel, Delivery
from villagepub.outbox import metrics
from villagepub.states import ChannelKind


def read(client: FlaskClient, county: Engine) -> dict[tuple[str, str], float]:
    timers.work(county, [metrics.TIMER], at=clock.now())
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, sample.labels.get("state", "")): sample.value
        for family in text_string_to_metric_families(answer.get_data(as_text=True))
        for sample in family.samples
    }


def test_notices_drafts_and_deliveries_are_counted_by_state(
    client: FlaskClient, county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        stage.begin(session, stage.CASES[1])
    numbers = read(client, county)
    assert numbers["villagepub_notices", "published"] == 1
    assert numbers["villagepub_drafts", "draft"] == 1
    assert numbers["villagepub_deliveries", "pending"] == 1


@pytest.mark.parametrize(
    ("kind", "late"), [(ChannelKind.GROUP, 0), (ChannelKind.ROBOT, 600)]
)
def test_only_what_a_machine_should_have_sent_is_late(
    client: FlaskClient,
    county: Engine,
    sheets_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: ChannelKind,
    late: int,
) -> None:
    stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        session.exec(select(Channel)).one().kind = kind
        due = session.exec(select(Delivery.next_at)).one()
    monkeypatch.setattr(clock, "now", lambda: due + timedelta(minutes=10))
    assert read(client, county)["villagepub_delivery_late_seconds", ""] == late


def test_no_name_and_no_place_is_told(
    client: FlaskClient, county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    text = client.get("/metrics").get_data(as_text=True)
    assert "610603" not in text
    assert text.isascii()


def test_alerts_ask_for_numbers_that_are_there(client: FlaskClient) -> None:
    text = (ROOT / "deploy" / "alerts.yml").read_text("utf-8")
    told = client.get("/metrics").get_data(as_text=True)
    named = set(re.findall(r"\bvillagepub_\w+", text))
    assert named
    assert {name for name in named if f"# TYPE {name} " not in told} == set()
    asked = re.findall(r'state=~?"([\w|]+)"', text)
    known = {
        s.value for kind in (states.DeliveryState, states.DraftStatus) for s in kind
    }
    assert {word for words in asked for word in words.split("|")} <= known


def test_who_asks_reads_one_row_and_learns_how_old_it_is(
    client: FlaskClient, county: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(client, county)
    later = clock.now() + timedelta(minutes=20)
    monkeypatch.setattr(clock, "now", lambda: later)
    with asked(county) as queries:
        text = client.get("/metrics").get_data(as_text=True)
    assert [line for line in queries if "count(" in line or "min(" in line] == []
    assert "villagepub_counted_seconds 12" in text


def test_where_no_worker_has_ever_counted_the_age_says_so(client: FlaskClient) -> None:
    text = client.get("/metrics").get_data(as_text=True)
    (age,) = re.findall(r"^villagepub_counted_seconds (\S+)", text, re.MULTILINE)
    assert float(age) > 1e9
