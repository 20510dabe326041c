"""The commands: JSON that scripts depend on, and the help that lists them."""

from pathlib import Path

import click
import pytest

from tests.cli.program import call, told
from villagepub.cli import GROUPS, main


def test_importing_the_same_catalog_again_changes_nothing(
    instance: Path, sheets_folder: Path
) -> None:
    file = sheets_folder / "catalog" / "社会救助领域基层政务公开标准目录.xlsx"
    answer = told(instance, "catalog", "import", str(file))
    assert (answer["items"], answer["added"], answer["unchanged"]) == (13, 0, 13)


def test_the_catalog_is_listed_as_the_contract_says(instance: Path) -> None:
    items = told(instance, "catalog", "list", "--domain", "社会救助")["items"]
    review = next(
        i for i in items if (i["level1"], i["level2"]) == ("最低生活保障", "审核信息")
    )
    assert review["limit"] == "制定或获取信息之日起10个工作日内，公示7个工作日"
    assert review["clock"]["days"] == 10
    assert review["clock"]["unit"] == "working"
    assert review["clock"]["publicity"] == 7
    assert review["levels"] == ["乡级"]


def test_what_is_due_is_told_by_village(instance: Path) -> None:
    due = told(instance, "due", "--village", "马家沟村", "--on", "2026-10-08")
    ledger = next(d for d in due["duties"] if d["form"] == "T1")
    assert (ledger["period"], ledger["due"]) == ("2026-09", "2026-10-20")


def test_the_help_lists_the_commands_in_groups(instance: Path) -> None:
    text = call(instance, "--help").stdout
    assert all(
        group in text for group in ("开起来", "村和目录", "公示", "人和群", "保管")
    )


def test_what_a_robot_sends_is_chosen_as_it_is_added(instance: Path) -> None:
    given = ("--place", "马家沟村", "--kind", "robot", "--name", "镇村工作群")
    done = call(
        instance, "channel", "add", *given, "--sends", "pictures", asked="k" * 36
    )
    assert done.exit_code == 0, done.stderr
    assert "k" * 36 not in done.stdout + done.stderr
    assert "机器人发，文字和图片" in call(instance, "channel", "list").stdout
    assert call(instance, "channel", "add", *given, "--sends", "video").exit_code == 2


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
