"""One village of 2,000 × 2,000 rows: speed and truth beside datacompy and splink.

    python -m benchmarks.matching

The peers join on name, group and masked identity, as their manuals show; splink also
blocks on each alone. A finding is right if its household really differs so. The peers
are no dependency of the product: without them their lines are left out and said.
"""

import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from typing import Any

from benchmarks.rounds import verdict
from villagepub.comparison.comparable_list import ComparableList, ListField, list_row
from villagepub.comparison.differences import compare
from villagepub.states import FindingKind

ROWS, VILLAGES, ROUNDS = 2_000, 6, 21
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "建国秀兰海峰玉梅占林志明彩霞登科拴牢怀珠文化树世杰翠花延安栓虎巧云俊良东升"
HOMOPHONES = {"峰": "锋", "玉": "钰", "建": "健", "志": "致", "明": "铭", "林": "霖"}
FIELDS = (ListField("area", "补贴面积"), ListField("amount", "补贴金额"))
Truth = set[tuple[str, int]]  # "village" or "government", and the row there
Row = tuple[str, str, str, str, str]  # name, group, mask, area, amount


def village(seed: int) -> tuple[list[Row], list[Row], Truth]:
    """Two lists with 5 % of households gone, other, or written otherwise."""
    dice = random.Random(seed)  # noqa: S311
    ours: list[Row] = []
    theirs: list[Row] = []
    truth: Truth = set()
    seen: set[tuple[str, str]] = set()
    while len(ours) < ROWS:
        name = dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2))
        group = f"{dice.randrange(1, 9)}组"
        if (name, group) in seen:
            continue
        seen.add((name, group))
        area = dice.randrange(100, 2500)
        mask = f"6106**********{dice.randrange(10000):04d}"
        row = (name, group, mask, f"{area / 100:.2f}", f"{area * 60 / 100:.2f}")
        _write(dice, row, ours, theirs, truth)
    return ours, theirs, truth


def _write(
    dice: random.Random, row: Row, ours: list[Row], theirs: list[Row], truth: Truth
) -> None:
    chance = dice.random()
    if chance < 0.01:
        ours.append(row)
        truth.add(("village", len(ours)))
    elif chance < 0.02:
        theirs.append(row)
        truth.add(("government", len(theirs)))
    elif chance < 0.04:
        ours.append(row)
        theirs.append((*row[:4], f"{float(row[4]) + 60:.2f}"))
        truth.add(("village", len(ours)))
    else:
        ours.append(row)
        theirs.append(_noisy(dice, row))
        if ours[-1][0] != theirs[-1][0]:
            truth.add(("village", len(ours)))


def _noisy(dice: random.Random, row: Row) -> Row:
    """One name in a hundred with a homophone."""
    name = row[0]
    if dice.random() < 0.01:
        for old, new in HOMOPHONES.items():
            name = name.replace(old, new)
    return (name, *row[1:])


def listed(rows: Iterable[Row]) -> ComparableList:
    return ComparableList.of(
        FIELDS,
        (
            list_row(n, name, group, "", mask, (area, amount))
            for n, (name, group, mask, area, amount) in enumerate(rows, 1)
        ),
    )


def found_by_us(ours: ComparableList, theirs: ComparableList) -> Truth:
    return {
        ("government", d.government_row)
        if d.kind is FindingKind.MISSING_IN_VILLAGE
        else ("village", d.village_row)
        for d in compare(ours, theirs).differences
    }


def scores(found: Truth, truth: Truth) -> tuple[float, float]:
    right = len(found & truth)
    return right / max(1, len(found)), right / len(truth)


def frames(rows: list[Row]) -> dict[str, list[Any]]:
    names = ("name", "group", "mask", "area", "amount")
    columns: dict[str, list[Any]] = {
        n: [row[i] for row in rows] for i, n in enumerate(names)
    }
    return columns | {"row": list(range(1, len(rows) + 1))}


KEYS = ["name", "group", "mask"]


def with_datacompy_pandas(ours: Any, theirs: Any) -> Truth:
    import datacompy

    done = datacompy.PandasCompare(ours, theirs, join_columns=KEYS)
    return _of_datacompy(done, lambda frame: frame.to_dict("records"))


def with_datacompy_polars(ours: Any, theirs: Any) -> Truth:
    import datacompy

    done = datacompy.PolarsCompare(ours, theirs, join_columns=KEYS)
    return _of_datacompy(done, lambda frame: frame.to_dicts())


def _of_datacompy(done: Any, records: Callable[[Any], list[dict[str, Any]]]) -> Truth:
    """Both engines name columns alike; their frames are turned into plain rows."""
    joined = [r for r in records(done.intersect_rows) if not r["amount_match"]]
    return (
        {("village", r["row"]) for r in records(done.df1_unq_rows)}
        | {("government", r["row"]) for r in records(done.df2_unq_rows)}
        | {("village", r["row_df1"]) for r in joined}
    )


def with_splink(ours: Any, theirs: Any) -> Truth:
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    names = ours.assign(unique_id=ours["row"]), theirs.assign(unique_id=theirs["row"])
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name"),
            cl.ExactMatch("group"),
            cl.ExactMatch("mask"),
        ],
        blocking_rules_to_generate_predictions=[block_on(k) for k in KEYS],
    )
    database = DuckDBAPI()
    sides = [database.register(frame) for frame in names]
    linker = Linker(sides, settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5)
    pairs = linker.inference.predict(threshold_match_probability=0.9)
    best = pairs.as_pandas_dataframe().sort_values("match_probability")
    linked = dict(zip(best["unique_id_l"], best["unique_id_r"], strict=True))
    amounts = dict(zip(theirs["row"], theirs["amount"], strict=True))
    own = dict(zip(ours["row"], ours["amount"], strict=True))
    differs = {("village", a) for a, b in linked.items() if own[a] != amounts[b]}
    gone = {("village", n) for n in own if n not in linked}
    extra = {("government", n) for n in amounts if n not in set(linked.values())}
    return differs | gone | extra


def timed(run: Callable[[], Truth], rounds: int = ROUNDS) -> tuple[float, Truth]:
    """The best round in milliseconds, and what was found.

    The best, because on a busy machine the median is mostly what others do meanwhile.
    """
    times, found = [], run()
    for _ in range(rounds):
        start = time.perf_counter()
        found = run()
        times.append((time.perf_counter() - start) * 1000)
    return min(times), found


def contenders(ours: list[Row], theirs: list[Row]) -> dict[str, Callable[[], Truth]]:
    one, other = listed(ours), listed(theirs)
    found: dict[str, Callable[[], Truth]] = {
        "villagepub": lambda: found_by_us(one, other)
    }
    if find_spec("datacompy"):
        import pandas
        import polars

        a, b = pandas.DataFrame(frames(ours)), pandas.DataFrame(frames(theirs))
        c, d = polars.DataFrame(frames(ours)), polars.DataFrame(frames(theirs))
        found["datacompy, pandas"] = lambda: with_datacompy_pandas(a, b)
        found["datacompy, polars"] = lambda: with_datacompy_polars(c, d)
        if find_spec("splink"):
            found["splink"] = lambda: with_splink(a, b)
    else:
        print("datacompy and splink are not installed: make bench installs them apart")
    return found


def main() -> int:
    warnings.simplefilter("ignore")
    told: dict[str, list[tuple[float, float, float]]] = {}
    for seed in range(VILLAGES):
        ours, theirs, truth = village(seed)
        for name, run in contenders(ours, theirs).items():
            ms, found = timed(run, 1 if name == "splink" else ROUNDS)
            told.setdefault(name, []).append((ms, *scores(found, truth)))
    result = {}
    for name, rows in told.items():
        ms, precision, recall = (statistics.mean(c) for c in zip(*rows, strict=True))
        result[name] = ms
        print(
            f"{name:<20} {ms:8.2f} ms   precision {precision:.4f}   recall {recall:.4f}"
        )
    good = [
        verdict(f"{name} / villagepub", ms / result["villagepub"], 5)
        for name, ms in result.items()
        if name.startswith("datacompy")
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
