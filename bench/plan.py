"""The benchmarks by name: where each runs, how often, and what was promised. No Django here."""

import os
from dataclasses import dataclass

SIZES = tuple(
    int(text) for text in os.environ.get("MINGBAI_BENCH_CASES", "1000000,10000000").split(",")
)
ORGANS = int(os.environ.get("MINGBAI_BENCH_ORGANS", "3000"))
# The one organ with a great ledger; small trial runs get a quarter of their cases in it.
BIG_ORGAN = 120_000
EVENTS = 100_000
ROWS = 20_000
MEGABYTES = 4  # of text looked through for personal data
DOCUMENTS = int(os.environ.get("MINGBAI_BENCH_DOCUMENTS", "10000"))
PAPERS = int(os.environ.get("MINGBAI_BENCH_PAPERS", "3000"))
# The report that is asked for: the year before the last of the ledger, 2019 to 2025.
YEAR = 2024

# Cases before an officer, the same pages on a small desk and on a full one; one in so many open.
DESKS = tuple(int(text) for text in os.environ.get("MINGBAI_BENCH_DESKS", "1000,100000").split(","))
ONE_IN_HAND = int(os.environ.get("MINGBAI_BENCH_ONE_IN_HAND", "10"))
# Records before an officer: the list of 信息.
RESCANNED = int(os.environ.get("MINGBAI_BENCH_RESCANNED", "1000"))
RECORDED = int(os.environ.get("MINGBAI_BENCH_RECORDS", "200000"))
# So many rounds of everything instead of each benchmark's own number.
ROUNDS = int(os.environ.get("MINGBAI_BENCH_ROUNDS", "0"))
CITIZENS = 8
SUBMISSIONS = int(os.environ.get("MINGBAI_BENCH_SUBMISSIONS", "200"))

LEDGER, EMPTY, CHAIN, DEMO, DESK = "ledger", "empty", "chain", "demo", "desk"
RECORDS = "records"
KEPT = frozenset({LEDGER, CHAIN, DESK, RECORDS})  # the others are small and made anew each time


@dataclass(frozen=True)
class Benchmark:
    """One question put to every database. ``unit``: what one run handles ``count`` of."""

    name: str
    title: str
    data: str
    rounds: int
    target: float | None = None
    count: int = 1
    unit: str = ""
    engines: tuple[str, ...] = ("sqlite", "postgresql")
    shows: str = "seconds"  # what is measured: seconds, megabytes, queries or shares


BENCHMARKS = (
    Benchmark("organ", "一个机关的报告（台账十万件以上）", LEDGER, 25, target=0.05),
    Benchmark("tree", f"{ORGANS}个机关的汇总报告", LEDGER, 9, target=1.0),
    Benchmark("imports", f"导入{ROWS}行台账", EMPTY, 5, count=ROWS, unit="行"),
    Benchmark("pdf_cold", "报告 PDF，新进程的第一份", DEMO, 7, engines=("sqlite",)),
    Benchmark("pdf_warm", "报告 PDF，此后各份", DEMO, 9, engines=("sqlite",)),
    Benchmark("events", "写入审计事件（一事一提交）", EMPTY, 5, count=500, unit="条"),
    *(
        Benchmark(
            f"reader_{kind}", f"读年度报告并核对（{name}）", EMPTY, 7, None, 20, "份", ("sqlite",)
        )
        for kind, name in (("txt", "文本"), ("html", "网页"), ("docx", "Word"), ("pdf", "PDF"))
    ),
    Benchmark(
        *("reader_memory", "读二十份报告的内存峰值", EMPTY, 3, None, 1, "", ("sqlite",)),
        shows="megabytes",
    ),
    Benchmark(
        "reader_folder", f"一个文件夹{PAPERS}份报告", EMPTY, 1, None, PAPERS, "份", ("sqlite",)
    ),
    Benchmark(
        *("submissions", f"{SUBMISSIONS}件网上申请，{CITIZENS}人同时", EMPTY, 3),
        count=SUBMISSIONS,
        unit="件",
    ),
    Benchmark("submissions_p99", "提交一份申请的等待，最慢的百分之一", EMPTY, 3),
    Benchmark("inbox", "工作台的页面，一次请求", DESK, 40),
    Benchmark("records_list", f"信息列表，{RECORDED}件，一次请求", RECORDS, 40, target=0.03),
    Benchmark(*("publish", "公开一件信息：三次审查和最后一关", EMPTY, 9), count=10, unit="件"),
    Benchmark(
        *("rescan", "复查已公开的信息", EMPTY, 1, None, RESCANNED, "件", ("sqlite",)),
    ),
    Benchmark("comparing", "对照两稿，各六千段", EMPTY, 5, engines=("sqlite",)),
    Benchmark("inbox_queries", "工作台的页面，查询次数", DESK, 1, shows="queries"),
    Benchmark(
        *("privacy", "检查文本中的个人信息（每秒5MB以上）", EMPTY, 7, MEGABYTES / 5, MEGABYTES),
        *("MB", ("sqlite",)),
    ),
    Benchmark(
        *("privacy_tables", "检查数字表格中的个人信息（每秒5MB以上）", EMPTY, 5, MEGABYTES / 5),
        *(MEGABYTES, "MB", ("sqlite",)),
    ),
    Benchmark("privacy_growth", "构造的难文本，四倍长", EMPTY, 3, engines=("sqlite",)),
    Benchmark(
        *("privacy_quality", f"{DOCUMENTS}份文件里的个人信息", EMPTY, 1),
        engines=("sqlite",),
        shows="shares",
    ),
    Benchmark("verify", f"核验{EVENTS}条审计事件", CHAIN, 5, count=EVENTS, unit="条"),
)


def big_organ(cases: int) -> int:
    """How many of all ``cases`` the one great ledger holds."""
    return min(BIG_ORGAN, cases // 4)


def sizes(benchmark: Benchmark) -> tuple[int, ...]:
    """The sizes of database the benchmark is run on; 0 where the size says nothing."""
    return {LEDGER: SIZES, DESK: DESKS, RECORDS: (RECORDED,)}.get(benchmark.data, (0,))
