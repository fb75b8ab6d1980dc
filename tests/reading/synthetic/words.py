"""Word layouts: vMerge and gridSpan, repeated labels, content controls, tracked changes."""

import io
import zipfile
from random import Random
from xml.sax.saxutils import escape

from tests.reading.synthetic.cases import Case, Cell, Table
from tests.reading.synthetic.texts import HEADS, Rendering, closing, opening

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def _paragraph(text: str, extra: str = "") -> str:
    middle = len(text) // 2
    runs = "".join(
        f"<w:r><w:t>{escape(part)}</w:t></w:r>" for part in (text[:middle], text[middle:])
    )
    return f"<w:p>{runs}{extra}</w:p>"


def _table(table: Table, extra: str = "") -> str:
    rows = []
    busy: dict[int, tuple[int, int]] = {}  # column → rows left, width
    for row in table.rows:
        cells, column = "", 0
        waiting = list(row)
        while waiting or busy.get(column, (0, 0))[0]:
            left, width = busy.get(column, (0, 0))
            if left:
                busy[column] = (left - 1, width)
                cells += _cell("", width, "<w:vMerge/>", "")
                column += width
                continue
            cell = waiting.pop(0)
            if cell.height > 1:
                busy[column] = (cell.height - 1, cell.width)
            merge = '<w:vMerge w:val="restart"/>' if cell.height > 1 else ""
            cells += _cell(cell.text, cell.width, merge, extra if cell.id else "")
            column += cell.width
        rows.append(f"<w:tr>{cells}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _cell(text: str, width: int, merge: str, extra: str) -> str:
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(text, extra)}</w:tc>"


def _file(case: Case, tables: list[str], namespace: str = SPACE) -> bytes:
    parts = [_paragraph(text) for text in opening(case)]
    for table, text in zip(case.tables, tables, strict=True):
        parts += [_paragraph(HEADS[table.name]), text]
    parts += [_paragraph(text) for text in closing()]
    return packed("".join(parts), namespace)


def packed(content: str, namespace: str = SPACE) -> bytes:
    """A Word file with this body."""
    body = f'<w:document xmlns:w="{namespace}"><w:body>{content}</w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", '<?xml version="1.0" encoding="UTF-8"?>' + body)
    return stream.getvalue()


def merged(rng: Random, case: Case) -> bytes:
    """Merged as the official form."""
    return _file(case, [_table(table) for table in case.tables])


def strict(rng: Random, case: Case) -> bytes:
    """The strict namespace, tables inside content controls."""
    tables = [f"<w:sdt><w:sdtContent>{_table(t)}</w:sdtContent></w:sdt>" for t in case.tables]
    return _file(case, tables, STRICT)


def tracked(rng: Random, case: Case) -> bytes:
    """Old figures deleted in tracked changes still stand in the file."""
    deleted = "<w:del><w:r><w:delText>77</w:delText></w:r></w:del>"
    return _file(case, [_table(table, deleted) for table in case.tables])


def split(rng: Random, case: Case) -> bytes:
    """Table three broken in two tables without heads in the second."""
    rows = case.tables[1].rows
    at = rng.randint(8, len(rows) - 4)
    rest = [list(row) for row in rows[at:]]
    return _file(
        case,
        [
            _table(case.tables[0]),
            _table(Table("t3", _clipped(rows[:at]))) + _paragraph("") + _table(Table("t3", rest)),
            _table(case.tables[2]),
        ],
    )


def _clipped(rows: list[list[Cell]]) -> list[list[Cell]]:
    return [
        [Cell(c.text, c.width, min(c.height, len(rows) - i), c.id) for c in row]
        for i, row in enumerate(rows)
    ]


BORDERED: tuple[Rendering, ...] = (merged, strict, tracked, split)
