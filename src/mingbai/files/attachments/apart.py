"""Work on a stranger's bytes in a process apart, bounded in time and memory (UPL-03, UPL-06)."""

from collections.abc import Callable
from typing import TypeVar

from mingbai.files.attachments.packages import refusal
from mingbai.reading.workers import Failure, Pool

SECONDS, MEMORY, STARTING = 20.0, 1536 * 1024**2, 15.0

Item = TypeVar("Item")
Result = TypeVar("Result")


def call(
    function: Callable[[Item], Result], item: Item, *, failing: str, memory: int = MEMORY
) -> Result:
    """The result of a module's own function. Raises ``Refusal`` with ``failing`` without one."""
    pool: Pool[Item, Result] = Pool(
        function, jobs=1, seconds=SECONDS, memory=memory, starting=STARTING
    )
    for _, found in pool.run([item]):
        if not isinstance(found, Failure):
            return found
    raise refusal(failing)
