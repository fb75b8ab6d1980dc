"""The XML of Office files: what is shown, deleted, hidden, and said in attributes."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from mingbai.refusal import Refusal
from mingbai.scanning.bounds import Bounds

SPOKEN = frozenset({"descr", "title", "string", "alt", "tooltip", "Target", "author", "initials"})
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
CHUNK = 64 * 1024
REMEDY = "请用 Office 或 WPS 另存一份"


@dataclass
class Texts:
    """The texts of one part; cells are parted by tabs, paragraphs and rows by newlines."""

    shown: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def events(content: bytes, bounds: Bounds) -> Iterator[tuple[str, ElementTree.Element, str]]:
    """(start or end, element, local name); ended elements are emptied.

    Raises Refusal for broken XML and for entity declarations, which could expand without end.
    """
    _check(content)
    try:
        source = ElementTree.iterparse(io.BytesIO(content), events=("start", "end"))  # noqa: S314
        for count, (event, element) in enumerate(source):
            if count % 4096 == 0:
                bounds.check_time()
            yield event, element, element.tag.rpartition("}")[2]
            if event == "end":
                element.clear()
    except (ElementTree.ParseError, ValueError) as error:
        raise Refusal("Office 文件的内容已损坏", remedy=REMEDY) from error


def walk(
    content: bytes,
    bounds: Bounds,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str, str], None],
) -> None:
    """``start(local name, attributes)`` and ``end(local name, text)``; for the largest parts.

    Text beside child elements comes as the end of "".  Raises Refusal as :func:`events` does.
    """
    _check(content)
    held: list[str] = []
    names = _Names()

    def on_start(name: str, attributes: dict[str, str]) -> None:
        if held:
            end("", "".join(held))
            held.clear()
        start(names[name], attributes)

    def on_end(name: str) -> None:
        text = "".join(held)
        held.clear()
        end(names[name], text)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = held.append
    try:
        for at in range(0, len(content), CHUNK):
            bounds.check_time()
            parser.Parse(content[at : at + CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise Refusal("Office 文件的内容已损坏", remedy=REMEDY) from error


class _Names(dict[str, str]):
    """Local names by the names with prefixes."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


def _check(content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content.startswith(WIDE):
        raise Refusal("文件里有实体声明或者编码不对，不打开", remedy=REMEDY)


def texts(content: bytes, bounds: Bounds) -> Texts:
    """The texts of a part of Word or PowerPoint, or of any other XML part."""
    found = Texts()
    state = _State()
    for event, element, name in events(content, bounds):
        if event == "start":
            state.open(name)
            found.spoken += (v for k, v in element.items() if k.rpartition("}")[2] in SPOKEN and v)
        else:
            state.close(element, name, found)
    return found


class _State:
    """Where the walk is: in deleted text, in a hidden run, in a cell, in a fallback."""

    def __init__(self) -> None:
        self.deleted = self.cells = self.fallback = 0
        self.unseen = False

    def open(self, name: str) -> None:
        if name in ("del", "moveFrom"):
            self.deleted += 1
        elif name == "tc":
            self.cells += 1
        elif name == "Fallback":
            self.fallback += 1
        elif name == "r":
            self.unseen = False

    def close(self, element: ElementTree.Element, name: str, found: Texts) -> None:
        if name in ("t", "delText", "instrText", "delInstrText"):
            self._target(name, found).append(element.text or "")
        elif name in ("vanish", "webHidden"):
            self.unseen = not any(v in ("0", "false") for v in element.attrib.values())
        elif name in ("p", "br", "cr", "tab", "tc", "tr"):
            self._part(name, found)
        elif element.text and element.text.strip():
            found.other.append(element.text)
        self.deleted -= name in ("del", "moveFrom")
        self.cells -= name == "tc"
        self.fallback -= name == "Fallback"

    def _target(self, name: str, found: Texts) -> list[str]:
        if name in ("delText", "delInstrText") or self.deleted:
            return found.deleted
        if self.fallback or name == "instrText":
            return found.spoken
        return found.unseen if self.unseen else found.shown

    def _part(self, name: str, found: Texts) -> None:
        if name == "tc":
            mark = "\t"
        elif name in ("p", "br", "cr"):
            mark = "\x0b" if self.cells else "\n"
        else:
            mark = "\n" if name == "tr" else " "
        found.shown.append(mark)
        if name == "p":
            found.unseen.append("\n")
            found.deleted.append("\n")


def joined(parts: list[str]) -> str:
    """One text; the paragraph end before a cell's end is no line."""
    return "".join(parts).replace("\x0b\t", "\t").replace("\t\n", "\n").strip("\n")
