"""The list of an import (迁移清单): a table with one line per page, or a plain folder of texts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from mingbai.files import columns
from mingbai.files.columns import Layout
from mingbai.files.tables import read_table
from mingbai.files.uploads import Upload
from mingbai.records.importing.bodies import KINDS
from mingbai.refusal import Refusal

LONGEST = 20_000  # characters of one cell that are kept


@dataclass(frozen=True)
class Line:
    """One line as it was written: ``values`` by column id, ``bad`` what no reading could mend."""

    number: int
    values: dict[str, str]
    bad: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Listing:
    """All lines, and in words what of the file was not read."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]


@cache
def layout() -> Layout:
    """The columns of a list, from ``records/data/manifest.toml``."""
    path = Path(__file__).parents[1] / "data" / "manifest.toml"
    return columns.layout(columns.load(path), {})


def listed(upload: Upload) -> Listing:
    """The lines of an Excel or CSV list.

    A bad line is named and does not keep the others out.  Raises ``Refusal`` for a file that
    cannot be read, or none of whose columns says what the pages are.
    """
    table = read_table(upload, known=layout().keys)
    matching = layout().match(table.headers)
    if not matching.keys() & {"title", "body", "text", "address"}:
        raise Refusal(
            f"清单里没有认出“标题”“正文文件”“原网址”中的任何一列；表头是：{'、'.join(table.headers)}",
            remedy="请照迁移清单的模板改列名",
        )
    known = set(matching.values())
    unread = [name for place, name in enumerate(table.headers) if name and place not in known]
    notes = [*table.notes, *(f"列“{name}”没有读" for name in unread)]
    lines = [
        Line(
            entry.row.number,
            {name: str(value)[:LONGEST] for name, value in entry.values.items() if value},
            tuple(f"{cell.column}“{cell.value[:40]}”：{cell.reason}" for cell in entry.bad),
        )
        for entry in layout().read(table, matching)
    ]
    return Listing(tuple(lines), tuple(notes))


def folder(names: Sequence[str]) -> Listing:
    """A line for every text among the files; title and date are then read from the text itself."""
    texts = sorted(name for name in names if suffix(name) in KINDS)
    if not texts:
        raise Refusal(
            "没有可以作为正文的文件",
            remedy=f"正文可以是：{'、'.join(f'.{each}' for each in sorted(KINDS))}",
        )
    rest = len(names) - len(texts)
    notes = (f"有 {rest} 个文件不是正文，没有清单说明它们属于哪一篇，没有读",) if rest else ()
    lines = (Line(number, {"body": name}) for number, name in enumerate(texts, start=1))
    return Listing(tuple(lines), notes)


def suffix(name: str) -> str:
    """The extension in lower case, without the dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")
