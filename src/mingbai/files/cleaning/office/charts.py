"""Charts that point at what is gone keep the numbers they show, as numbers."""

from collections.abc import Callable

from mingbai.files.cleaning.office.markup import Element, local, new_inside, remove

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def fix(chart: Element, touches: Callable[[str], bool]) -> int:
    """Replace references that touch what is gone by the values stored with them; how many."""
    count = 0
    for formula in list(chart.iter()):
        if local(formula) != "f" or not touches(formula.text or ""):
            continue
        count += 1
        reference = formula.getparent()
        if formula.tag == f"{{{C}}}f" and reference is not None:
            _as_values(reference)
        else:
            formula.text = "#REF!"
    return count


def remove_filtered(chart: Element) -> int:
    """Series that were taken out of the chart's view are kept in extensions; how many."""
    found = [e for e in chart.iter() if local(e).startswith("filtered")]
    for element in found:
        around = next((e for e in element.iterancestors() if local(e) == "ext"), None)
        remove(element if around is None else around)
    return len(found)


def _as_values(reference: Element) -> None:
    holder = reference.getparent()
    if holder is None:
        return
    if local(holder) == "tx":
        _as_title(holder, reference)
        return
    cache = next((e for e in reference if local(e).endswith("Cache")), None)
    literal = "numLit" if local(reference) == "numRef" else "strLit"
    made = reference.makeelement(f"{{{C}}}{literal}")
    if cache is not None:
        level = cache.find(f"{{{C}}}lvl")
        for child in list(cache if level is None else level):
            if local(child) in ("formatCode", "ptCount", "pt"):
                made.append(child)
    reference.addprevious(made)
    remove(reference)


def _as_title(holder: Element, reference: Element) -> None:
    """The name of a series, or a title."""
    text = "".join(v.text or "" for v in reference.iter(f"{{{C}}}v"))
    parent = holder.getparent()
    remove(reference)
    if parent is not None and local(parent) == "ser":
        new_inside(holder, f"{{{C}}}v").text = text
        return
    rich = new_inside(holder, f"{{{C}}}rich")
    new_inside(rich, f"{{{A}}}bodyPr")
    run = new_inside(new_inside(rich, f"{{{A}}}p"), f"{{{A}}}r")
    new_inside(run, f"{{{A}}}t").text = text
