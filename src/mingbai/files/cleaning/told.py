"""What was taken out of a file, told in words for the officer (DOC-05: each strip is reported)."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_NAMED = 6  # names listed before “等”


@dataclass(frozen=True)
class Strip:
    """One sort of thing taken away: code, words, how many, and where ("" is the whole file)."""

    kind: str
    what: str
    count: int
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}：{self.what}" if self.where else self.what


@dataclass
class Told:
    """Collects what is taken away while a file is cleaned."""

    _counts: dict[tuple[str, str], int] = field(default_factory=dict)
    _names: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, kind: str, count: int = 1, *, where: str = "", name: str = "") -> None:
        """Count one sort of thing; ``kind`` stands in data/strips.toml."""
        if kind not in words():
            raise KeyError(kind)
        if count:
            self._counts[kind, where] = self._counts.get((kind, where), 0) + count
        if name:
            self._names.setdefault((kind, where), []).append(name)

    def take(self, inner: "Told", where: str) -> None:
        """All that was told of a file inside this one."""
        for (kind, place), count in inner._counts.items():
            around = f"{where}{place}"
            self.add(kind, count, where=around)
            self._names.setdefault((kind, around), []).extend(inner._names.get((kind, place), []))

    def strips(self) -> tuple[Strip, ...]:
        """Everything told, one strip per kind and place, in the order of the table of words."""
        order = {kind: place for place, kind in enumerate(words())}
        found = [
            Strip(kind, self._said(kind, where, count), count, where)
            for (kind, where), count in self._counts.items()
        ]
        return tuple(sorted(found, key=lambda strip: (strip.where, order[strip.kind])))

    def _said(self, kind: str, where: str, count: int) -> str:
        names = self._names.get((kind, where), [])
        listed = "、".join(f"“{name}”" for name in names[:_NAMED])
        more = "等" if len(names) > _NAMED else ""
        return words()[kind].format(n=count) + (f"：{listed}{more}" if listed else "")


@cache
def words() -> dict[str, str]:
    """Kind of strip → words with ``{n}`` for the number."""
    path = Path(__file__).parent / "data" / "strips.toml"
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table
