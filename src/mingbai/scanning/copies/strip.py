"""Pieces of text that are masked together, each put back where it came from."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from mingbai.rules.privacy import Policy
from mingbai.rules.privacy.masked import masked_text
from mingbai.scanning.bounds import Bounds

VALUES = "已遮盖的号码和住址"


@dataclass(frozen=True)
class Job:
    """A file to copy."""

    data: bytes
    name: str
    bounds: Bounds
    today: date
    policy: Policy


@dataclass
class Copied:
    """The copy, what was done, and the values that must be gone."""

    data: bytes = b""
    counts: Counter[str] = field(default_factory=Counter)
    hidden: set[str] = field(default_factory=set, repr=False)


@dataclass
class Strip:
    """Text that grows; a piece with a setter gets its masked text back, which is as long."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    owners: list[tuple[int, int, Callable[[str], None]]] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)

    def add(
        self, text: str, setter: Callable[[str], None] | None = None, *, number: bool = False
    ) -> None:
        """Append a piece; ``number``: a cell that Excel keeps as a number (PII-03)."""
        end = self.length + len(text)
        if setter is not None:
            self.owners.append((self.length, end, setter))
        if number:
            self.numbers.append((self.length, end))
        self.parts.append(text)
        self.length = end

    def mask(self, job: Job, copied: Copied) -> None:
        """Mask all pieces as one text and hand the changed ones back."""
        text = "".join(self.parts)
        made = masked_text(text, job.today, job.policy, self.numbers)
        copied.counts[VALUES] += made.count
        copied.hidden |= made.hidden
        if made.count:
            for start, end, setter in self.owners:
                if made.text[start:end] != text[start:end]:
                    setter(made.text[start:end])
