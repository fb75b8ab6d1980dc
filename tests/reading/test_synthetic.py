"""Known tables through every layout with every damage: nothing wrong is reported as certain."""

from collections import Counter

import pytest

from tests.reading.synthetic import damage, pages, prints, score, texts, words
from tests.reading.synthetic.damage import Damage
from tests.reading.synthetic.texts import Rendering

BORDERED = (*texts.BORDERED, *pages.BORDERED, *words.BORDERED, *prints.BORDERED)
LINED = (*texts.LOOSE, *pages.LOOSE)
DAMAGES = (*damage.EVERYWHERE, *damage.WITH_BORDERS)
PAIRS: list[tuple[Rendering, Damage]] = [
    *((r, d) for r in BORDERED for d in DAMAGES),
    *((r, d) for r in (*LINED, *texts.WITHOUT_BORDERS) for d in DAMAGES),
    *((r, damage.none) for r in prints.NARROW),
]


def _loses_nothing(rendering: Rendering, harm: Damage) -> bool:
    """Whether every cell still stands in the file: then 99 of 100 must be read."""
    return rendering in BORDERED or (rendering in LINED and harm in damage.EVERYWHERE)


def _names(pair: tuple[Rendering, Damage]) -> str:
    rendering, harm = pair
    return f"{rendering.__module__.rpartition('.')[2]}.{rendering.__name__}-{harm.__name__}"


@pytest.mark.parametrize("pair", PAIRS, ids=map(_names, PAIRS))
def test_no_cell_is_wrong(pair: tuple[Rendering, Damage]) -> None:
    rendering, harm = pair
    counts: Counter[str] = Counter()
    for format_id in ("2019", "2021"):
        own, wrong = score.run(hash_of(pair), format_id, harm, rendering)
        assert wrong == []
        counts += own
    if _loses_nothing(rendering, harm):
        assert counts["right"] >= 0.99 * sum(counts.values()), counts


def hash_of(pair: tuple[Rendering, Damage]) -> int:
    """A seed that differs from pair to pair and stays the same from run to run."""
    return sum(ord(char) * (i + 1) for i, char in enumerate(_names(pair)))


@pytest.mark.long
@pytest.mark.parametrize("pair", PAIRS, ids=map(_names, PAIRS))
def test_no_cell_is_wrong_over_many_tables(pair: tuple[Rendering, Damage]) -> None:
    rendering, harm = pair
    for seed in range(12):
        for format_id in ("2019", "2021"):
            _, wrong = score.run(hash_of(pair) + 104_729 * (seed + 1), format_id, harm, rendering)
            assert wrong == []
