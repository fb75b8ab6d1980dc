"""Plants the errors and counts what was found: ``python -m tests.reading.planted.trial 1000``."""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from mingbai.reading import read_bytes
from mingbai.reading.comparing import compare
from mingbai.rules.findings import Finding
from tests.reading.planted import carriers, faults, reports
from tests.reading.planted.carriers import Carrier
from tests.reading.planted.reports import Paper

LISTED = tomllib.loads((Path(__file__).parent / "listed.toml").read_text("utf-8"))["finding"]


@dataclass(frozen=True)
class Trial:
    """One planted error: what it was, whether a fitting rule names it, what was said before it."""

    number: int
    kind: str
    change: str
    found: bool
    unlisted: tuple[str, ...]


def trial(number: int) -> Trial:
    """Number ``number``: kind, form and carrier in turn."""
    kind = faults.KINDS[number % len(faults.KINDS)]
    carrier = carriers.CARRIERS[number // 14 % len(carriers.CARRIERS)]
    rng = Random(number * 6007)  # noqa: S311 (a reproducible sample, not a secret)
    paper = reports.make(rng, ("2019", "2021")[number // 7 % 2])
    earlier = reports.year_before(rng, paper) if kind == faults.CARRY_OVER else None
    sound = findings(paper, earlier, carrier)
    change = faults.carry_over(rng, earlier) if earlier else faults.WITHIN[kind](rng, paper)
    new = set(findings(paper, earlier, carrier)) - set(sound)
    found = any(finding.rule in faults.EXPECTED[kind] for finding in new)
    return Trial(number, kind, change, found, tuple(unlisted(sound)))


def findings(paper: Paper, earlier: Paper | None, carrier: Carrier) -> tuple[Finding, ...]:
    """All findings of the report, with a year before also those of the two."""
    reading = read_bytes(carrier(paper), name="x")
    if earlier is None:
        return reading.findings
    before = read_bytes(carrier(earlier), name="y")
    return (*reading.findings, *before.findings, *compare(before, reading).findings)


def unlisted(found: Iterable[Finding]) -> list[str]:
    """What is said of a sound report and does not stand in ``listed.toml``."""
    return [
        f"{finding.rule} {finding.message}"
        for finding in found
        if not any(
            finding.rule == one["rule"] and re.search(one["words"], finding.message)
            for one in LISTED
        )
    ]


def main(count: int) -> int:
    """Print a table by kind; 1 if under 99 % were found or a sound report was blamed."""
    trials = [trial(number) for number in range(count)]
    found, all_of = Counter(t.kind for t in trials if t.found), Counter(t.kind for t in trials)
    print("| 错误 | 植入 | 查出 |\n|---|--:|--:|")
    for kind in faults.KINDS:
        print(f"| {kind} | {all_of[kind]} | {found[kind]} |")
    print(f"| 合计 | {count} | {found.total()} |")
    for one in trials:
        if not one.found:
            print(f"没有查出 {one.number} {one.kind}：{one.change}", file=sys.stderr)
        for text in one.unlisted:
            print(f"原件 {one.number}：{text}", file=sys.stderr)
    return int(found.total() < 0.99 * count or any(one.unlisted for one in trials))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
