"""What both layouts share: lines of the title, widths of columns, room at the signature."""

from mingbai.documents.paper import Paper, Part

TITLE_CHARS = 18  # 二号字一行约二十字；标题按机关名与文种分行，不把词拆开
LABEL, WIDE = 4.0, 14.0  # relative widths of a column of labels and of one to write in
MARK = "草稿"


def title_lines(paper: Paper) -> list[str]:
    """The title in one line, or after the organ's name in two (no word is cut)."""
    rest = paper.title.removeprefix(paper.organ)
    if len(paper.title) <= TITLE_CHARS or rest == paper.title:
        return [paper.title]
    return [paper.organ, rest]


def widths(part: Part) -> list[float]:
    """Relative widths of a table's columns: a form by its labels, a list by its contents."""
    columns = max(len(row.cells) for row in part.rows)
    if not part.rows[0].head:
        return ([LABEL, WIDE] if columns == 2 else [LABEL, 5.0] * columns)[:columns]
    found = [1.0] * columns
    for row in part.rows:
        for place, cell in enumerate(row.cells):
            longest = max((measure(line) for line in cell.split("\n")), default=0)
            found[place] = max(found[place], min(longest, 14.0))
    return [width + 1 for width in found]


def label(part: Part, row: int, column: int) -> bool:
    """Whether a cell is a label: the head of a list, every second cell of a form."""
    if part.rows[0].head:
        return part.rows[row].head
    return column % 2 == 0


def signature(paper: Paper) -> tuple[float, float]:
    """Room at the right of 署名 and of 成文日期, in characters: the date is set in by four, the
    organ stands centred above it as far as the page allows (GB/T 9704—2012 7.3.5.1)."""
    wider = (measure(paper.signed_by) - measure(paper.dated)) / 2
    if wider <= 4:
        return 4 - wider, 4.0
    return 0.0, min(wider, 10.0)


def measure(text: str) -> float:
    """Width in characters: a letter or digit is half as wide as a 汉字."""
    return sum(0.5 if ord(character) < 0x2000 else 1.0 for character in text)


def is_figure(text: str) -> bool:
    """Whether a cell of a list holds a number, to be set at the right."""
    return bool(text) and text.replace(",", "").replace(".", "").isdigit()
