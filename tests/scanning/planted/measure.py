"""Recall and precision on planted values: ``python -m tests.scanning.planted.measure [N]``."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from mingbai.rules.privacy import Kind
from mingbai.scanning.scanner import scan_bytes
from tests.scanning.planted import hiding, values
from tests.scanning.planted.hiding import Hiding

TODAY = date(2026, 11, 23)
# Kind, how the value is made, the words before it, the ways it is hidden.
KINDS: tuple[tuple[Kind, Callable[[Random], str], tuple[str, ...], tuple[Hiding, ...]], ...] = (
    (Kind.ID_CARD, values.identity, ("身份证号：", "证件号码 ", "张某，", "户主\t"), hiding.TWELVE),
    (Kind.MOBILE, values.mobile, ("手机：", "电话 ", "本人"), hiding.OF_OTHERS),
    (Kind.BANK_CARD, values.card, ("卡号：", "开户行农商行，账号", "一卡通"), hiding.OF_OTHERS),
    (Kind.ADDRESS, values.address, ("家住", "住址：", "现住"), ()),
)


@dataclass(frozen=True)
class Score:
    """planted, found of them, and hits that nobody planted; bytes and seconds of the scan."""

    planted: Counter[str]
    found: Counter[str]
    false: Counter[str]
    size: int
    seconds: float

    def recall(self, name: str) -> float:
        return self.found[name] / self.planted[name]

    def precision(self, kind: Kind) -> float:
        return self.found[kind] / max(self.found[kind] + self.false[kind], 1)


@dataclass(frozen=True)
class Plant:
    """A kind planted by a way of hiding, and the text that holds it."""

    kind: Kind
    way: str
    text: str


def plants(rng: Random) -> Iterator[Plant]:
    """One value of every kind, plain and in every way of hiding."""
    for kind, make, before, ways in KINDS:
        for way in (None, *ways):
            number = make(rng)
            if way is hiding.crosses:
                while not number.endswith("X"):
                    number = make(rng)
            shown = way(rng, number) if way else number
            words = before[0] if way is hiding.old_form else rng.choice(before)
            yield Plant(kind, way.__name__ if way else "plain", f"{words}{shown}。")


def run(seed: int, rounds: int) -> Score:
    """Each plant in a document of its own among harmless lines, in a text or a web page."""
    rng = Random(seed)  # noqa: S311 (a reproducible sample, not a secret)
    planted, found, false = Counter[str](), Counter[str](), Counter[str]()
    size, seconds = 0, 0.0
    for _ in range(rounds):
        for plant in plants(rng):
            data, name = document(rng, plant)
            began = time.perf_counter()
            scan = scan_bytes(data, name=name, today=TODAY)
            seconds += time.perf_counter() - began
            size += len(data)
            hits = [f.kind for f in scan.findings if f.kind in {kind for kind, *_ in KINDS}]
            key = f"{plant.kind}/{plant.way}"
            planted.update((plant.kind, key))
            if plant.kind in hits:
                found.update((plant.kind, key))
                hits.remove(plant.kind)
            false.update(hits)
    return Score(planted, found, false, size, seconds)


def document(rng: Random, plant: Plant) -> tuple[bytes, str]:
    """The bytes and the name of a file with one plant."""
    lines = [values.harmless(rng) for _ in range(rng.randint(2, 12))]
    lines.insert(rng.randrange(len(lines) + 1), f"\n{plant.text}\n")
    if plant.way == "tags":
        return "".join(f"<p>{line}</p>" for line in lines).encode(), "page.html"
    return "\n".join(lines).encode(), "text.txt"


def main(rounds: int) -> None:
    """Print recall of every way, precision of every kind."""
    score = run(1, rounds)
    for key in sorted(score.planted):
        if "/" in key:
            print(
                f"{key:24} {score.found[key]:6} / {score.planted[key]:6}  {score.recall(key):.4f}"
            )
    for kind, *_ in KINDS:
        print(f"{kind:12} recall {score.recall(kind):.4f}  precision {score.precision(kind):.4f}")
    print(f"{score.size / 1e6 / score.seconds:.1f} MB/s in documents of {score.size} bytes in all")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
