"""Text, rows and shapes that a Word document holds and does not show."""

from mingbai.files.cleaning.office.markup import Element, local, name, remove
from mingbai.files.cleaning.told import Told
from mingbai.files.cleaning.word.revisions import remove_rows
from mingbai.files.cleaning.word.styles import Hiding, style_of, switched

_PLUMBING = frozenset({"rPr", "fldChar", "instrText"})  # fields are dealt with as fields


def remove_hidden(root: Element, hiding: Hiding, told: Told) -> None:
    """Take out what is hidden of one part."""
    told.add("hidden_table_rows", _rows(root))
    count = 0
    for paragraph in list(root.iter(name("w:p"))):
        count += _paragraph(paragraph, hiding)
    told.add("hidden_text", count)


def _rows(root: Element) -> int:
    gone = [row for row in root.iter(name("w:tr")) if switched(_row_properties(row), "w:hidden")]
    return remove_rows(gone)


def _row_properties(row: Element) -> Element | None:
    return row.find(name("w:trPr"))


def _paragraph(paragraph: Element, hiding: Hiding) -> int:
    """The hidden stretches of one paragraph taken out; how many."""
    style = style_of(paragraph)
    count, before = 0, False
    for run in list(paragraph.iter("{*}r")):
        if _owner(run) is not paragraph:
            continue
        hidden = hiding.run(run, style) and _empty(run)
        count += hidden and not before
        before = hidden
    mark = paragraph.find(f"{name('w:pPr')}/{name('w:rPr')}")
    if count and switched(mark, "w:vanish") and not _shows(paragraph):
        _remove_paragraph(paragraph)
    return count


def _owner(run: Element) -> Element | None:
    """The paragraph a run belongs to; a text box inside it has paragraphs of its own."""
    return next((e for e in run.iterancestors() if e.tag == name("w:p")), None)


def _empty(run: Element) -> bool:
    """Take out what a run shows; whether there was anything."""
    gone = [child for child in run if local(child) not in _PLUMBING]
    for child in gone:
        remove(child)
    if all(local(child) == "rPr" for child in run):
        remove(run)
    return bool(gone)


def _shows(paragraph: Element) -> bool:
    return any(local(child) != "rPr" for run in paragraph.iter("{*}r") for child in run)


def _remove_paragraph(paragraph: Element) -> None:
    """A paragraph that held only hidden text, where the document stays whole without it."""
    following = paragraph.getnext()
    keeps_section = paragraph.find(f"{name('w:pPr')}/{name('w:sectPr')}") is not None
    if following is not None and following.tag == name("w:p") and not keeps_section:
        remove(paragraph)
