"""The commands: JSON that scripts depend on, sentences and exit codes for people."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest

from villagepub.cli import GROUPS, main

PROGRAM = Path(sys.executable).parent / "villagepub"


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the demonstration county, made by the command itself."""
    folder = tmp_path_factory.mktemp("demo") / "instance"
    done = call(folder, "demo", "--json")
    assert done.returncode == 0, done.stderr
    return folder


def call(
    instance: Path, *words: str, asked: str = ""
) -> subprocess.CompletedProcess[str]:
    """``asked``: the answer to what the command asks for."""
    environ = os.environ | {"VILLAGEPUB_INSTANCE": str(instance)}
    return subprocess.run(
        [str(PROGRAM), *words], env=environ, capture_output=True, text=True,
        timeout=120, input=f"{asked}\n", start_new_session=True,
    )  # fmt: skip


def told(instance: Path, *words: str) -> dict:  # type: ignore[type-arg]
    done = call(instance, *words)
    assert done.returncode == 0, done.stderr
    answer: dict = json.loads(done.stdout)  # type: ignore[type-arg]
    return answer


def test_the_demo_says_its_accounts_and_notices(tmp_path: Path) -> None:
    demo = told(tmp_path / "x", "demo", "--json")
    assert set(demo) == {"url", "accounts", "notices"}
    assert {a["role"] for a in demo["accounts"]} == {"clerk", "supervisor", "township"}
    assert {n["status"] for n in demo["notices"]} == {"published", "unpublished"}
    assert demo["notices"][0]["village"] == "马家沟村"


def test_a_second_demo_is_refused_and_changes_nothing(instance: Path) -> None:
    done = call(instance, "demo")
    assert done.returncode == 2
    assert "已经有数据" in done.stderr


def test_the_audit_of_the_demo_holds(instance: Path) -> None:
    said = told(instance, "audit", "verify", "--json")
    assert (said["whole"], said["broken"], said["faults"]) == (True, None, [])
    # What was written down of the last entry is still there; something else is not.
    newest = said["newest"]
    assert call(instance, "audit", "verify", "--noted", newest).returncode == 0
    number, digest = newest.split(":")
    other = f"{number}:{digest[::-1]}"
    done = call(instance, "audit", "verify", "--noted", other)
    assert done.returncode == 1
    assert "重写过，或者被截掉了" in done.stdout


def test_the_audit_says_what_it_can_not_prove(instance: Path) -> None:
    said = call(instance, "audit", "verify").stdout
    assert "从头重写" in said
    assert "查不出来" in said


def test_a_touched_version_breaks_the_audit_with_status_1(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    call(folder, "demo")
    import sqlite3

    with sqlite3.connect(folder / "villagepub.db") as connection:
        connection.execute(
            "UPDATE noticeversion SET content = replace(content, '46', '47') WHERE id = 1"
        )
        connection.execute(
            "UPDATE noticeversion SET records = records || ' ' WHERE id = 2"
        )
    done = call(folder, "audit", "verify")
    assert done.returncode == 1
    assert "和签过的不一致：内容" in done.stdout
    assert "和签过的不一致：底稿" in done.stdout


def test_importing_the_same_catalog_again_changes_nothing(
    instance: Path, sheets_folder: Path
) -> None:
    file = sheets_folder / "catalog" / "社会救助领域基层政务公开标准目录.xlsx"
    answer = told(instance, "catalog", "import", str(file), "--json")
    assert (answer["items"], answer["added"], answer["unchanged"]) == (13, 0, 13)


def test_the_catalog_is_listed_as_the_contract_says(instance: Path) -> None:
    items = told(instance, "catalog", "list", "--domain", "社会救助", "--json")["items"]
    review = next(
        i for i in items if (i["level1"], i["level2"]) == ("最低生活保障", "审核信息")
    )
    assert review["limit"] == "制定或获取信息之日起10个工作日内，公示7个工作日"
    assert review["clock"]["days"] == 10
    assert review["clock"]["unit"] == "working"
    assert review["clock"]["publicity"] == 7
    assert review["levels"] == ["乡级"]


def test_a_table_is_shown_as_the_contract_says(
    instance: Path, sheets_folder: Path
) -> None:
    file = sheets_folder / "notices" / "马家沟村2026年耕地地力保护补贴登记表.xlsx"
    (sheet,) = told(instance, "table", str(file), "--json")["sheets"]
    assert sheet["header_rows"] == [3]
    assert sheet["rows"][0]["row"] == 4
    assert sheet["totals"][0]["row"] == 78
    assert {i["row"] for i in sheet["ignored"]} == {1, 2, 79}


def test_what_is_due_is_told_by_village(instance: Path) -> None:
    due = told(instance, "due", "--village", "马家沟村", "--on", "2026-10-08", "--json")
    ledger = next(d for d in due["duties"] if d["form"] == "T1")
    assert (ledger["period"], ledger["due"]) == ("2026-09", "2026-10-20")


def test_a_sheet_becomes_a_draft_and_a_draft_a_sample_poster(
    instance: Path, sheets_folder: Path, tmp_path: Path
) -> None:
    file = sheets_folder / "notices" / "马家沟村2026年耕地地力保护补贴登记表.xlsx"
    done = call(
        instance, "notice", "import", str(file),
        "--village", "马家沟村", "--item", "耕地地力保护补贴", "--period", "2026",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "王东升写了两遍" in done.stdout
    public_id = done.stdout.split()[0]
    poster = tmp_path / "榜.pdf"
    assert call(instance, "poster", public_id, "-o", str(poster)).returncode == 0
    assert poster.read_bytes().startswith(b"%PDF")
    refused = call(instance, "share", public_id, "-o", str(tmp_path / "share"))
    assert refused.returncode == 2
    assert "还没有贴出" in refused.stderr


def test_a_share_package_has_text_pictures_and_link(
    instance: Path, tmp_path: Path
) -> None:
    public_id = published(instance)
    assert call(instance, "share", public_id, "-o", str(tmp_path)).returncode == 0
    names = {p.name for p in tmp_path.iterdir()}
    assert {"要贴的话.txt", "网址.txt", "图片1.png"} <= names
    assert len((tmp_path / "要贴的话.txt").read_bytes()) <= 2048


def published(instance: Path) -> str:
    import sqlite3

    with sqlite3.connect(instance / "villagepub.db") as connection:
        row = connection.execute(
            "SELECT public_id FROM notice WHERE version = 1"
        ).fetchone()
    return str(row[0])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("table", "没有.xlsx"), "没有.xlsx"),
        (("poster", "zzzzzz", "-o", "x.pdf"), "zzzzzz"),
        (("due", "--village", "没有村"), "没有叫"),
        (("catalog", "import", "没有.xlsx"), "没有.xlsx"),
        (("restore", "没有.zip"), "没有.zip"),
        (("staff", "disable", "nobody"), "nobody"),
        (("channel", "probe", "99"), "99"),
        (
            (
                "channel",
                "add",
                "--place",
                "610603102201",
                "--name",
                "群",
                "--kind",
                "app",
            ),
            "--kind 要写 group、robot 里的一个",
        ),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    instance: Path, words: tuple[str, ...], says: str
) -> None:
    done = call(instance, *words)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_a_setting_that_makes_no_sense_stops_with_one_sentence(tmp_path: Path) -> None:
    environ = os.environ | {
        "VILLAGEPUB_INSTANCE": str(tmp_path),
        "VILLAGEPUB_PORT": "门",
    }
    done = subprocess.run(
        [str(PROGRAM), "due"], env=environ, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "VILLAGEPUB_PORT" in done.stderr


def test_the_help_lists_the_commands_in_groups(instance: Path) -> None:
    text = call(instance, "--help").stdout
    assert all(
        group in text for group in ("开起来", "村和目录", "公示", "人和群", "保管")
    )


def test_a_backup_restores_into_an_empty_instance(
    instance: Path, tmp_path: Path
) -> None:
    file = tmp_path / "备份.zip"
    assert call(instance, "backup", str(file)).returncode == 0
    done = call(tmp_path / "new", "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert "记录和签过的一样" in done.stdout


def test_the_worker_drains_what_is_due_and_stops(instance: Path) -> None:
    assert call(instance, "worker", "--once").returncode == 0


def test_two_sheets_are_compared_without_any_database(
    sheets_folder: Path, tmp_path: Path
) -> None:
    village = sheets_folder / "notices" / "马家沟村2026年耕地地力保护补贴登记表.xlsx"
    paid = sheets_folder / "disclosures" / "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"
    done = call(tmp_path / "none", "compare", str(village), str(paid), "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert (told["village"], told["form"], len(told["findings"])) == (
        "马家沟村",
        "T8",
        9,
    )
    assert not (tmp_path / "none" / "villagepub.db").exists()
    alike = call(
        tmp_path / "none", "compare", str(paid), str(paid), "--village", "沿河湾村"
    )
    assert alike.returncode == 0
    unknown = call(
        tmp_path / "none", "compare", str(village), str(paid), "--village", "没有村"
    )
    assert unknown.returncode == 2
    assert "--village" in unknown.stderr


def test_two_lists_of_two_matters_are_refused_in_one_sentence(
    sheets_folder: Path, tmp_path: Path
) -> None:
    poor = sheets_folder / "notices" / "马家沟村2026年第三季度低保花名册.xlsx"
    paid = sheets_folder / "disclosures" / "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"
    done = call(tmp_path / "none", "compare", str(poor), str(paid), "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "说的不是一件事" in done.stderr
    gone = call(tmp_path / "none", "compare", str(poor), str(tmp_path / "没有.xlsx"))
    assert gone.returncode == 2
    assert "没有这个文件" in gone.stderr


def test_the_township_is_checked_from_the_command_line(
    instance: Path, sheets_folder: Path
) -> None:
    done = call(
        instance, "check", "--township", "沿河湾镇", "--item", "耕地地力保护补贴",
        "--period", "2026", "--json",
    )  # fmt: skip
    assert done.returncode == 1
    told = json.loads(done.stdout)
    kinds = {f["kind"] for f in told["findings"]}
    assert {"not_published", "standard_differs", "missing_in_village"} <= kinds
    missing = [f for f in told["findings"] if f["kind"] == "not_published"]
    assert {f["government_value"] for f in missing} == {"6月15日公开"}
    again = call(
        instance, "disclosure", "import",
        str(sheets_folder / "disclosures" / "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"),
        "--township", "沿河湾镇", "--item", "耕地地力保护补贴", "--period", "2026",
        "--title", "沿河湾镇2026年耕地地力保护补贴发放情况公示",
        "--document", "沿政发〔2026〕8号", "--on", "2026-06-15",
    )  # fmt: skip
    assert "早就在了" in again.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["poster", "zzzzzz"], "还要写 -o。"),
        (["poster", "zzzzzz", "-o", "x", "--paper", "a9"], "--paper 要写 a4、a3"),
        (["poster", "zzzzzz", "-o"], "-o 后面要写东西。"),
        (["due", "--on", "2026-13-01"], "--on 写得不对。"),
        (["due", "--why"], "没有 --why 这个选项。"),
        (["due", "extra"], "不认识“extra”。"),
        (["sue"], "不认识“sue”。"),
        (["notice", "import"], "还要写 FILE。"),
        (["poster", "{notice}", "-o", "/nowhere/x.pdf"], "“/nowhere/x.pdf”"),
        (["share", "{notice}", "-o", "/proc/nowhere"], "“/proc/nowhere”"),
        (["backup", "/nowhere/x.zip"], "“/nowhere/x.zip”"),
    ],
)
def test_what_is_typed_wrongly_is_said_in_one_chinese_sentence(
    instance: Path, words: list[str], says: str
) -> None:
    notice = json.loads((instance / "demo.json").read_text())["notices"][0]["id"]
    done = call(instance, *(w.format(notice=notice) for w in words))
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_database_that_is_not_there_is_said_in_a_sentence(instance: Path) -> None:
    environ = os.environ | {
        "VILLAGEPUB_INSTANCE": str(instance),
        "VILLAGEPUB_DATABASE_URL": "sqlite:////nowhere/villagepub.db",
    }
    done = subprocess.run(
        [str(PROGRAM), "run"], env=environ, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "数据库连不上" in done.stderr


def test_what_a_robot_sends_is_chosen_as_it_is_added(instance: Path) -> None:
    given = ("--place", "马家沟村", "--kind", "robot", "--name", "镇村工作群")
    done = call(
        instance, "channel", "add", *given, "--sends", "pictures", asked="k" * 36
    )
    assert done.returncode == 0, done.stderr
    assert "k" * 36 not in done.stdout + done.stderr
    assert "机器人发，文字和图片" in call(instance, "channel", "list").stdout
    assert call(instance, "channel", "add", *given, "--sends", "video").returncode == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [(name, said) for part in GROUPS.values() for name, (_, said) in part.items()],
)
def test_what_the_help_says_of_a_command_is_what_the_command_says(
    name: str, said: str
) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert (command.help or "").startswith(said.rstrip("。"))


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "x.zip"),
        ("audit", "verify"),
        ("worker", "--once"),
        ("due",),
        ("staff", "list"),
    ],
)
def test_a_path_that_is_no_instance_is_refused_and_nothing_is_made_there(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    here = tmp_path / "typo"
    done = call(here, *(w.replace("x.zip", str(tmp_path / "x.zip")) for w in words))
    assert done.returncode == 2
    assert "没有数据" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_is_sealed_restores_with_the_keys(
    instance: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "口令"
    secret.write_text("窑洞 糜子 信天游 2026\n")
    file = tmp_path / "备份.age"
    given = ("--passphrase-file", str(secret))
    assert call(instance, "backup", str(file), *given).returncode == 0
    done = call(tmp_path / "new", "restore", str(file), *given)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for name in ("secret_key", "id_key", "signing_key"):
        old, new = (f / "keys" / name for f in (instance, tmp_path / "new"))
        assert new.read_bytes() == old.read_bytes()
        assert stat.S_IMODE(new.stat().st_mode) == 0o600


def test_a_restore_without_the_keys_says_what_will_not_work(
    instance: Path, tmp_path: Path
) -> None:
    file = tmp_path / "备份.zip"
    assert call(instance, "backup", str(file)).returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    done = call(tmp_path / "new", "restore", str(file))
    assert done.returncode == 0
    assert "重新填" in done.stderr
    assert str(tmp_path / "new" / "keys") in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_short_passphrase_is_refused(instance: Path, tmp_path: Path) -> None:
    secret = tmp_path / "口令"
    secret.write_text("123456")
    done = call(
        instance, "backup", str(tmp_path / "x"), "--passphrase-file", str(secret)
    )
    assert done.returncode == 2
    assert "口令太短" in done.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_commands_that_begin_an_instance_at_once_all_succeed(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    environ = os.environ | {"VILLAGEPUB_INSTANCE": str(tmp_path / "new")}
    if kind == "postgresql":
        engine = request.getfixturevalue("empty_postgres")
        environ["VILLAGEPUB_DATABASE_URL"] = engine.url.render_as_string(False)
    started = [
        subprocess.Popen(
            [str(PROGRAM), "upgrade"], env=environ, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert [one.communicate(timeout=120)[1] for one in started] == [""] * 4
    assert [one.returncode for one in started] == [0] * 4
    keys = [one.read_text() for one in (tmp_path / "new" / "keys").iterdir()]
    assert len(keys) == 3
    assert all(len(key) >= 32 for key in keys)
