"""Formulas that refer to what is gone are replaced by the results that are shown."""

from mingbai.files.attachments.kinds import RULE
from mingbai.files.cleaning.book.grid import cells
from mingbai.files.cleaning.book.references import Gone
from mingbai.files.cleaning.office.markup import Element, local, name, remove
from mingbai.files.cleaning.told import Told
from mingbai.refusal import Refusal

_F, _V = name("s:f"), name("s:v")
# What refers by a formula beside cells, and what falls away with it.
_RULES = frozenset({"dataValidation", "cfRule", "sparkline"})
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})


def fix(sheet: Element, title: str, gone: Gone, told: Told) -> None:
    """Replace the formulas of one sheet that touch what is gone. Raises ``Refusal``."""
    loose = _loose_groups(sheet, title, gone)
    count = 0
    for cell, row, column in cells(sheet):
        formula = cell.find(_F)
        if formula is None:
            continue
        if formula.get("t") == "shared":
            touched = formula.get("si") in loose
        else:
            touched = _touches(formula, title, gone)
        if touched:
            _fix(cell, formula, f"工作表“{title}”第{row}行第{column}列")
            count += 1
    told.add("formulas", count, where=f"工作表“{title}”")
    told.add("rules", _remove_rules(sheet, title, gone), where=f"工作表“{title}”")


def _loose_groups(sheet: Element, title: str, gone: Gone) -> set[str | None]:
    """Shared formulas that touch, or may: each cell of a group refers to another place."""
    groups, leading = set[str | None](), set[str | None]()
    touched = set[str | None]()
    for formula in sheet.iter(_F):
        if formula.get("t") != "shared":
            continue
        groups.add(formula.get("si"))
        if formula.text:
            leading.add(formula.get("si"))
            if gone.touched_by(formula.text, title) or gone.anything:
                touched.add(formula.get("si"))
    return touched | (groups - leading)


def _touches(formula: Element, title: str, gone: Gone) -> bool:
    if formula.get("t") == "dataTable":
        return gone.anything
    return gone.touched_by(formula.text or "", title)


def _fix(cell: Element, formula: Element, where: str) -> None:
    if cell.find(_V) is None:
        raise Refusal(
            f"{where}的公式引用了隐藏的内容或别的文件，文件里又没有存下结果",
            article=RULE,
            remedy="请用Excel或WPS打开工作簿，保存一次后再上传；或者把公式复制成数值",
        )
    remove(formula)
    cell.attrib.pop("cm", None)


def _remove_rules(sheet: Element, title: str, gone: Gone) -> int:
    """Lists of choices, conditions and sparklines that refer to what is gone."""
    found = []
    for element in sheet.iter(*(f"{{*}}{tag}" for tag in _FORMULAS)):
        if element.tag == _F:
            continue
        rule = next((e for e in element.iterancestors() if local(e) in _RULES), None)
        if rule is not None and rule not in found and gone.touched_by(element.text or "", title):
            found.append(rule)
    for rule in found:
        around = rule.getparent()
        remove(rule)
        if around is not None and not any(local(e) in _RULES for e in around):
            remove(around)
        elif around is not None and around.get("count"):
            around.set("count", str(len(around)))
    return len(found)
