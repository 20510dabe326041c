"""``villagepub …``: the commands, in the groups that ``--help`` lists them in.

A command's module is loaded when it is called: ``--help`` and the supervisor need none of
what the commands need (docs/decisions/0020-loaded-when-used.md).
"""

from importlib import import_module

import click

from villagepub.cli.error_output import Refusing

# name → module:attribute, and what --help says; a test holds it against the command.
GROUPS = {
    "开起来": {
        "demo": ("demo:demo", "往空的 instance 里放演示的安塞区。"),
        "serve": ("server:serve", "一台机器要的都开着：网页、送消息、看日子。"),
        "run": ("server:run", "只开网页（几台机器时用）。"),
        "worker": ("server:worker", "只送消息、看日子（几台机器时用）。"),
        "setup": ("setup:setup", "头一天：写出打开 /setup 的一次性代码。"),
        "upgrade": ("server:upgrade", "把数据库升到这一版，升之前留一份。"),
    },
    "村和目录": {
        "places": ("places:places", "村、镇、县。"),
        "catalog": ("catalog:catalog", "公开目录：导入、查看、发到村。"),
        "form": ("forms:form", "表样：程序带的和镇上自己的，导出、导入成一份文件。"),
        "holidays": ("holidays:holidays", "国务院公布的放假安排：公布一年，导入一年。"),
        "due": ("due:due", "该公开什么、哪天前、办到哪一步。"),
    },
    "对一对": {
        "compare": (
            "compare:compare_sheets",
            "村里的表和政府的表一行一行对，什么都不存。",
        ),
        "disclosure": ("check:disclosure", "政府公开的名单：导入。"),
        "check": ("check:check", "各村贴的和政府公开的对一遍。"),
    },
    "公示": {
        "table": ("tables:table", "看看一张表读成了什么样，什么都不存。"),
        "notice": ("notices:notice", "公示：从表格起草。"),
        "poster": ("notices:poster", "出大榜；还没审的印着“样稿”。"),
        "share": ("notices:share", "出转发包：要贴的话、图片、网址，放进一个文件夹。"),
    },
    "人和群": {
        "staff": ("staff:staff", "账号：开、看、停。"),
        "channel": ("channels:channel", "微信群和机器人。"),
    },
    "保管": {
        "audit": ("audit:audit", "办事记录：有没有被人动过。"),
        "backup": ("backups:backup", "备份成一个文件，不用停。"),
        "restore": (
            "backups:restore",
            "恢复到一个空的 instance，恢复完重算一遍记录链。",
        ),
        "archive": (
            "backups:archive",
            "一个村一年的公示档案：榜、名单、目录、校验，放进一个 zip。",
        ),
    },
}
COMMANDS = {name: at for part in GROUPS.values() for name, (at, _) in part.items()}
# What the supervisor starts: for nobody's hands.
COMMANDS |= {"web": "server:web", "prepare": "server:prepare"}


class Grouped(Refusing):
    """Lists commands under the words of ``GROUPS`` instead of the alphabet."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command = getattr(import_module(f"villagepub.cli.{module}"), attribute)
        return command if isinstance(command, click.Command) else None

    def format_commands(
        self, _ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        for title, part in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, said) for name, (_, said) in part.items()])


@click.group(cls=Grouped, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(ctx: click.Context) -> None:
    """村务公开：一张表，一次审核，网页、微信、大榜同一份事实。"""
    from villagepub import pool
    from villagepub.cli.instance import Instance

    pool.use()
    ctx.obj = Instance()
