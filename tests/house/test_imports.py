"""Heavy libraries are loaded where they are used: each program starts in a fresh process
and says what it has loaded (docs/decisions/0020-loaded-when-used.md).
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.conftest import put_by
from villagepub import db
from villagepub.models import Staff

DATABASE = {"sqlalchemy", "sqlmodel", "pydantic"}
HEAVY = {
    "PIL", "alembic", "argon2", "charset_normalizer", "cn2an", "cryptography", "docx",
    "huey", "lxml", "obstore", "opencc", "openpyxl", "prometheus_client", "psycopg",
    "pypdfium2", "pypinyin", "pyrage", "python_calamine", "qrcode", "rapidfuzz", "redis",
    "requests", "typst", "wechatpy", "xlrd", "xlsxwriter",
}  # fmt: skip


PAGE = """
import json, sys
from villagepub.factory import create_app
client = create_app().test_client()
address, person = sys.argv[1:]
if person:
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = person, True
answer = client.get(address)
print(json.dumps([answer.status_code, sorted({n.partition(".")[0] for n in sys.modules})]))
"""
COMMAND = """
import json, sys
from villagepub.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(sorted({n.partition(".")[0] for n in sys.modules})))
"""


def loaded_by(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *words], capture_output=True, text=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("words", [("--help",), ("serve", "--help"), ("sue",)])
def test_what_only_speaks_loads_neither_the_database_nor_the_web(
    words: tuple[str, ...],
) -> None:
    assert loaded_by(*words) & (HEAVY | DATABASE | {"flask", "granian"}) == set()


def test_help_costs_a_tenth_of_a_second() -> None:
    """0.4 s of processor at most, on a machine that does other things too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "villagepub.cli", "--help"],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent <= 0.4


def loaded_by_page(engine: Engine, folder: Path, address: str, person: str) -> set[str]:
    put_by(engine)
    done = subprocess.run(
        [sys.executable, "-c", PAGE, address, person],
        capture_output=True,
        text=True,
        env=os.environ
        | {
            "VILLAGEPUB_INSTANCE": str(folder),
            "VILLAGEPUB_DATABASE_URL": str(engine.url),
        },
    )
    assert done.returncode == 0, done.stderr
    status, found = json.loads(done.stdout.splitlines()[-1])
    assert status == 200
    return set(found)


@pytest.mark.parametrize("page", ["/", f"/v/{stage.VILLAGE}", "/n/{notice}", "/login"])
def test_a_public_page_loads_nothing_heavy(
    county: Engine, sheets_folder: Path, tmp_path: Path, page: str
) -> None:
    notice = stage.publish(county, sheets_folder)
    address = page.format(notice=notice)
    found = loaded_by_page(county, tmp_path / "instance", address, "")
    assert found & HEAVY == set()


@pytest.mark.parametrize(
    ("login", "page"),
    [("laotuo", "/clerk/"), ("zhe", "/review/"), ("bai", "/township/")],
)
def test_a_page_of_who_is_signed_in_loads_nothing_heavy(
    county: Engine, tmp_path: Path, login: str, page: str
) -> None:
    with db.reading(county) as session:
        row = session.exec(select(Staff).where(col(Staff.login) == login)).one()
    found = loaded_by_page(
        county, tmp_path / "instance", page, f"{row.id}:{row.session_key}"
    )
    assert found & HEAVY == set()
