"""Measures the reader over all layouts: ``python -m tests.reading.synthetic.accuracy 200``.

Names of layouts may follow (``texts.together``).
"""

import os
import sys
from collections import Counter
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor

from tests.reading.synthetic import layouts, score
from tests.reading.synthetic.texts import Rendering

FORMS = ("2019", "2021")
OUTCOMES = ("right", "refused", "wrong", "wrong and sure")
CLASSES = ("at 1", "at 0.98", "at 0.9", "at 0.8", "at 0.5", "without")
Measured = tuple[str, Counter[str], list[str]]


def measure(rendering: Rendering, tables: int) -> Measured:
    """Counts over ``tables`` random reports of each form, the damages in turn; what was wrong."""
    name = layouts.name_of(rendering)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(tables):
        harm = layouts.DAMAGES[number % len(layouts.DAMAGES)]
        for form in FORMS:
            own, texts = score.run(seed_of(name, number), form, harm, rendering)
            counts += own
            counts["reports"] += 1
            wrong += [f"{name} {harm.__name__} {number} {form}: {text}" for text in texts]
            if layouts.loses_nothing(rendering, harm):
                counts["whole right"] += own["right"]
                counts["whole cells"] += sum(own[key] for key in OUTCOMES)
    return name, counts, wrong


def seed_of(name: str, number: int) -> int:
    """A seed that differs from layout to layout and stays the same from run to run."""
    return sum(ord(char) * (i + 1) for i, char in enumerate(name)) * 10_007 + number * 7919


def table(measured: list[Measured]) -> str:
    """The counts as Markdown: a line a layout, then the sum and the classes of confidence."""
    lines = [
        "| 版式 | 报告 | 格 | 读对 | 拒读 | 读错（不作确定） | 读错（作确定） | 可定 | 其中读对 |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_line(name, counts) for name, counts, _ in measured),
    ]
    total: Counter[str] = sum((counts for _, counts, _ in measured), Counter())
    lines.append(_line("合计", total))
    share = total["whole right"] / max(total["whole cells"], 1)
    lines.append(f"\n文件里一格不缺的：{total['whole cells']}格，读对{share:.3%}")
    lines.append("\n| 可信度 | 格 |\n|---|--:|")
    lines += [f"| {name.removeprefix('at ')} | {total[name]} |" for name in CLASSES]
    return "\n".join(lines)


def _line(name: str, counts: Counter[str]) -> str:
    cells = sum(counts[key] for key in OUTCOMES)
    shares = f"{counts['right'] / cells:.2%} | {counts['refused'] / cells:.2%}"
    wrong = f"{counts['wrong']} | {counts['wrong and sure']}"
    told = f"{counts['told']} | {counts['told right'] / counts['told']:.2%}"
    return f"| {name} | {counts['reports']} | {cells} | {shares} | {wrong} | {told} |"


def main(tables: int, only: Collection[str] = ()) -> int:
    """Print the table, to standard error what was wrong; 1 if any wrong cell passed as certain.

    ``only`` names layouts, all by default.
    """
    chosen = [one for one in layouts.LAYOUTS if not only or layouts.name_of(one) in only]
    measured: list[Measured] = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(measure, one, tables) for one in chosen]
        for future in running:
            measured.append(future.result())
            print(_line(*measured[-1][:2]), file=sys.stderr, flush=True)
            print("\n".join(measured[-1][2]), file=sys.stderr, flush=True)
    print(table(measured))
    return int(any(counts["wrong and sure"] for _, counts, _ in measured))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2:]))
