"""The benchmarks run on a small ledger, count what the product counts, and print what they say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import plan
from bench.places import Place
from bench.race import Results
from bench.spread import Spread, spread
from bench.table import lines, printed

# The plain view; inbox of the office and of an officer; the lists of open cases; the ledger.
REQUESTS = range(6)
ORGAN = next(benchmark for benchmark in plan.BENCHMARKS if benchmark.name == "organ")


def bench(var: Path, *names: str, **sizes: str) -> str:
    """What the benchmarks print when run on small data."""
    environment = {f"MINGBAI_BENCH_{name}": size for name, size in sizes.items()}
    environment |= {"MINGBAI_VAR": str(var), "MINGBAI_BENCH_POSTGRES": "off"}
    done = subprocess.run(
        [sys.executable, "-m", "bench", *names],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_reports_are_measured_on_a_small_ledger(tmp_path: Path) -> None:
    printed_ = bench(tmp_path, "organ", "tree", CASES="2000", ORGANS="30")
    for contestant in ("参照", "三张表（reports.figures）", "30个机关的汇总报告", "SQLite 3"):
        assert contestant in printed_
    assert (tmp_path / "bench" / "results.txt").read_text(encoding="utf-8") in printed_ + "\n"


def test_pages_ask_the_database_as_often_with_few_cases_as_with_many(tmp_path: Path) -> None:
    counts: dict[str, set[str]] = {}
    for line in bench(tmp_path, "inbox_queries", DESKS="700,1400").splitlines():
        cells = line.split()
        if "SQLite" in cells:
            counts.setdefault(cells[-1], set()).add(cells[1])
    assert len(counts) == len(REQUESTS)
    assert {page: found for page, found in counts.items() if len(found) > 1} == {}


def test_the_list_of_records_is_measured_with_its_filters(tmp_path: Path) -> None:
    printed_ = bench(tmp_path, "records_list", RECORDS="3000", ROUNDS="1")
    for contestant in ("参照", "整页：全县，不筛选", "查询：全县，一个种类"):
        assert contestant in printed_


def test_the_retro_scan_is_measured(tmp_path: Path) -> None:
    printed_ = bench(tmp_path, "rescan", RESCANNED="5")
    for contestant in ("参照", "新公开5件以后复查全部", "同一版规则再查全部"):
        assert contestant in printed_


def test_a_publication_is_measured_with_and_without_the_scan(tmp_path: Path) -> None:
    printed_ = bench(tmp_path, "publish", ROUNDS="1")
    for contestant in ("参照", "三次审查并公开（检查已做）", "三次审查、检查并公开"):
        assert contestant in printed_


def test_unknown_benchmark_is_named_with_those_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "nothing"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "没有这一项：nothing" in done.stdout
    assert ORGAN.name in done.stdout


def test_median_and_ends_of_several_runs() -> None:
    assert spread([3.0, 1.0, 2.0, 10.0]) == Spread(2.5, 1.0, 10.0, 4, 10.0)


def test_one_run_in_twenty_is_slower_than_p95() -> None:
    hundred = [float(n) for n in range(1, 101)]
    assert spread(hundred).p95 == 96.0
    assert sum(seconds > 96.0 for seconds in hundred) < 5


@pytest.mark.parametrize(("median", "verdict"), [(0.049, "50.0 ms 达到"), (0.051, "50.0 ms 未达")])
def test_ratio_to_the_reference_and_verdict(median: float, verdict: str) -> None:
    results: Results = {
        Place("sqlite", plan.LEDGER, 1_000_000): {
            "参照：一条 GROUP BY": Spread(0.02, 0.01, 0.03, 5),
            "三张表": Spread(median, 0.04, 0.06, 5),
        }
    }
    title, head, reference, product, _ = printed(list(lines(ORGAN, results)))
    assert title == "【一个机关的报告（台账十万件以上）】"
    assert head.split()[:2] == ["比值", "中位数"]
    assert reference.split()[0] == "1.00"
    assert "达" not in reference
    assert product.split()[0] == f"{median / 0.02:.2f}"
    assert verdict in product
    assert "100万" in product
