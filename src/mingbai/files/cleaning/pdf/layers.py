"""Layers of a PDF that are switched off: what is drawn in them is taken out of the pages."""

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning.told import Told

Thing = Any  # what the library calls an object: dictionary, array, stream, name or value
_SHOWS = frozenset({"Tj", "TJ", "Do", "sh", "INLINE IMAGE", "BI", "EI"})
_PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "s", "S"})
_NEXT_LINE = frozenset({"'", '"'})
_DEEPEST = 20


@dataclass
class _Layers:
    """Which groups are off, by object; which forms were already dealt with."""

    off: set[tuple[int, int]]
    done: set[tuple[int, int]] = field(default_factory=set)

    def hides(self, item: Thing) -> bool:
        """Whether a group, or a membership of groups, is not shown."""
        if not isinstance(item, Dictionary):
            return False
        if str(item.get("/Type", "")) != "/OCMD":
            return item.objgen in self.off
        if "/VE" in item:
            return not self._true(item["/VE"], 0)
        groups = item.get("/OCGs")
        listed = list(groups) if isinstance(groups, Array) else [groups]
        off = [self.hides(group) for group in listed if isinstance(group, Dictionary)]
        if not off:
            return False
        rules = {
            "/AllOn": any(off),
            "/AnyOff": not any(off),
            "/AllOff": not all(off),
        }
        return rules.get(str(item.get("/P", "/AnyOn")), all(off))

    def _true(self, item: Thing, depth: int) -> bool:
        """The value of a visibility expression."""
        if isinstance(item, Dictionary):
            return not self.hides(item)
        if not isinstance(item, Array) or len(item) < 2 or depth > _DEEPEST:
            return True
        values = [self._true(part, depth + 1) for part in list(item)[1:]]
        return {"/Not": not values[0], "/Or": any(values)}.get(str(item[0]), all(values))


def remove(file: pikepdf.Pdf, told: Told) -> None:
    """Take out what hidden layers draw, then all layers' properties: what is left is shown."""
    properties = file.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return
    off = _off(properties)
    if off:
        layers = _Layers(off)
        for page in file.pages:
            _contents(file, page.obj, layers)
        _forget(file, layers)
        file.remove_unreferenced_resources()
        told.add("hidden_layers", len(off))
        if "/StructTreeRoot" in file.Root:
            del file.Root["/StructTreeRoot"]
            discard(file.Root, "/MarkInfo")
            told.add("tags")
    del file.Root["/OCProperties"]


def _off(properties: Thing) -> set[tuple[int, int]]:
    """The groups that are off as the document is opened."""
    default = properties.get("/D", Dictionary())
    groups = {g.objgen for g in properties.get("/OCGs", Array()) if isinstance(g, Dictionary)}
    on = {g.objgen for g in default.get("/ON", Array()) if isinstance(g, Dictionary)}
    off = {g.objgen for g in default.get("/OFF", Array()) if isinstance(g, Dictionary)}
    return groups - on if str(default.get("/BaseState", "/ON")) == "/OFF" else off & groups


def _contents(file: pikepdf.Pdf, page: Thing, layers: _Layers) -> None:
    resources = _inherited(page, "/Resources")
    page["/Contents"] = file.make_stream(_without(page, resources, layers))
    annotations = page.get("/Annots")
    if isinstance(annotations, Array):
        page["/Annots"] = Array(
            a for a in annotations if isinstance(a, Dictionary) and not layers.hides(a.get("/OC"))
        )
    _forms(resources, layers, 0)


def _forget(file: pikepdf.Pdf, layers: _Layers) -> None:
    """Names of hidden layers, after all pages: several may share one list of them."""
    for item in file.objects:
        if not isinstance(item, Dictionary | Stream):
            continue
        resources = item.get("/Resources")
        for holder in (item, resources if isinstance(resources, Dictionary) else Dictionary()):
            named: Thing = holder.get("/Properties")
            if isinstance(named, Dictionary):
                discard(named, *[key for key in dict(named) if layers.hides(named[key])])


def _inherited(page: Thing, key: str) -> Thing:
    for _ in range(_DEEPEST):
        if key in page:
            return page[key]
        page = page.get("/Parent", Dictionary())
    return Dictionary()


def _forms(resources: Thing, layers: _Layers, depth: int) -> None:
    """Drawings that pages use; hidden ones lose all they draw."""
    if depth > _DEEPEST:
        raise refusal("PDF的结构太复杂，没能清理完")
    objects = resources.get("/XObject", Dictionary())
    for key in list(objects.keys()):
        item = objects[key]
        if isinstance(item, Stream) and item.objgen not in layers.done:
            layers.done.add(item.objgen)
            _form(item, resources, layers, depth)


def _form(item: Thing, resources: Thing, layers: _Layers, depth: int) -> None:
    if layers.hides(item.get("/OC")):
        item.write(b"")
        discard(item, "/Resources", "/SMask", "/Group")
    elif str(item.get("/Subtype", "")) == "/Form":
        inner = item.get("/Resources", resources)
        item.write(_without(item, inner, layers))
        if "/Resources" in item:
            _forms(item["/Resources"], layers, depth + 1)


def _without(drawn: Thing, resources: Thing, layers: _Layers) -> bytes:
    """The instructions without what paints in a hidden layer; the state goes on the same."""
    kept: list[Thing] = []
    marks: list[bool] = []  # for every open mark: does it hide?
    groups = resources.get("/Properties", Dictionary())
    objects = resources.get("/XObject", Dictionary())
    instructions: Any = pikepdf.parse_content_stream(drawn)
    for operands, operator in instructions:
        word = str(operator)
        if word in ("BDC", "BMC"):
            marks.append(_begins_hidden(list(operands), groups, layers))
            if marks[-1]:
                continue
        elif word == "EMC" and marks and marks.pop():
            continue
        hidden = any(marks)
        if word == "Do" and operands and layers.hides(_layer_of(objects, operands[0])):
            hidden = True
        kept += _kept(list(operands), operator, word) if hidden else [(operands, operator)]
    return pikepdf.unparse_content_stream(kept)


def _begins_hidden(operands: list[Thing], groups: Thing, layers: _Layers) -> bool:
    if len(operands) < 2 or operands[0] != Name("/OC") or not isinstance(operands[1], Name):
        return False
    return layers.hides(groups.get(str(operands[1])))


def _layer_of(objects: Thing, key: Thing) -> Thing:
    item = objects.get(str(key))
    return item.get("/OC") if isinstance(item, Stream) else None


def _kept(operands: list[Thing], operator: Thing, word: str) -> list[Thing]:
    if word in _SHOWS:
        return []
    if word in _PAINTS:
        return [([], Operator("n"))]
    if word in _NEXT_LINE:
        return [([], Operator("T*"))]
    return [(operands, operator)]


def discard(item: Thing, *keys: str) -> None:
    """Take entries out of a dictionary, where they are there."""
    for key in keys:
        if key in item:
            del item[key]
