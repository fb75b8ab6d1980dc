"""CSV as offices have it: UTF-8 or GBK, comma, tab or semicolon."""

import csv
import io

from mingbai.files.cells import Cell
from mingbai.files.sheet import MAX_COLUMNS, MAX_ROWS, Grid
from mingbai.files.text import tidy
from mingbai.refusal import Refusal

DELIMITERS = {",": "逗号", "\t": "制表符", ";": "分号", "，": "全角逗号"}
_SAMPLE_LINES = 20
_FIELD_LIMIT = 32_767  # 与Excel单元格相同


def read(content: bytes) -> tuple[Grid, str]:
    """The grid, and the encoding in words. Raises ``Refusal`` for what is not such a text."""
    text, encoding = _decoded(content)
    delimiter = _delimiter(text)
    grid = Grid()
    csv.field_size_limit(_FIELD_LIMIT)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for values in lines:
            _add(grid, lines.line_num, values)
    except csv.Error:
        raise Refusal(
            f"第{lines.line_num}行附近的引号不成对，或一格超过{_FIELD_LIMIT}字",
            remedy="请用Excel打开核对，另存为CSV或.xlsx后再上传",
        ) from None
    return grid, f"{encoding}，以{DELIMITERS[delimiter]}分隔"


def _add(grid: Grid, number: int, values: list[str]) -> None:
    cells: list[Cell] = [value if tidy(value) else None for value in values]
    while cells and cells[-1] is None:
        cells.pop()
    if not cells:
        return
    if len(cells) > MAX_COLUMNS or len(grid.rows) > MAX_ROWS:
        raise Refusal(f"文件超过{MAX_ROWS}行或{MAX_COLUMNS}列", remedy="请把台账按年分成几个文件")
    grid.rows[number] = cells


def _decoded(content: bytes) -> tuple[str, str]:
    tries = [("utf-8-sig", "UTF-8"), ("gb18030", "GBK")]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = [("utf-16", "UTF-16")]
    for codec, words in tries:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, words
    raise Refusal(
        "文字编码无法识别，不是UTF-8，也不是GBK",
        remedy="请用Excel打开核对，另存为.xlsx后再上传",
    )


def _delimiter(text: str) -> str:
    """The separator that splits the first lines into the most columns, most evenly."""
    sample = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        except csv.Error:
            return (0, 0)
        wide = [width for width in widths if width > 1]
        usual = max(set(wide), key=wide.count) if wide else 0
        return (wide.count(usual), usual)

    return max(DELIMITERS, key=evenness)
