"""The table of a whole run, and where it is kept: with the machine and the versions."""

import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.rounds import Row
from villagepub import clock

FOLDER = Path(__file__).parent / "results"
PACKAGES = (
    "sqlalchemy", "sqlmodel", "flask", "granian", "typst", "pillow", "python-calamine",
    "openpyxl", "weasyprint", "playwright", "datacompy", "polars", "pandas", "splink",
    "celery", "psycopg",
)  # fmt: skip
PROGRAMS = (
    ("nginx", ("/usr/sbin/nginx", "-v")),
    ("redis-server", ("redis-server", "--version")),
    ("chromium", ("chromium", "--version")),
)
HEADS = ("做的事", "我们", "对方", "倍数", "要求", "到没到")


def table(rows: Sequence[Row]) -> str:
    lines = [HEADS, tuple("---" for _ in HEADS)]
    for row in rows:
        state = "到了" if row.is_kept else "**没到**"
        lines.append(
            (
                row.work,
                row.ours,
                row.peer or "没有对手",
                f"{row.ratio:.2f}",
                row.bound,
                state,
            )
        )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def keep(text: str) -> Path:
    """The newest run of a day stands for it."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{clock.day(clock.now()).isoformat()}.md"
    path.write_text(f"{machine()}\n\n{text}\n", "utf-8")
    return path


def machine() -> str:
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    load = os.getloadavg()[0]
    packages = "、".join(f"{name} {_version(name)}" for name in PACKAGES)
    programs = "、".join(f"{name} {_said(command)}" for name, command in PROGRAMS)
    return (
        f"{os.cpu_count()} 核，{system}，Python {platform.python_version()}，"
        f"跑完的时候机器上平均有 {load:.1f} 个活。\n\n{packages}；{programs}。"
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "没有装"


def _said(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return "没有装"
    words = (done.stdout + done.stderr).split()
    return next((w for w in words if any(c.isdigit() for c in w)), "")
