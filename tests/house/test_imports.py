"""Heavy libraries are loaded where they are used: each program starts in a fresh process
and says what it has loaded (docs/decisions/0020-loaded-when-used.md).
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

import villagepub
from tests import stage
from tests.conftest import put_by
from villagepub import db, open_sessions
from villagepub.models import Staff

DATABASE = {"sqlalchemy", "sqlmodel", "pydantic"}
HEAVY = {
    "PIL", "alembic", "argon2", "charset_normalizer", "cn2an", "cryptography", "docx",
    "huey", "lxml", "obstore", "opencc", "openpyxl", "prometheus_client", "psycopg",
    "pypdfium2", "pypinyin", "pyrage", "python_calamine", "qrcode", "rapidfuzz", "redis",
    "requests", "typst", "xlrd", "xlsxwriter",
    # with one of these come all the parts that are used
    "wechatpy.client.api.base", "wechatpy.exceptions", "wechatpy.utils",
}  # fmt: skip


PAGES = """
import json, sys
from villagepub.factory import create_app
app, told = create_app(), {}
for address, person in json.loads(sys.argv[1]):
    client = app.test_client()
    if person:
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = person, True
    code = client.get(address).status_code
    told[address] = [code, sorted(sys.modules)]
print(json.dumps(told))
"""
COMMAND = """
import json, sys
from villagepub.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)))
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


@pytest.mark.parametrize(
    ("words", "more"),
    [(("upgrade",), {"flask", "villagepub.forms"}), (("worker", "--once"), {"flask"})],
)
def test_what_is_started_with_a_machine_loads_nothing_heavy(
    words: tuple[str, ...],
    more: set[str],
    laid: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copy(laid, tmp_path / "villagepub.db")
    monkeypatch.setenv("VILLAGEPUB_INSTANCE", str(tmp_path))
    loaded = loaded_by(*words)
    assert "villagepub.db" in loaded
    assert loaded & (HEAVY | more) == set()


PACKAGE = Path(villagepub.__file__).parent
BOUNDED = [
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    for path in sorted(PACKAGE.rglob("*.py"))
    if re.search(r"^@(?:pool\.)?bounded\b", path.read_text("utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize("module", BOUNDED)
def test_what_runs_in_the_pool_loads_nothing_of_the_database(module: str) -> None:
    """Thirty megabytes a process, beside the sheet of a township."""
    code = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not set(json.loads(done.stdout)) & {"sqlalchemy", "sqlmodel", "flask"}


WECHAT = """
import json, sys
from villagepub.states import AccountKind
from villagepub.wechat import wire
from villagepub.wechat.dialogue import parser
said = "<xml><MsgType>text</MsgType><FromUserName>a</FromUserName>"
said += "<ToUserName>b</ToUserName><CreateTime>1</CreateTime></xml>"
told = [parser.parse(said, kind).sender for kind in AccountKind]
assert told == ["a"] * len(told), told
print(json.dumps(sorted(name for name in sys.modules if name.startswith("wechatpy"))))
"""


def test_of_wechats_library_only_the_parts_that_are_used_are_loaded() -> None:
    """Its first line loads 80 modules more, 5 MB in the web and in the worker."""
    done = subprocess.run(
        [sys.executable, "-c", WECHAT], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout))
    assert loaded >= {"wechatpy.client.base", "wechatpy.parser", "wechatpy.work.parser"}
    assert loaded & {"wechatpy.pay", "wechatpy.component", "wechatpy.crypto"} == set()
    assert len(loaded) < 30


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


def loaded_by_pages(
    engine: Engine, folder: Path, pages: dict[str, str]
) -> dict[str, tuple[int, list[str]]]:
    """Address → status and what the process has loaded when it has answered; ``pages``:
    address → who asks. One after another in one process: the first that loads something
    is the one to blame.
    """
    put_by(engine)
    environ = {
        "VILLAGEPUB_INSTANCE": str(folder),
        "VILLAGEPUB_DATABASE_URL": str(engine.url),
    }
    done = subprocess.run(
        [sys.executable, "-c", PAGES, json.dumps(list(pages.items()))],
        capture_output=True,
        text=True,
        env=os.environ | environ,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, tuple[int, list[str]]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_page_that_is_read_loads_nothing_heavy(
    county: Engine, sheets_folder: Path, tmp_path: Path
) -> None:
    notice = stage.publish(county, sheets_folder)
    asked = dict.fromkeys(("/", f"/v/{stage.VILLAGE}", f"/n/{notice}", "/login"), "")
    signed_in = {"laotuo": "/clerk/", "zhe": "/review/", "bai": "/township/"}
    with db.transaction(county) as session:
        for login, page in signed_in.items():
            row = session.exec(select(Staff).where(col(Staff.login) == login)).one()
            key = open_sessions.begin(
                session, staff_id=row.id, way="", agent="", at=row.created_at
            )
            asked[page] = f"{row.id}:{row.session_key}:{key}"
    found = loaded_by_pages(county, tmp_path / "instance", asked)
    assert {page: code for page, (code, _) in found.items()} == dict.fromkeys(
        asked, 200
    )
    heavy = {page: HEAVY & set(names) for page, (_, names) in found.items()}
    assert heavy == dict.fromkeys(asked, set())
