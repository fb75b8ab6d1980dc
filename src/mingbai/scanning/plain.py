"""Plain text and tables of commas or tabs."""

import csv
import io
from collections.abc import Iterator

from mingbai.reading.intake import decode as decode_strictly
from mingbai.rules.privacy import Passage
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.pieces import Piece


def pieces(data: bytes, name: str, bounds: Bounds, depth: int) -> Iterator[Piece]:
    """One passage; the fields of a CSV file as cells, so that quotes and commas do not hide."""
    text = decode(data)
    if name.lower().endswith(".csv"):
        text = _cells(text)
    yield Passage("", text)


def decode(data: bytes) -> str:
    """UTF-8 as it is; other encodings by the reader's rules.  Raises Refusal for no text."""
    if b"\x00" not in data:
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            pass
    return decode_strictly(data)


def _cells(text: str) -> str:
    """Rows of cells parted by tabs; a line end inside a cell becomes a vertical tab."""
    delimiter = max(",;\t", key=text[:20_000].count)
    if '"' not in text:
        return text.replace(delimiter, "\t")
    try:
        rows = map("\t".join, csv.reader(io.StringIO(text), delimiter=delimiter))
        return "\n".join(row.replace("\n", "\x0b") for row in rows)
    except csv.Error:
        return text
