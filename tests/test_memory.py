"""A process that had a long sheet in hand is as small as before once it is let go."""

import subprocess
import sys

GARBAGE = """
from villagepub import memory
import gc

class Row:
    def __init__(self, words):
        self.words, self.own = words, self  # gone only when garbage is collected

holding, before = memory.Holding(), memory.own()
gc.disable()
rows = [Row(bytes(900)) for _ in range(50_000)]
kept = rows[-1]  # at malloc's upper end: nothing below it would go back by itself
del rows
grown = memory.own()
holding.give_back()
print(before, grown, memory.own())
"""


def test_what_was_let_go_of_goes_back_to_the_system() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GARBAGE], capture_output=True, text=True, check=True
    )
    before, grown, after = map(int, done.stdout.split())
    assert grown - before > 40_000_000
    assert after - before < (grown - before) / 4


LATER = """
from villagepub import memory

holding, before = memory.Holding(), memory.own()
rows = [[bytes(900)] for _ in range(50_000)]
kept = bytes(900)  # at malloc's upper end: nothing below it would go back by itself
holding.give_back()
in_use = memory.own()
del rows
holding.give_back()
print(before, in_use, memory.own())
"""


def test_what_was_in_use_when_it_looked_goes_back_when_it_looks_again() -> None:
    """As a long list whose page is being made at that moment."""
    done = subprocess.run(
        [sys.executable, "-c", LATER], capture_output=True, text=True, check=True
    )
    before, in_use, after = map(int, done.stdout.split())
    assert in_use - before > 40_000_000
    assert after - before < (in_use - before) / 4


NO_FILES = """
import resource
from villagepub import memory

holding = memory.Holding()
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))  # those that are open already
holding.give_back()
"""


def test_a_process_that_can_open_no_more_files_goes_on() -> None:
    """It shows its life beside this: an error here would have it replaced."""
    done = subprocess.run([sys.executable, "-c", NO_FILES], stderr=subprocess.PIPE)
    assert done.stderr == b""


ROUND = """
import os
import signal
from types import SimpleNamespace
from villagepub import job_queue, memory, own_forms, worker

class Row:
    def __init__(self, words):
        self.words, self.own = words, self

def go_round(*_, **__):
    rows = [Row(bytes(900)) for _ in range(50_000)]
    kept.append(rows[-1])
    kept.append(memory.own())
    os.kill(os.getpid(), signal.SIGTERM)
    return 0, 0

kept = [memory.own()]
quiet = SimpleNamespace(check_worker_health=lambda: None, stop=lambda **_: None)
job_queue.of = lambda _: SimpleNamespace(listen=lambda **_: quiet)
worker.db.make_engine = own_forms.use = lambda _: None
worker.go_round = go_round
worker.run(SimpleNamespace(database_url=""))
print(kept[0], kept[2], memory.own())
"""


def test_what_a_worker_s_round_took_goes_back_before_it_waits() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ROUND], capture_output=True, text=True, check=True
    )
    before, grown, after = map(int, done.stdout.split())
    assert grown - before > 40_000_000
    assert after - before < (grown - before) / 4


SHEET = """
import io
import xlsxwriter
from villagepub import memory
from villagepub.tables import file_reader

out = io.BytesIO()
with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
    page = book.add_worksheet()
    for row in range(30_000):
        page.write_row(row, 0, [f"第{row}户", row, row / 4, row * 15, "一组", "是"])
data = out.getvalue()
del out, book, page
memory.collect()
before = memory.own()
grids = file_reader.open_grids(data, "名单.xlsx")
opened = memory.own()
memory.collect()
print(before, opened, memory.own())
"""


def test_a_sheet_that_is_opened_holds_its_texts_and_not_its_values_any_more() -> None:
    """Both and a table of them were 168 MB of 50,000 rows, now 155."""
    done = subprocess.run(
        [sys.executable, "-c", SHEET], capture_output=True, text=True, check=True
    )
    before, opened, needed = map(int, done.stdout.split())
    assert opened - before < 2 * (needed - before)


LIST = """
from villagepub import forms, memory
from villagepub.notices import uploads
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.validation import inspect
from villagepub.tables.table import Table, TableColumn, TableRow

def cells(n):
    name = "赵钱孙李周吴郑王"[n % 8] + chr(0x4E00 + n) + chr(0x5E00 + n % 900)
    return f"{n + 1}", name, f"{n % 7 + 1}组", f"{n % 90 + 1}.5", "150", f"{n % 90 * 150 + 225}"

def read(rows):
    heads = "序号", "姓名", "组别", "补贴面积（亩）", "补贴标准（元/亩）", "补贴金额（元）"
    table = Table(
        name="Sheet1",
        columns=tuple(TableColumn(label=h) for h in heads),
        rows=tuple(TableRow(row=n + 2, cells=cells(n)) for n in range(rows)),
    )
    form = forms.get("T8")
    cut = uploads.cut_for_draft(form, (table,), id_key=bytes(32), year=2026)
    sheet = DraftSheet.from_json(cut.to_json())
    found = inspect(form, sheet, village="枣林村", period="2026")
    assert len(found.entry.records) == rows
    return memory.own()

read(20)  # what its work needs is loaded
memory.collect()
before = memory.own()
grown = [read(8_000), memory.collect(), read(8_000)][0]
memory.collect()
print(before, grown, memory.own())
"""


def test_nothing_that_is_remembered_of_a_long_list_holds_its_memory() -> None:
    """Two fifths of it stayed: names, numbers and texts stood between its rows."""
    done = subprocess.run(
        [sys.executable, "-c", LIST], capture_output=True, text=True, check=True
    )
    before, grown, after = map(int, done.stdout.split())
    assert grown - before > 20_000_000
    assert after - before < (grown - before) / 5
