"""Known random tables through every layout with every damage: no cell may come out wrong."""

import os
from collections import Counter

import pytest

from tests.reading.synthetic import accuracy, layouts, score
from tests.reading.synthetic.damage import Damage
from tests.reading.synthetic.layouts import DAMAGES, LAYOUTS
from tests.reading.synthetic.texts import Rendering

# Two damages for each layout; another number tries other pairs of the 1,100.
ROTATION = int(os.environ.get("MINGBAI_TEST_ROTATION", "0"))
SAMPLE: list[tuple[Rendering, Damage]] = [
    (rendering, DAMAGES[(3 * place + half + ROTATION) % len(DAMAGES)])
    for place, rendering in enumerate(LAYOUTS)
    for half in (0, len(DAMAGES) // 2)
]
MANY = 200  # random tables of each form through each layout


def _names(pair: tuple[Rendering, Damage]) -> str:
    return f"{layouts.name_of(pair[0])}-{pair[1].__name__}"


def test_there_are_layouts_enough() -> None:
    assert len(LAYOUTS) >= 40
    assert len({layouts.name_of(rendering) for rendering in LAYOUTS}) == len(LAYOUTS)


@pytest.mark.parametrize("pair", SAMPLE, ids=map(_names, SAMPLE))
def test_no_cell_is_wrong(pair: tuple[Rendering, Damage]) -> None:
    rendering, harm = pair
    counts: Counter[str] = Counter()
    for form in accuracy.FORMS:
        seed = accuracy.seed_of(_names(pair), ROTATION)
        own, wrong = score.run(seed, form, harm, rendering)
        assert wrong == []
        counts += own
    if layouts.loses_nothing(rendering, harm):
        cells = sum(counts[outcome] for outcome in accuracy.OUTCOMES)
        assert counts["right"] >= 0.99 * cells, counts


@pytest.mark.long
@pytest.mark.parametrize("rendering", LAYOUTS, ids=map(layouts.name_of, LAYOUTS))
def test_no_cell_passed_as_certain_is_wrong_over_many_tables(rendering: Rendering) -> None:
    _, counts, wrong = accuracy.measure(rendering, MANY)
    assert counts["wrong and sure"] == 0, wrong
    assert counts["whole right"] >= 0.99 * counts["whole cells"]
