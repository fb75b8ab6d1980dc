"""A crash, a hang or too much memory costs one item, not the run."""

import sys
from itertools import count

import pytest

from mingbai.reading.workers import Failure, Pool

CRASH = "__import__('os')._exit(3)"
HANG = "__import__('time').sleep(60)"
FAULT = "1 / 0"
GREEDY = "len(bytearray(8 * 1024 ** 3))"


def results(expressions: list[str], *, jobs: int, seconds: float = 20) -> list[object]:
    """eval stands for the reader: the text decides what happens to the process."""
    pool: Pool[str, object] = Pool(eval, jobs=jobs, seconds=seconds)
    return [result for _, result in sorted(pool.run(expressions), key=lambda pair: pair[0])]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_crash_or_a_fault_costs_one_item(jobs: int) -> None:
    found = results(["1", CRASH, "2", FAULT, "3"], jobs=jobs)
    assert found == [1, Failure.CRASH, 2, Failure.CRASH, 3]


def test_a_hang_is_ended_and_the_rest_goes_on() -> None:
    # "1" first, so that the process is up and the hang has its own second only.
    assert results(["1", HANG, "2"], jobs=1, seconds=1) == [1, Failure.TIME, 2]


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 能限制进程的内存")
def test_too_much_memory_is_said() -> None:
    assert results([GREEDY, "2"], jobs=1) == [Failure.MEMORY, 2]


def test_results_come_one_by_one() -> None:
    """The consumer may stop early; the processes end with it."""
    pool: Pool[str, object] = Pool(eval, jobs=2, seconds=20)
    running = pool.run([str(n) for n, _ in zip(count(), range(50), strict=False)])
    index, result = next(running)
    assert result == index
    running.close()
