"""The masked copy of a Word file: shown text, tables, headers, notes; built from a list of what
may stay.  Revisions are accepted; comments, hidden text, fields, properties, pictures are left out.
"""

import re
from functools import partial
from xml.etree import ElementTree

from mingbai.scanning.copies import xml
from mingbai.scanning.copies.strip import Copied, Job, Strip
from mingbai.scanning.copies.xml import Element
from mingbai.scanning.package import Package, opened

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
KEPT = frozenset(
    {"document", "body", "hdr", "ftr", "footnotes", "endnotes", "footnote", "endnote"}
    | {"p", "r", "t", "tab", "br", "cr", "noBreakHyphen", "sym", "tbl", "tr", "tc"}
    | {"footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"}
    | {"separator", "continuationSeparator"}
)
PROPERTIES = frozenset({"pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr"})
# Taken away, with what they hold left in their place.
OPENED = frozenset(
    {"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"}
    | {"dir", "bdo"}
)
PICTURES = frozenset({"drawing", "pict", "object", "AlternateContent"})
DELETED, FORMULA = "修订中删去的文字", "公式"
LEFT = {"del": DELETED, "moveFrom": DELETED, "oMath": FORMULA, "oMathPara": FORMULA}
# Within properties: who changed what, what is hidden.
UNSAID = re.compile(r".*Change|ins|del|moveFrom|moveTo|vanish|webHidden|specVanish|cellIns|cellDel")
LINKED = ("header", "footer", "footnotes", "endnotes", "styles", "numbering")
BARE = frozenset({"styles", "numbering"})
PART = re.compile(r"[\w-]{1,60}\.xml")
for prefix, space in (("w", W), ("r", xml.RELATIONS)):
    ElementTree.register_namespace(prefix, space)


def write(job: Job) -> Copied:
    """The copy of a Word file."""
    copied = Copied()
    with opened(job.data, job.bounds) as package:
        links = _links(package, job)
        kept = {target: kind for _, kind, target in links}
        kind = f"{xml.OFFICE}wordprocessingml.document.main+xml"
        parts = {DOCUMENT: (kind, _part(package.read(DOCUMENT), job, copied, links))}
        for target, what in kept.items():
            content = package.read(f"word/{target}")
            made = _bare(content, job) if what in BARE else _part(content, job, copied, links)
            parts[f"word/{target}"] = (f"{xml.OFFICE}wordprocessingml.{what}+xml", made)
        copied.counts["批注"] += package.has("word/comments.xml")
    parts[LINKS] = ("", xml.relations(links))
    copied.data = xml.packed(parts, DOCUMENT)
    return copied


def _links(package: Package, job: Job) -> list[tuple[str, str, str]]:
    """(id, kind, target) of the parts that come along."""
    if not package.has(LINKS):
        return []
    found = []
    for link in xml.tree(package.read(LINKS), job.bounds):
        kind = link.get("Type", "").rpartition("/")[2]
        target = link.get("Target", "").removeprefix("/word/")
        key = link.get("Id", "")
        fits = kind in LINKED and PART.fullmatch(target) and key.isalnum()
        if fits and package.has(f"word/{target}"):
            found.append((key, kind, target))
    return found


def _bare(content: bytes, job: Job) -> bytes:
    """Styles and numberings: their own elements, nothing of other makers."""
    root = xml.tree(content, job.bounds)
    for element in list(root.iter()):
        _only_own(element, frozenset())
        for child in list(element):
            if xml.local(child)[0] != W or UNSAID.fullmatch(xml.local(child)[1]):
                element.remove(child)
    return xml.written(root)


def _part(content: bytes, job: Job, copied: Copied, links: list[tuple[str, str, str]]) -> bytes:
    keys = frozenset(key for key, _, _ in links)
    made = _cleaned(xml.tree(content, job.bounds), copied, keys)
    strip = Strip()
    for element in made:
        _read(element, strip, in_cell=False)
    strip.mask(job, copied)
    return xml.written(made[0])


def _cleaned(element: Element, copied: Copied, keys: frozenset[str]) -> list[Element]:
    """The element as it may stay: itself, its children in its place, or nothing."""
    space, name = xml.local(element)
    if name in PICTURES or space != W:
        copied.counts["图片、图形和文本框" if name in PICTURES else LEFT.get(name, "其他内容")] += 1
        return []
    if name in OPENED:
        return [one for child in element for one in _cleaned(child, copied, keys)]
    if name in PROPERTIES:
        return [_properties(element, keys)]
    if name not in KEPT or (name == "r" and _is_hidden(element)):
        words = "隐藏的文字" if name == "r" else LEFT.get(name, "")
        copied.counts[words] += bool(words)
        return []
    made = ElementTree.Element(element.tag, dict(element.attrib))
    _only_own(made, keys)
    made.text = element.text if name == "t" else None
    for child in element:
        made.extend(_cleaned(child, copied, keys))
    return [made]


def _is_hidden(run: Element) -> bool:
    for mark in ("vanish", "webHidden"):
        found = run.find(f"{{{W}}}rPr/{{{W}}}{mark}")
        if found is not None and found.get(f"{{{W}}}val") not in ("0", "false"):
            return True
    return False


def _properties(element: Element, keys: frozenset[str]) -> Element:
    """Properties without changes, hidden marks, and links to parts that stay behind."""
    made = ElementTree.Element(element.tag, dict(element.attrib))
    _only_own(made, keys)
    for child in element:
        space, name = xml.local(child)
        link = child.get(f"{{{xml.RELATIONS}}}id")
        if space == W and not UNSAID.fullmatch(name) and (link is None or link in keys):
            made.append(_properties(child, keys))
    return made


def _only_own(element: Element, keys: frozenset[str]) -> None:
    """Attributes of Word itself; no marks of editing sessions."""
    for key in list(element.attrib):
        own = key.startswith(f"{{{W}}}") and not key.rpartition("}")[2].startswith("rsid")
        link = key == f"{{{xml.RELATIONS}}}id" and element.attrib[key] in keys
        if not (own or link or key.endswith("}space")):
            del element.attrib[key]


def _read(element: Element, strip: Strip, *, in_cell: bool) -> None:
    """The text in order, parted as the scanner parts it."""
    _, name = xml.local(element)
    if name == "t" and element.text:
        strip.add(element.text, partial(setattr, element, "text"))
    children = list(element)
    for place, child in enumerate(children):
        _read(child, strip, in_cell=in_cell or name == "tc")
        if xml.local(child)[1] == "p" and not (name == "tc" and place == len(children) - 1):
            strip.add("\x0b" if in_cell or name == "tc" else "\n")
    if name in ("br", "cr"):
        strip.add("\x0b" if in_cell else "\n")
    elif name == "tab":
        strip.add(" ")
    elif name == "tr":
        strip.add("\n")
    elif name == "tc":
        strip.add("\t")
