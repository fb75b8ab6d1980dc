"""The results as a table to read: ratios first, then medians with their spread."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

from bench.places import ENGINES
from bench.plan import Benchmark
from bench.race import Results
from bench.spread import Spread

HEADS = ("比值", "中位数", "p95", "最快～最慢", "次", "每秒", "目标", "数据库", "件数", "所测")
# The last columns are words, the others numbers.
WORDS_FROM = 7
RUNS_FOR_P95 = 20  # below that it is the slowest run


@dataclass(frozen=True)
class Line:
    """One contestant on one database; ``ratio`` is to the reference of the same database."""

    benchmark: Benchmark
    engine: str
    cases: int
    contestant: str
    ratio: float
    times: Spread


def lines(benchmark: Benchmark, results: Results) -> Iterator[Line]:
    """Every contestant, by size and database, the reference (ratio 1) first."""
    for place, by_name in results.items():
        reference = next(iter(by_name.values())).median
        for name, times in by_name.items():
            ratio = times.median / reference
            yield Line(benchmark, place.engine, place.cases, name, ratio, times)


def printed(found: list[Line]) -> Iterator[str]:
    """One block per benchmark, columns aligned for full-width characters."""
    for title in dict.fromkeys(line.benchmark.title for line in found):
        rows = [_row(line) for line in found if line.benchmark.title == title]
        widths = [max(map(_width, column)) for column in zip(HEADS, *rows, strict=True)]
        yield f"【{title}】"
        for row in (HEADS, *rows):
            cells = zip(row, widths, range(len(row)), strict=True)
            yield "  ".join(_padded(cell, width, n >= WORDS_FROM) for cell, width, n in cells)
        yield ""


def _row(line: Line) -> tuple[str, ...]:
    times, benchmark = line.times, line.benchmark
    shown = SHOWN[benchmark.shows]
    rate = f"{benchmark.count / times.median:,.0f} {benchmark.unit}" if benchmark.unit else ""
    return (
        f"{line.ratio:.2f}",
        shown(times.median),
        shown(times.p95) if times.runs >= RUNS_FOR_P95 else "",
        f"{shown(times.fastest)}～{shown(times.slowest)}",
        str(times.runs),
        rate,
        _verdict(line),
        ENGINES[line.engine],
        f"{line.cases // 10_000}万" if line.cases >= 10_000 else str(line.cases or ""),
        line.contestant,
    )


def _verdict(line: Line) -> str:
    """The target stands where the product is measured, not at what it is compared with."""
    target = line.benchmark.target
    if target is None or line.contestant.startswith(("参照", "对照")):
        return ""
    return f"{_seconds(target)} {'达到' if line.times.median < target else '未达'}"


def _seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


SHOWN: dict[str, Callable[[float], str]] = {
    "seconds": _seconds,
    "megabytes": lambda value: f"{value:.0f} MB",
    "shares": lambda value: f"{value:.4f}",
    "queries": lambda value: f"{value:.0f} 次",
}


def _padded(text: str, width: int, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
