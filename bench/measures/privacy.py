"""Looking for personal data in running text: megabytes a second."""

from random import Random

from bench import plan
from bench.measures import Contestants
from mingbai.rules.privacy.runs import STRETCH
from mingbai.scanning.scanner import scan_bytes
from tests.scanning.planted import negatives
from tests.scanning.planted.measure import TODAY


def contestants() -> Contestants:
    """The search for digits alone; all detectors."""
    rng = Random(1)  # noqa: S311 (a reproducible sample, not a secret)
    parts: list[bytes] = []
    while sum(map(len, parts)) < plan.MEGABYTES * 1_000_000:
        line = negatives.harmless(rng) if rng.random() < 0.05 else negatives.reading(rng)
        parts.append(line.encode() + b"\n")
    data = b"".join(parts)

    def digits() -> None:
        for _ in STRETCH.finditer(data.decode()):
            pass

    def scanned() -> None:
        scan_bytes(data, name="a.txt", today=TODAY)

    return {"参照：只找成串的数字": digits, "全部检查": scanned}
