"""A photo that is being read when the program is told to end, as by an upgrade."""

import signal
import time
from pathlib import Path

from benchmarks.memory import Person
from tests import stage
from tests.cli.test_serve import served
from tests.web.clerk.test_paper import ELDERS, PHOTO, needs_reader, newest
from villagepub import clock, db, supervisor
from villagepub.demo.scenario import read
from villagepub.notices import photo_jobs
from villagepub.web.server.application import DRAIN


@needs_reader
def test_told_to_end_it_reads_first_the_photo_that_somebody_has_just_sent(
    tmp_path: Path,
) -> None:
    (tmp_path / "instance").mkdir()
    engine = db.make_engine(f"sqlite:///{tmp_path / 'instance' / 'villagepub.db'}")
    db.upgrade(engine)
    stage.lay(engine)
    with db.reading(engine) as session:
        item = stage.item_id(session, ELDERS.item)
    with served(tmp_path) as running:
        clerk = Person(f"http://127.0.0.1:{running.port}", "laotuo")
        assert clerk.hand_in(item, ELDERS.period, read(PHOTO), "IMG_0711.jpg")
        assert newest(engine).job
        begun = time.monotonic()
        running.main.send_signal(signal.SIGTERM)
        assert running.main.wait(timeout=supervisor.DRAIN + 10) == 0
        assert "process_killed" not in running.log.read_text()
        if time.monotonic() - begun > DRAIN:  # a machine busy with other tests
            assert photo_jobs.fault_of(newest(engine), at=clock.now())
        else:
            assert len(newest(engine).tables[0].rows) == 12
    engine.dispose()
