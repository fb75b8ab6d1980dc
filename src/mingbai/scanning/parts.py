"""The parts every Office file may have: properties, comments, relations, custom data."""

from collections.abc import Iterator

from mingbai.rules.privacy import Passage, Severity
from mingbai.scanning import ooxml
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.package import Package
from mingbai.scanning.pieces import Piece, hidden

# A piece of the part's name → what it is called; the first that fits.
NAMES: tuple[tuple[str, str], ...] = (
    ("docprops/", "文档属性"),
    ("comments", "批注"),
    ("header", "页眉"),
    ("footer", "页脚"),
    ("footnotes", "脚注"),
    ("endnotes", "尾注"),
    ("notesslide", "备注"),
    ("pivotcache", "数据透视表缓存"),
    ("chart", "图表"),
    ("drawing", "图形"),
    ("customxml", "自定义数据"),
    (".rels", "链接"),
)
CACHED = frozenset({"s", "n", "d", "x"})  # values of a pivot cache stand in the attribute v


def rest(package: Package, bounds: Bounds, done: set[str]) -> Iterator[Piece]:
    """All XML parts that the carrier itself has not read; none is left out."""
    for name in package.names:
        if name in done or not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        content = package.read(name)
        where = label(name)
        yield from shown(where, ooxml.texts(content, bounds))
        if where == "数据透视表缓存":
            yield from _cache(content, where, bounds)
        elif where == "批注" and b"<" in content:
            yield hidden(where, "文件带有批注")
        elif name == "docProps/core.xml" and _authored(content, bounds):
            yield hidden(where, "文档属性记有作者或最后修改人", Severity.INFO)


def label(name: str) -> str:
    """What the part is called in words."""
    lower = name.lower()
    return next((words for part, words in NAMES if part in lower), "其他部件")


def shown(where: str, found: ooxml.Texts) -> Iterator[Piece]:
    """The passages of one part, deleted and hidden text told as such."""
    yield Passage(where, ooxml.joined(found.shown))
    yield Passage(f"{where}的属性和域", "\n".join((*found.spoken, *found.other)))
    for parts, words in ((found.deleted, "已删除的修订"), (found.unseen, "隐藏文字")):
        text = "".join(parts)
        if text.strip():
            yield Passage(f"{where}的{words}", text)
            yield hidden(where, f"有{words}")


def _cache(content: bytes, where: str, bounds: Bounds) -> Iterator[Piece]:
    """The values kept of a source that may have been deleted since."""
    values: list[str] = []
    numbers: list[tuple[int, int]] = []
    at = 0
    for event, element, name in ooxml.events(content, bounds):
        if event == "start" and name in CACHED and (value := element.get("v")):
            if name == "n":
                value = plain_number(value)
                numbers.append((at, at + len(value)))
            values.append(value)
            at += len(value) + 1
    if values:
        yield Passage(where, "\n".join(values), numbers=tuple(numbers))
        yield hidden(where, f"数据透视表缓存里存有{len(values)}个原始数据")


def plain_number(value: str) -> str:
    """3.70214199001011E+17 in full; other values as they are."""
    if value.isdecimal():
        return value
    mantissa, mark, exponent = value.upper().partition("E")
    if not mark or not exponent.lstrip("+").isdigit() or not 0 < int(exponent) < 25:
        return value
    whole, _, decimals = mantissa.partition(".")
    if not (whole + decimals).isdigit() or len(decimals) > int(exponent):
        return value
    return whole + decimals.ljust(int(exponent), "0")


def _authored(content: bytes, bounds: Bounds) -> bool:
    return any(
        event == "end" and name in ("creator", "lastModifiedBy") and (element.text or "").strip()
        for event, element, name in ooxml.events(content, bounds)
    )
