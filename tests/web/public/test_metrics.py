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
from villagepub import clock, db, states
from villagepub.models import Channel, Delivery
from villagepub.states import ChannelKind


def read(client: FlaskClient) -> dict[tuple[str, str], float]:
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
    numbers = read(client)
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
    assert read(client)["villagepub_delivery_late_seconds", ""] == late


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
