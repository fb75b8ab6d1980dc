"""What both layouts share: widths of columns, room at the signature."""

from mingbai.documents.paper import Paper, Part

FORM, DOUBLE = (5.2, 13.0), (4.2, 7.8)  # relative widths of columns of labels and of facts
LINE, INSET = 36.5, 1.2  # 小四 characters on a line of 版心, and those the edges of a cell take
TIED = 300  # characters of a last paragraph that stays with the signature


def widths(part: Part) -> list[float]:
    """Relative widths of a table's columns: a form by its labels, a list by its contents."""
    columns = part.columns
    if not part.listing:
        return list((FORM if columns == 2 else DOUBLE * columns)[:columns])
    natural = [2.0] * columns
    for row in part.rows:
        for place, cell in enumerate(row.cells):
            longest = max((measure(line) for line in cell.split("\n")), default=0)
            natural[place] = max(natural[place], longest)
    most = LINE
    while most > 2 and sum(min(width, most) + INSET for width in natural) > LINE:
        most -= 0.5
    return [min(width, most) + INSET for width in natural]


def signature(paper: Paper) -> tuple[float, float]:
    """Room at the right of 署名 and of 成文日期, in characters: the date is set in by four, the
    organ stands centred above it as far as the page allows (GB/T 9704—2012 7.3.5.1)."""
    wider = (measure(paper.signed_by) - measure(paper.dated)) / 2
    if wider <= 4:
        return 4 - wider, 4.0
    return 0.0, min(wider, 10.0)


def tied(paper: Paper) -> bool:
    """Whether the last paragraph stays on the page of the signature, which is never alone."""
    last = paper.parts[-1] if paper.parts else None
    return last is not None and last.kind != "table" and len(last.text) <= TIED


def measure(text: str) -> float:
    """Width in characters: a letter or digit is half as wide as a 汉字."""
    return sum(0.5 if ord(character) < 0x2000 else 1.0 for character in text)


def is_figure(text: str) -> bool:
    """Whether a cell of a list holds a number, to be set at the right."""
    return bool(text) and text.replace(",", "").replace(".", "").isdigit()
