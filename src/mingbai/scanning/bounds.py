"""What one file may cost: bytes unpacked, entries, archives inside archives, time (UPL-05)."""

import time
from dataclasses import dataclass, field

from mingbai.refusal import Refusal

MEGABYTE = 1024 * 1024
LARGEST = 100 * MEGABYTE
MOST_UNPACKED = 500 * MEGABYTE
MOST_ENTRIES = 2_000
MOST_RATIO = 100
DEEPEST = 3
SECONDS = 120.0
RULE = "标准 UPL-05"
APART = "请解开后逐个检查，或者拆成较小的文件"


@dataclass
class Bounds:
    """The budget of one file and all that it holds; every use is counted."""

    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    unpacked: int = MOST_UNPACKED
    entries: int = MOST_ENTRIES

    def unpack(self, size: int) -> None:
        """Count bytes.  Raises Refusal when the budget is used up."""
        self.unpacked -= size
        if self.unpacked < 0:
            limit = MOST_UNPACKED // MEGABYTE
            raise Refusal(f"文件展开后超过{limit}MB", article=RULE, remedy=APART)

    def enter(self, count: int) -> None:
        """Count entries of an archive.  Raises Refusal when there are too many."""
        self.entries -= count
        if self.entries < 0:
            raise Refusal(f"压缩包里的文件超过{MOST_ENTRIES}个", article=RULE, remedy=APART)

    def check_time(self) -> None:
        """Raises Refusal when the time is over."""
        if time.monotonic() > self.until:
            raise Refusal(f"文件太复杂，{SECONDS:g}秒内没有检查完", article=RULE, remedy=APART)
