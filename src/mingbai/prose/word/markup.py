"""Small readers of WordprocessingML, in both of its namespaces."""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

OFF = frozenset({"0", "false", "off", "none"})


def local(element: etree._Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    for key, said in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(said)
    return None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name."""
    if element is None:
        return None
    return next((inner for inner in element if local(inner) == name), None)


def every(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """All descendants of these names, in order."""
    for name in names:
        yield from root.iter(f"{{*}}{name}")


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """A switch such as ``w:vanish``: None where it is not set."""
    found = child(properties, name)
    return None if found is None else (value(found) or "1").lower() not in OFF


def number(said: str | None) -> int | None:
    """A whole number of an attribute."""
    text = (said or "").removeprefix("-")
    return int(said or "") if text.isascii() and text.isdigit() and len(text) < 10 else None


def made(like: etree._Element, name: str, **attributes: str) -> etree._Element:
    """A new element in the namespace of another."""
    space = like.tag.rpartition("}")[0] + "}"
    names = {space + key: said for key, said in attributes.items()}
    return etree.Element(space + name, names)


def text_of(element: etree._Element) -> str:
    """The text of a paragraph as Word shows it."""
    parts: list[str] = []
    for inner in element.iter():
        kind = local(inner)
        if kind == "t":
            parts.append(inner.text or "")
        elif kind in ("tab", "br", "cr") and local(inner.getparent()) == "r":
            parts.append(" ")
    return "".join(parts)
