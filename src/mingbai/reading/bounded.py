"""Reading files of strangers: each in a process of its own, bounded in time and memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.reading.reader import Reading, read_bytes, read_text
from mingbai.reading.workers import Failure, Pool
from mingbai.rules.findings import Finding, Severity

SECONDS = 20.0
MEMORY = 1024**3  # bytes of address space of one process
STARTING = 10.0
ONCE_MORE = "请换用公布页面的网页、Word（.docx）或纯文本，或者分开上传"


@dataclass(frozen=True)
class Item:
    """What to read: the bytes of a file, or pasted text; ``name`` is shown."""

    name: str
    data: bytes | str


def read_all(
    items: Sequence[Item], *, jobs: int = 1, seconds: float = SECONDS, memory: int = MEMORY
) -> Iterator[tuple[int, Reading]]:
    """(place, reading) of every item as they end.  Never raises for what an item holds.

    ``seconds`` is the time and ``memory`` the bytes for each; what takes more comes back as
    unreadable, with a finding saying why.
    """
    pool: Pool[Item, Reading] = Pool(
        read_one, jobs=jobs, seconds=seconds, memory=memory, starting=STARTING
    )
    for place, result in pool.run(items):
        if isinstance(result, Failure):
            yield place, _not_read(items[place].name, result, seconds)
        else:
            yield place, result


def read_one(item: Item) -> Reading:
    """Read one item; runs in the process of the pool."""
    if isinstance(item.data, str):
        return read_text(item.data, name=item.name)
    return read_bytes(item.data, name=item.name)


def _not_read(name: str, failure: Failure, seconds: float) -> Reading:
    reasons = {
        Failure.TIME: f"超过{seconds:g}秒没有读完",
        Failure.MEMORY: "所需内存太多",
        Failure.CRASH: "读的时候程序出错",
    }
    finding = Finding("READ-FILE", Severity.ERROR, f"读不了：{reasons[failure]}", hint=ONCE_MORE)
    return Reading(name, readable=False, complete=False, findings=(finding,))
