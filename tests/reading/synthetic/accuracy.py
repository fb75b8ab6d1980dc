"""Measures the reader over all layouts: ``python -m tests.reading.synthetic.accuracy 20``."""

import sys
from collections import Counter

from tests.reading.synthetic import score
from tests.reading.test_synthetic import PAIRS


def measure(tables: int, first: int = 1) -> dict[str, Counter[str]]:
    """Counts by layout over ``tables`` random reports of each form, every damage in turn."""
    by_layout: dict[str, Counter[str]] = {}
    for rendering, harm in PAIRS:
        name = f"{rendering.__module__.rpartition('.')[2]}.{rendering.__name__}"
        counts = by_layout.setdefault(name, Counter())
        for seed in range(first, first + tables):
            for format_id in ("2019", "2021"):
                own, wrong = score.run(seed * 7919, format_id, harm, rendering)
                counts += own
                counts["reports"] += 1
                for text in wrong:
                    sys.stderr.write(f"{name} {harm.__name__} {seed} {format_id}: {text}\n")
    return by_layout


def table(by_layout: dict[str, Counter[str]]) -> str:
    """The counts as a Markdown table."""
    lines = [
        "| 版式 | 报告 | 格 | 读对 | 拒读 | 读错（不作确定） | 读错（作确定） |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, counts in by_layout.items():
        cells = sum(counts[key] for key in ("right", "refused", "wrong", "wrong and sure"))
        lines.append(
            f"| {name} | {counts['reports']} | {cells} | {counts['right'] / cells:.2%} "
            f"| {counts['refused'] / cells:.2%} | {counts['wrong']} | {counts['wrong and sure']} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5)) + "\n")
