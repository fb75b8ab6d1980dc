"""XML of Office files as trees, opened with care, and packed anew."""

import io
import zipfile
from xml.etree import ElementTree

from mingbai.refusal import Refusal
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.ooxml import REMEDY, events

Element = ElementTree.Element
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def tree(content: bytes, bounds: Bounds) -> Element:
    """The root.  Raises Refusal for broken XML, entities, and too many elements."""
    for _ in events(content, bounds):
        pass
    try:
        return ElementTree.fromstring(content)  # noqa: S314 (looked through just before)
    except ElementTree.ParseError as error:
        raise Refusal("Office 文件的内容已损坏", remedy=REMEDY) from error


def local(element: Element) -> tuple[str, str]:
    """(namespace, name)."""
    space, _, name = element.tag.rpartition("}")
    return space[1:], name


def written(root: Element) -> bytes:
    """The bytes of a part."""
    return (HEAD + ElementTree.tostring(root, encoding="unicode")).encode()


def relations(rows: list[tuple[str, str, str]]) -> bytes:
    """A part of relations: (id, the end of the type, target)."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, kind, target in rows
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'.encode()


def packed(parts: dict[str, tuple[str, bytes]], main: str) -> bytes:
    """The file: parts by name with their content types; all dates the same."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, (kind, _) in parts.items()
        if kind
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    head = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("[Content_Types].xml"), head.encode())
        archive.writestr(_entry("_rels/.rels"), relations([("rId1", "officeDocument", main)]))
        for name, (_, content) in parts.items():
            archive.writestr(_entry(name), content)
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
