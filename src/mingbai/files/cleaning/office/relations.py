"""Relationships of a package: which are kept, dropped or refused, and what refers to them."""

import posixpath
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning.office import markup
from mingbai.files.cleaning.office.markup import Element
from mingbai.files.cleaning.told import Told

SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/"
_HARMLESS = re.compile(r"(?:https?://[^\\]|mailto:|tel:|#)", re.IGNORECASE)
# What falls away with the element that refers to a dropped part: itself, only the attribute,
# only its cover, or something around it.
_ATTRIBUTE_ONLY = frozenset({"pageSetup", "blip", "imagedata", "background", "fill", "stroke"})
_AROUND = {"imgLayer": "ext", "svgBlip": "ext"}
_SPACES = {"r": markup.R, "o": "urn:schemas-microsoft-com:office:office"}
_REFERENCES = "//@r:* | //@o:relid | //@relId"
_OTHERS = frozenset({"{urn:schemas-microsoft-com:office:office}relid", "relId"})


@dataclass(frozen=True)
class Relation:
    """One relationship: its id, the last segment of its type, and where it points.

    ``target`` is the name of a part; of an external relationship, the address as written.
    """

    id: str
    kind: str
    target: str
    external: bool
    type: str
    written: str


def relations_of(source: str, root: Element) -> list[Relation]:
    """The relationships of a part (``source`` "" is the package). Raises ``Refusal``."""
    found: list[Relation] = []
    for item in root.iter(f"{{{SPACE}}}Relationship"):
        kind, target = item.get("Type", ""), item.get("Target", "")
        if kind.startswith(STRICT):
            raise refusal("文件存成了严格型 Open XML 格式")
        external = item.get("TargetMode", "").lower() == "external"
        place = target if external else _resolved(source, target)
        found.append(
            Relation(item.get("Id", ""), kind.rpartition("/")[2], place, external, kind, target)
        )
    if len({relation.id for relation in found}) != len(found):
        raise refusal("文件的内容已损坏")
    return found


def relations_part(relations: list[Relation]) -> bytes:
    """The part that holds these relationships."""
    root = markup.new(f"{{{SPACE}}}Relationships", nsmap={None: SPACE})
    for relation in relations:
        item = markup.new_inside(root, f"{{{SPACE}}}Relationship")
        item.set("Id", relation.id)
        item.set("Type", relation.type)
        item.set("Target", relation.written)
        if relation.external:
            item.set("TargetMode", "External")
    return markup.written(root)


def place_of(source: str) -> str:
    """The name of the part that holds the relationships of ``source``."""
    folder, _, last = source.rpartition("/")
    return f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"


def used_ids(root: Element) -> set[str]:
    """Every relationship id that the XML of a part refers to."""
    return {str(value) for value in root.xpath(_REFERENCES, namespaces=_SPACES)}


def forget(root: Element, ids: set[str]) -> int:
    """Take out of a part what refers to these relationships; how many places."""
    holders = root.xpath(f"//*[{_REFERENCES.replace('//', '')}]", namespaces=_SPACES)
    found = [
        (element, key)
        for element in holders
        for key, value in element.attrib.items()
        if value in ids and _refers(key)
    ]
    for element, key in found:
        _forget(element, key)
    return len(found)


def kept(relation: Relation, told: Told, *, chart: bool = False) -> bool:
    """Whether a relationship may stay; tells what is dropped. Raises ``Refusal``."""
    if relation.external:
        return _kept_outside(relation, told)
    table = policy()
    if reason := table["refuse"].get(relation.kind):
        raise refusal(reason)
    if relation.kind in table["drop"]:
        if kind := table["drop"][relation.kind]:
            told.add("chart_books" if chart and kind == "objects" else kind)
        return False
    if relation.kind in table["explicit"] or relation.kind in table["implicit"]:
        return True
    told.add("unknown", name=relation.kind)
    return False


@cache
def policy() -> dict[str, Any]:
    """The table of relationship types."""
    path = Path(__file__).parent / "relations.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _kept_outside(relation: Relation, told: Told) -> bool:
    if relation.kind == "hyperlink":
        if _HARMLESS.match(relation.target.strip()):
            return True
        told.add("local_links")
    elif relation.kind == "attachedTemplate":
        told.add("settings")
    elif relation.kind in ("externalLinkPath", "externalLinkLongPath"):
        return False
    elif relation.kind in ("oleObject", "package", "image", "mailMergeSource"):
        told.add("outside")
    else:
        raise refusal("文件引用了外面的文件或网址")
    return False


def _resolved(source: str, target: str) -> str:
    target = target.replace("\\", "/").partition("#")[0]
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target)).lstrip("/")


def _refers(key: str) -> bool:
    return key.startswith(f"{{{markup.R}}}") or key in _OTHERS


def _forget(element: Element, key: str) -> None:
    name = markup.local(element)
    if name in _ATTRIBUTE_ONLY:
        del element.attrib[key]
        if name in ("blip", "imagedata") and not any(_refers(key) for key in element.attrib):
            raise refusal("文件里的图片存在别处，没有放进文件")
        return
    if name == "hyperlink" and element.tag == markup.name("w:hyperlink"):
        markup.unwrap(element)
        return
    around = _AROUND.get(name)
    while around and markup.local(element) != around and element.getparent() is not None:
        element = element.getparent()
    markup.remove(element)
