"""Recall and precision on planted values: ``python -m tests.scanning.planted.measure [ROUNDS]``."""

import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from random import Random

from mingbai.rules.privacy import Finding, Kind, Severity
from mingbai.scanning.scanner import scan_bytes
from tests.scanning.planted.documents import Document, documents

TODAY = date(2026, 11, 23)
PER_ROUND = 35  # documents
# Kind, least recall, least precision: PII-05 and PII-11.
TARGETS: tuple[tuple[Kind, float, float], ...] = (
    (Kind.ID_CARD, 0.999, 0.99),
    (Kind.MOBILE, 0.995, 0.98),
    (Kind.BANK_CARD, 0.98, 0.95),
    (Kind.ADDRESS, 0.85, 0.8),
    (Kind.SENSITIVE_LIST, 0.95, 0.85),
    (Kind.MINOR, 0.95, 0.85),
)
LISTS = (Kind.SENSITIVE_LIST, Kind.MINOR)
MEASURED = frozenset(kind for kind, *_ in TARGETS)


def _counts(finding: Finding) -> bool:
    """Neither a hint at a whole column nor an informative finding (an office's door)."""
    told = finding.severity is Severity.INFO or "整列" in finding.masked
    return finding.kind in MEASURED and not told


@dataclass
class Score:
    """planted, found of them, and findings that nobody planted; by kind, way and carrier."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: list[Document] = field(default_factory=list)
    wrong: list[tuple[Document, Kind]] = field(default_factory=list)

    def recall(self, name: str) -> float:
        """Found of the planted."""
        return self.found[name] / self.planted[name]

    def precision(self, kind: Kind) -> float:
        """Planted of the found."""
        return self.found[kind] / max(self.found[kind] + self.false[kind], 1)

    def take(self, document: Document, findings: tuple[Finding, ...]) -> None:
        """Count one document; a value found twice in it is found once."""
        kinds = [
            kind for kind, _ in dict.fromkeys((f.kind, f.masked) for f in findings if _counts(f))
        ]
        expected = [document.kind] if document.kind else []
        expected += [Kind.MINOR] if document.minor else []
        for kind in expected:
            keys = (kind, f"{kind}/{document.way}", f"{kind} in {document.carrier}")
            self.planted.update(keys)
            if kind in kinds:
                self.found.update(keys)
                kinds.remove(kind)
            else:
                self.missed.append(document)
        if document.kind in LISTS:  # one list may be both, and be found in parts
            kinds = [kind for kind in kinds if kind not in LISTS]
        self.false.update(kinds)
        self.wrong += ((document, kind) for kind in kinds)


def run(seed: int, rounds: int) -> Score:
    """The score of so many rounds of documents, the same for the same seed."""
    rng = Random(seed)  # noqa: S311 (a reproducible sample, not a secret)
    score = Score()
    for document in documents(rng, rounds):
        scan = scan_bytes(document.data, name=document.name, today=TODAY)
        score.take(document, scan.findings)
    return score


def main(rounds: int) -> None:
    """Print recall of every way and carrier, precision of every kind."""
    score = run(1, rounds)
    for key in sorted(score.planted):
        if key not in MEASURED:
            print(f"{key:40} {score.found[key]:6} / {score.planted[key]:6}")
    for kind, *least in TARGETS:
        got = f"recall {score.recall(kind):.4f}  precision {score.precision(kind):.4f}"
        print(f"{kind:15} {got}  wanted {least}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
