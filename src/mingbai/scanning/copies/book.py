"""The masked copy of a workbook: visible sheets, rows and columns with their values and looks.
Formulas become values; comments, names, caches, drawings, hidden parts are left out.
"""

import re
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from mingbai.refusal import Refusal
from mingbai.rules.privacy.masked import masked_text
from mingbai.scanning import workbook
from mingbai.scanning.copies import xml
from mingbai.scanning.copies.strip import Copied, Job, Strip
from mingbai.scanning.copies.xml import Element
from mingbai.scanning.package import Package, opened
from mingbai.scanning.parts import plain_number

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
KEPT = ("sheetFormatPr", "cols", "mergeCells")
REFERENCE = re.compile(r"([A-Z]{1,3})\d{1,7}")
LONGEST_NAME = 31
ElementTree.register_namespace("", S)


@dataclass
class _Sheet:
    """One sheet as it is copied."""

    strip: Strip
    strings: list[str]
    hidden: list[tuple[int, int]]
    copied: Copied


def write(job: Job) -> Copied:
    """The copy of a workbook."""
    copied = Copied()
    names: list[str] = []
    parts: dict[str, tuple[str, bytes]] = {}
    with opened(job.data, job.bounds) as package:
        strings = workbook.strings(package, job.bounds)
        for name, path, state in workbook.sheets(package, job.bounds):
            if state != "visible" or not package.has(path):
                copied.counts["隐藏的工作表"] += 1
                continue
            made = _sheet(package.read(path), strings, job, copied)
            names.append(_name(name, job, copied))
            kind = f"{xml.OFFICE}spreadsheetml.worksheet+xml"
            parts[f"xl/worksheets/sheet{len(names)}.xml"] = (kind, made)
        _count(package, copied)
        if package.has(STYLES):
            content = xml.written(_own(xml.tree(package.read(STYLES), job.bounds)))
            parts[STYLES] = (f"{xml.OFFICE}spreadsheetml.styles+xml", content)
    if not names:
        raise Refusal("没有可见的工作表，不能做遮盖件", remedy="请把要公开的表设为可见后再试")
    copied.data = xml.packed(_book(names, STYLES in parts) | parts, BOOK)
    return copied


def _book(names: list[str], styled: bool) -> dict[str, tuple[str, bytes]]:
    rows = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    if styled:
        rows.append((f"rId{len(names) + 1}", "styles", "styles.xml"))
    inner = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    content = (
        f'{xml.HEAD}<workbook xmlns="{S}" xmlns:r="{xml.RELATIONS}">'
        f"<sheets>{inner}</sheets></workbook>"
    )
    return {
        BOOK: (f"{xml.OFFICE}spreadsheetml.sheet.main+xml", content.encode()),
        "xl/_rels/workbook.xml.rels": ("", xml.relations(rows)),
    }


def _name(name: str, job: Job, copied: Copied) -> str:
    """A star may not stand in the name of a sheet."""
    made = masked_text(name, job.today, job.policy)
    copied.hidden |= made.hidden
    return made.text.replace("*", "某")[:LONGEST_NAME]


def _count(package: Package, copied: Copied) -> None:
    """What is left out because it stands in parts of its own."""
    for name in package.names:
        for part, words in (
            ("/comments", "批注"),
            ("/drawings/drawing", "图片和图形"),
            ("/pivotcache/pivotcachedefinition", "数据透视表缓存"),
            ("/externallinks/externallink", "外部链接"),
        ):
            copied.counts[words] += part in name.lower() and name.endswith(".xml")


def _own(element: Element) -> Element:
    """Only what the format itself knows."""
    made = ElementTree.Element(
        element.tag, {key: value for key, value in element.attrib.items() if "}" not in key}
    )
    made.extend(_own(child) for child in element if xml.local(child)[0] == S)
    return made


def _sheet(content: bytes, strings: list[str], job: Job, copied: Copied) -> bytes:
    root = xml.tree(content, job.bounds)
    made = ElementTree.Element(f"{{{S}}}worksheet")
    hidden = [
        (int(col.get("min", "0")), int(col.get("max", "0")))
        for col in root.iter(f"{{{S}}}col")
        if _yes(col)
    ]
    sheet = _Sheet(Strip(), strings, hidden, copied)
    for child in root:
        _, name = xml.local(child)
        if name == "sheetData":
            data = ElementTree.SubElement(made, child.tag)
            data.extend(_row(row, sheet) for row in child if not _is_left(row, copied))
        elif name in KEPT:
            kept = _own(child)
            for col in [one for one in kept if _yes(one)]:
                kept.remove(col)
            if name != "cols" or len(kept):
                made.append(kept)
    sheet.strip.mask(job, copied)
    return xml.written(made)


def _yes(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _is_left(row: Element, copied: Copied) -> bool:
    copied.counts["隐藏的行"] += _yes(row)
    return _yes(row)


def _row(row: Element, sheet: _Sheet) -> Element:
    kept = {key: value for key, value in row.attrib.items() if key in ("r", "ht", "customHeight")}
    made = ElementTree.Element(row.tag, kept)
    column = 0
    for cell in row:
        found = REFERENCE.fullmatch(cell.get("r", ""))
        at = workbook.column_number(found[1]) if found else column + 1
        if xml.local(cell)[1] != "c" or any(low <= at <= high for low, high in sheet.hidden):
            sheet.copied.counts["隐藏的列中的单元格"] += 1
            continue
        sheet.strip.add("\t" * min(max(at - max(column, 1), 0), workbook.WIDEST_GAP))
        column = at
        made.append(_cell(cell, sheet))
    sheet.strip.add("\n")
    return made


def _cell(cell: Element, sheet: _Sheet) -> Element:
    """The value of a cell; its formula is not copied."""
    made = ElementTree.Element(
        cell.tag, {k: cell.attrib[k] for k in ("r", "s") if k in cell.attrib}
    )
    kind = cell.get("t", "n")
    value = "".join(
        one.text or ""
        for one in cell.iter()
        if xml.local(one)[1] in ("v", "t") and xml.local(one)[0] == S
    )
    sheet.copied.counts["改为数值的公式"] += cell.find(f"{{{S}}}f") is not None
    if kind == "s":
        known = value.isdigit() and int(value) < len(sheet.strings)
        value = sheet.strings[int(value)] if known else ""
    if not value:
        return made
    if kind in ("n", "b", "e", "d"):
        if kind != "n":
            made.set("t", kind)
        ElementTree.SubElement(made, f"{{{S}}}v").text = value
    else:
        _text(made, value)
    shown = plain_number(value) if kind == "n" else value
    number = kind == "n" and workbook.NUMERIC.fullmatch(shown) is not None
    shown = shown.replace("\n", "\x0b").replace("\t", " ")
    sheet.strip.add(shown, partial(_text, made), number=number)
    return made


def _text(cell: Element, text: str) -> None:
    """Text in the cell itself, in place of what was there."""
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    inner = ElementTree.SubElement(cell, f"{{{S}}}is")
    piece = ElementTree.SubElement(inner, f"{{{S}}}t")
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    piece.text = text.replace("\x0b", "\n")
