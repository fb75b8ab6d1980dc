"""One error in a sound report is found, whatever its kind; a sound report is not blamed."""

import pytest

from tests.reading.planted import faults
from tests.reading.planted.trial import trial
from tests.reading.test_synthetic import ROTATION

FEW, MANY = 42, 1000
SAMPLE = range(ROTATION * FEW, (ROTATION + 1) * FEW)


@pytest.mark.parametrize("number", SAMPLE)
def test_the_planted_error_is_found_and_the_original_is_not_blamed(number: int) -> None:
    one = trial(number)
    assert one.unlisted == ()
    assert one.found, f"{one.kind}：{one.change}"


@pytest.mark.long
def test_99_of_100_planted_errors_are_found() -> None:
    trials = [trial(number) for number in range(MANY)]
    assert [text for one in trials for text in one.unlisted] == []
    assert {one.kind for one in trials} == set(faults.KINDS)
    assert sum(one.found for one in trials) >= 0.99 * MANY
