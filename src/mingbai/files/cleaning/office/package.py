"""A package of Office taken apart, cleaned part by part and packed anew, always the same way."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from mingbai.files.attachments import packages
from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning.office import markup
from mingbai.files.cleaning.office.markup import Element
from mingbai.files.cleaning.office.relations import (
    Relation,
    forget,
    kept,
    place_of,
    policy,
    relations_of,
    relations_part,
    used_ids,
)
from mingbai.files.cleaning.told import Told

TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_VAGUE = "application/octet-stream"
_FIXED = (1980, 1, 1, 0, 0, 0)
_COUNTED = {"comments": ("comments", ("comment", "cm")), "notesSlide": ("notes", ("notes",))}


@dataclass
class Package:
    """The parts that are still wanted; ``trees`` of those that are XML, ``links`` by part."""

    told: Told
    parts: dict[str, bytes]
    types: dict[str, str]
    trees: dict[str, Element] = field(default_factory=dict)
    links: dict[str, list[Relation]] = field(default_factory=dict)

    @property
    def main(self) -> str:
        """The name of the part that everything hangs on."""
        found = [link.target for link in self.links[""] if link.kind == "officeDocument"]
        if len(found) != 1 or found[0] not in self.parts:
            raise refusal("文件的内容已损坏")
        return found[0]

    def linked(self, source: str, kind: str) -> list[str]:
        """The parts that a part points at with this kind of relationship."""
        return [link.target for link in self.links.get(source, ()) if link.kind == kind]

    def target(self, source: str, relation: str) -> str:
        """The part behind a relationship's id; "" where there is none."""
        links = self.links.get(source, ())
        return next((link.target for link in links if link.id == relation), "")

    def of_type(self, *ends: str) -> Iterator[tuple[str, Element]]:
        """Every XML part whose content type ends so."""
        for name, tree in self.trees.items():
            if self.types.get(name, "").endswith(ends):
                yield name, tree

    def drop(self, name: str) -> None:
        """A part is gone, with every reference to it."""
        for source, links in self.links.items():
            gone = {link.id for link in links if link.target == name and not link.external}
            if gone:
                self.links[source] = [link for link in links if link.id not in gone]
                if source in self.trees:
                    forget(self.trees[source], gone)

    def sweep(self) -> int:
        """Give up left-over relationships and the parts nothing leads to any more; how many."""
        explicit = set(policy()["explicit"])
        for source, links in self.links.items():
            if source in self.trees and any(link.kind in explicit for link in links):
                used = used_ids(self.trees[source])
                self.links[source] = [x for x in links if x.kind not in explicit or x.id in used]
        wanted = self._reachable()
        gone = set(self.parts) - wanted
        for name in gone:
            del self.parts[name]
            self.trees.pop(name, None)
            self.links.pop(name, None)
        return len(gone)

    def packed(self) -> bytes:
        """The package: parts in order of name, no times; equal parts give equal bytes."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
            _write(file, TYPES, self._types_part())
            for source in ("", *sorted(self.parts)):
                if source:
                    tree = self.trees.get(source)
                    _write(
                        file, source, self.parts[source] if tree is None else markup.written(tree)
                    )
                if self.links.get(source):
                    _write(file, place_of(source), relations_part(self.links[source]))
        return made.getvalue()

    def _reachable(self) -> set[str]:
        seen: set[str] = set()
        waiting = [""]
        while waiting:
            for link in self.links.get(waiting.pop(), ()):
                if not link.external and link.target in self.parts and link.target not in seen:
                    seen.add(link.target)
                    waiting.append(link.target)
        return seen

    def _types_part(self) -> bytes:
        root = markup.new(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        for end, kind in (("rels", rels), ("xml", "application/xml")):
            markup.new_inside(root, f"{{{_TYPES}}}Default", Extension=end, ContentType=kind)
        for name in sorted(self.parts):
            kind = self.types[name]
            part = f"/{name}"
            markup.new_inside(root, f"{{{_TYPES}}}Override", PartName=part, ContentType=kind)
        return markup.written(root)


def taken_apart(
    data: bytes, told: Told, *, before: Callable[[Package], None] | None = None
) -> Package:
    """The package with only relationships that may stay. Raises ``Refusal``.

    What nothing leads to is given up first: it is left over from earlier versions.  ``before``
    may prepare the parts for the loss of what is dropped.
    """
    with packages.opened(data) as file:
        names = [name for name in file.namelist() if not name.endswith("/")]
        if TYPES not in names:
            raise refusal("文件的内容已损坏")
        raw = {name: file.read(name) for name in names}
    types = _types(markup.parsed(raw.pop(TYPES)), raw)
    rels = {name.lower(): raw.pop(name) for name in names if name.lower().endswith(".rels")}
    package = Package(told, raw, types)
    _follow(package, rels)
    told.add("unused", package.sweep())
    if before is not None:
        before(package)
    for source in list(package.links):
        _choose(package, source)
    package.sweep()
    return package


def _follow(package: Package, rels: dict[str, bytes]) -> None:
    """Read every part that something leads to."""
    actual = {name.lower(): name for name in package.parts}
    waiting = [""]
    package.links[""] = _links("", rels, actual)
    while waiting:
        for link in package.links[waiting.pop()]:
            name = link.target
            if link.external or name in package.links or name not in package.parts:
                continue
            if name.lower().endswith(packages.XML) or package.types[name].endswith("xml"):
                vml = name.lower().endswith(".vml")
                package.trees[name] = markup.parsed(package.parts[name], tolerant=vml)
                package.told.add("remarks", markup.remove_remarks(package.trees[name]))
            package.links[name] = _links(name, rels, actual)
            waiting.append(name)


def _links(source: str, rels: dict[str, bytes], actual: dict[str, str]) -> list[Relation]:
    written = rels.get(place_of(source).lower())
    if written is None:
        return []
    return [
        link if link.external else replace(link, target=_actual(link.target, actual))
        for link in relations_of(source, markup.parsed(written))
    ]


def _actual(target: str, actual: dict[str, str]) -> str:
    return actual.get(target.lower()) or actual.get(unquote(target).lower(), target)


def _choose(package: Package, source: str) -> None:
    """Drop what may not stay of one part's relationships, with what refers to them."""
    chart = package.types.get(source, "").endswith("chart+xml")
    staying, gone = [], set[str]()
    for link in package.links[source]:
        _count(package, link)
        if kept(link, package.told, chart=chart):
            staying.append(link)
        else:
            gone.add(link.id)
    package.links[source] = staying
    if gone and source in package.trees:
        forget(package.trees[source], gone)


def _count(package: Package, link: Relation) -> None:
    """Comments are told one by one, notes page by page."""
    if link.kind not in _COUNTED or link.target not in package.trees:
        return
    kind, tags = _COUNTED[link.kind]
    tree = package.trees[link.target]
    package.told.add(kind, sum(1 for item in tree.iter() if markup.local(item) in tags))


def _types(root: Element, parts: dict[str, bytes]) -> dict[str, str]:
    """The content type of every part. Raises ``Refusal`` for a macro under any name."""
    ends, names = dict[str, str](), dict[str, str]()
    for item in root:
        kind = item.get("ContentType", "")
        if "macroenabled" in kind.lower() or "vbaproject" in kind.lower():
            raise refusal("文件里有宏")
        if "activex" in kind.lower():
            raise refusal("文件里有控件")
        if item.get("PartName"):
            names[item.get("PartName").lstrip("/").lower()] = kind
        elif item.get("Extension"):
            ends[item.get("Extension").lower()] = kind
    return {
        name: names.get(name.lower()) or ends.get(name.rpartition(".")[2].lower(), _VAGUE)
        for name in parts
    }


def _write(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    file.writestr(entry, data)
