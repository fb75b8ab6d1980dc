"""Word documents (docx) for publication: only what a reader sees is left (DOC-05, PII-08)."""

from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning.office import pictures
from mingbai.files.cleaning.office.markup import Element, name, remove
from mingbai.files.cleaning.office.package import Package, taken_apart
from mingbai.files.cleaning.office.shapes import remove_hidden_shapes, remove_paths
from mingbai.files.cleaning.told import Told
from mingbai.files.cleaning.word import fields, hidden, leftovers, revisions, styles

_MAIN = "wordprocessingml.document.main+xml"


def cleaned(data: bytes, told: Told) -> bytes:
    """The document without what it does not show. Raises ``Refusal``."""
    package = taken_apart(data, told)
    if not package.types[package.main].endswith(_MAIN):
        raise refusal("这不是Word文档")
    hiding = styles.hiding(_first(package, "styles+xml"))
    for part, tree in package.trees.items():
        if tree.tag.startswith(name("w:")):
            _part(package, part, tree, hiding)
        remove_hidden_shapes(tree, told)
        remove_paths(tree, told)
    for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        _notes(package, kind, tag)
    package.sweep()
    pictures.clean(package)
    return package.packed()


def _part(package: Package, part: str, tree: Element, hiding: styles.Hiding) -> None:
    told = package.told
    if package.types[part].endswith("settings+xml"):
        leftovers.remove_settings(tree, told)
    revisions.accept(tree, told)
    hidden.remove_hidden(tree, hiding, told)
    fields.unlink(tree, told)
    leftovers.remove_marks(tree, told)


def _first(package: Package, end: str) -> Element | None:
    return next((tree for _, tree in package.of_type(end)), None)


def _notes(package: Package, kind: str, tag: str) -> None:
    """Notes whose reference was deleted are deleted text too."""
    wanted = {
        mark.get(name("w:id"))
        for tree in package.trees.values()
        for mark in tree.iter(name(f"w:{tag}Reference"), name(f"w:{tag}"))
        if mark.tag != name(f"w:{tag}") or mark.get(name("w:type"), "normal") != "normal"
    }
    for target in package.linked(package.main, kind):
        for note in list(package.trees[target]):
            if note.get(name("w:id")) not in wanted:
                remove(note)
                package.told.add("unused")
