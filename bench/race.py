"""Interleaved runs: every database and contestant in turn, round after round."""

from typing import TypeVar

from bench import plan
from bench.places import Place, Places
from bench.spread import Spread, spread
from bench.workers import Worker

T = TypeVar("T")
# Per place: contestant → its runs, the reference first.
Results = dict[Place, dict[str, Spread]]


def race(benchmark: plan.Benchmark, places: Places) -> Results:
    """All contestants on all places; what disturbs the machine for a while meets all alike.

    Raises ``Failed`` when one of them cannot be run.
    """
    engines = [engine for engine in places.engines if engine in benchmark.engines]
    where = [
        Place(engine, benchmark.data, size) for size in plan.sizes(benchmark) for engine in engines
    ]
    workers: dict[Place, Worker] = {}
    try:
        for place in where:
            workers[place] = places.open(place)
        seconds = _run(benchmark, workers)
    finally:
        for worker in workers.values():
            worker.close()
    return {
        place: {name: spread(runs) for name, runs in by_name.items()}
        for place, by_name in seconds.items()
    }


def _run(
    benchmark: plan.Benchmark, workers: dict[Place, Worker]
) -> dict[Place, dict[str, list[float]]]:
    where = list(workers)
    names = {place: workers[place].ask("prepare", benchmark=benchmark.name) for place in where}
    seconds: dict[Place, dict[str, list[float]]] = {
        place: {name: [] for name in names[place]} for place in where
    }
    for number in range(plan.ROUNDS or benchmark.rounds):
        for place in _turned(where, number):
            for name in _turned(names[place], number):
                took = workers[place].ask("measure", contestant=name)
                seconds[place][name].append(took)
    return seconds


def _turned(items: list[T], by: int) -> list[T]:
    """The items beginning elsewhere each round, so that none always runs after the same one."""
    start = by % len(items)
    return items[start:] + items[:start]
