"""A bar with counts on the terminal (standard error); nothing when that is piped away."""

import shutil
import sys

from mingbai.reading.glyphs import columns

WIDTH = 24


class Progress:
    """How far a run is: ``step`` after each item, ``clear`` before other output."""

    def __init__(self, total: int, *, shown: bool | None = None) -> None:
        self._total = total
        self._done = 0
        self._counts: dict[str, int] = {}
        self._shown = sys.stderr.isatty() if shown is None else shown

    def step(self, word: str, name: str) -> None:
        """One more item is done; ``word`` is the count it belongs to."""
        self._done += 1
        self._counts[word] = self._counts.get(word, 0) + 1
        if self._shown:
            self._draw(name)

    def clear(self) -> None:
        """Take the bar off the line."""
        if self._shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def _draw(self, name: str) -> None:
        full = WIDTH * self._done // max(self._total, 1)
        counts = " ".join(f"{word}{count}" for word, count in self._counts.items())
        line = f"[{'█' * full}{'·' * (WIDTH - full)}] {self._done}/{self._total} {counts} {name}"
        sys.stderr.write(f"\r{_cut(line, shutil.get_terminal_size().columns - 1)}\033[K")
        sys.stderr.flush()


def _cut(line: str, width: int) -> str:
    """As much of the line as the terminal holds; control characters of a file name left out."""
    kept, used = [], 0
    for character in line:
        if not character.isprintable():
            continue
        used += columns(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept)
