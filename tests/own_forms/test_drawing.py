"""A notice in a form that a township made is drawn where no database is known."""

from dataclasses import replace

from sqlalchemy.engine import Engine

from tests.own_forms.test_versions import known, made
from tests.render.notice_samples import land
from tests.stage import SUBSIDY
from villagepub.pool import Pool
from villagepub.render.files import FILES, make_files
from villagepub.render.picture import picture

__all__ = ["known"]


def test_every_file_of_it_is_drawn_by_the_pool(known: Engine, used: Pool) -> None:
    assert made(known) == 1
    content = replace(land(3), form="Z1.1", item=SUBSIDY)
    files = make_files(content)
    assert list(files) == list(FILES)
    assert files["png"] == picture(content)[0]
    assert all(files.values())
