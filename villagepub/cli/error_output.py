"""Whatever stops a command ends in one Chinese sentence on stderr and status 2."""

import errno
import sys
from typing import TYPE_CHECKING, Any, TypeGuard

import click

from villagepub.errors import UserError

if TYPE_CHECKING:
    from sqlalchemy.exc import OperationalError

REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这里只能读",
    errno.ENOSPC: "硬盘满了",
    errno.EISDIR: "这是文件夹，要写到文件名",
    errno.ENOTDIR: "这不是文件夹",
    errno.EADDRINUSE: "这个端口已经有程序在用",
}


class Refusing(click.Group):
    """A group whose commands never end in a traceback that a person can do nothing with."""

    def main(self, *args: Any, **extra: Any) -> Any:
        extra["standalone_mode"] = False  # the sentences are ours
        try:
            done = super().main(*args, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            raise SystemExit(2) from None
        except click.UsageError as error:
            raise SystemExit(_told(in_chinese(error))) from None
        except UserError as error:
            raise SystemExit(_told(str(error))) from None
        except click.ClickException as error:
            error.show()
            raise SystemExit(error.exit_code) from None
        except click.Abort:
            raise SystemExit(_told("停了，什么都没做。")) from None
        raise SystemExit(done if isinstance(done, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UserError(_of_file(error)) from None
        except Exception as error:
            if not _is_of_database(error):
                raise
            raise UserError(_of_database(error)) from None


def _told(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 2


def in_chinese(error: click.UsageError) -> str:
    """What was typed wrongly, and where to look how it is typed."""
    said = _of_usage(error)
    path = error.ctx.command_path if error.ctx else "villagepub"
    return f"{said}写法见 {path} --help。"


def _of_usage(error: click.UsageError) -> str:
    parameter = getattr(error, "param", None)
    name = _name(parameter) if parameter is not None else ""
    if isinstance(error, click.MissingParameter):
        return f"还要写 {name}。"
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项。"
    if isinstance(error, click.BadParameter):
        choices = getattr(parameter and parameter.type, "choices", None)
        if choices:
            return f"{name} 要写 {'、'.join(map(str, choices))} 里的一个。"
        return f"{name} 写得不对。"
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} 后面要写东西。"
    typed = error.message.split("'")[1:2] or [
        error.message.partition("(")[2].strip(")")
    ]
    return f"不认识“{typed[0]}”。"


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return parameter.make_metavar(click.Context(click.Command(None)))


def _of_file(error: OSError) -> str:
    reason = REASONS.get(error.errno or 0, error.strerror or str(error))
    where = f"“{error.filename}”" if error.filename else "文件"
    return f"打不开{where}，或者写不进去：{reason}。"


def _is_of_database(error: Exception) -> TypeGuard["OperationalError"]:
    """Who has not loaded the database can't have had trouble with it."""
    if "sqlalchemy.exc" not in sys.modules:
        return False
    from sqlalchemy.exc import OperationalError

    return isinstance(error, OperationalError)


def _of_database(error: "OperationalError") -> str:
    from villagepub import db

    if "locked" in str(error.orig):
        return "数据库正忙着写，等几秒钟再来一次。什么都没有动。"
    if db.is_full(error):
        return "硬盘满了，写不进去。腾出地方再来一次。"
    return "数据库连不上。看看 VILLAGEPUB_DATABASE_URL、VILLAGEPUB_INSTANCE 写对没有。"
