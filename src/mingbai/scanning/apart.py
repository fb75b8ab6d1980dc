"""Files of strangers scanned in a process of its own: a crash or a hang costs one file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingbai.reading.workers import Failure, Pool
from mingbai.scanning.bounds import SECONDS
from mingbai.scanning.scanner import Scan, masked_path, scan_path

MEMORY = 3 * 1024**3
REASONS = {
    Failure.TIME: f"超过{SECONDS:g}秒没有检查完",
    Failure.MEMORY: "所需内存太多",
    Failure.CRASH: "检查时程序出错",
}


@dataclass(frozen=True)
class Item:
    """A file to scan and the day for ages."""

    path: str
    today: date


def scan_all(paths: Sequence[str], *, today: date) -> Iterator[Scan]:
    """The scans of the files in the order given; what fails comes back as unreadable."""
    items = [Item(path, today) for path in paths]
    pool: Pool[Item, Scan] = Pool(scan_one, jobs=1, seconds=SECONDS + 10, memory=MEMORY)
    for place, result in pool.run(items):
        if isinstance(result, Failure):
            reason = f"{REASONS[result]}。请拆成较小的文件，或者另存一份"
            shown = masked_path(items[place].path, today=today)
            yield Scan(shown, readable=False, reason=reason)
        else:
            yield result


def scan_one(item: Item) -> Scan:
    """Scan one file; runs in the process of the pool."""
    return scan_path(Path(item.path), today=item.today)
