"""The masked copy of a CSV file: fields stay fields, also where one number fills two."""

import csv
import io
from functools import partial

from mingbai.refusal import Refusal
from mingbai.scanning.copies.strip import Copied, Job, Strip
from mingbai.scanning.plain import decode


def write(job: Job) -> Copied:
    """UTF-8 with a mark at the beginning, so that Excel reads it."""
    text = decode(job.data)
    delimiter = max(",;\t", key=text[:20_000].count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise Refusal("CSV 读不了，不能遮盖", remedy="请用 Excel 或 WPS 另存一份") from error
    copied, strip = Copied(), Strip()
    for row in rows:
        for place, cell in enumerate(row):
            shown = cell.replace("\n", "\x0b").replace("\t", " ")
            strip.add(("\t" if place else "") + "")
            strip.add(shown, partial(_put, row, place))
        strip.add("\n")
    strip.mask(job, copied)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    copied.data = out.getvalue().encode("utf-8-sig")
    return copied


def _put(row: list[str], place: int, masked: str) -> None:
    row[place] = masked.replace("\x0b", "\n")
