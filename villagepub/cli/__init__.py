"""``villagepub …``: the commands, in the groups that ``--help`` lists them in."""

import click

from villagepub.cli.audit import audit
from villagepub.cli.backups import archive, backup, restore
from villagepub.cli.catalog import catalog
from villagepub.cli.channels import channel
from villagepub.cli.check import check, disclosure
from villagepub.cli.compare import compare_sheets
from villagepub.cli.demo import demo
from villagepub.cli.due import due
from villagepub.cli.error_output import Refusing
from villagepub.cli.holidays import holidays
from villagepub.cli.instance import Instance
from villagepub.cli.notices import notice, poster, share
from villagepub.cli.places import places
from villagepub.cli.server import run, worker
from villagepub.cli.staff import staff
from villagepub.cli.tables import table

GROUPS = {
    "开起来": ("demo", "run", "worker"),
    "村和目录": ("places", "catalog", "holidays", "due"),
    "对一对": ("compare", "disclosure", "check"),
    "公示": ("table", "notice", "poster", "share"),
    "人和群": ("staff", "channel"),
    "保管": ("audit", "backup", "restore", "archive"),
}


class Grouped(Refusing):
    """Lists commands under the words of ``GROUPS`` instead of the alphabet."""

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(n, self.commands[n].get_short_help_str()) for n in names]
                )


@click.group(cls=Grouped, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(ctx: click.Context) -> None:
    """村务公开：一张表，一次审核，网页、微信、大榜同一份事实。"""
    ctx.obj = Instance()


for command in (
    archive,
    audit,
    backup,
    catalog,
    channel,
    check,
    compare_sheets,
    demo,
    disclosure,
    due,
    holidays,
    notice,
    places,
    poster,
    restore,
    run,
    share,
    staff,
    table,
    worker,
):
    main.add_command(command)
