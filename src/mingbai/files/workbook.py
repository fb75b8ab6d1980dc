"""The parts of an .xlsx around its sheets: which sheets there are, shared texts, date formats."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

from mingbai.files import archive
from mingbai.refusal import Refusal

Element = ElementTree.Element
_BUILTIN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_FORMAT_LENGTH = 255  # as in Excel; without an end the pattern above would search for ever
DAMAGED = "文件已损坏，读不完整"
RESAVE = "请在Excel中打开原文件，确认无误后重新保存、上传"


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook and where it stands in the package."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True)
class Style:
    """What a cell's number format means for its value: a date, or digits padded to ``width``."""

    is_date: bool = False
    width: int = 0


@dataclass(frozen=True)
class Workbook:
    """An opened package, checked safe; ``texts`` are the shared strings."""

    package: zipfile.ZipFile
    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]
    styles: tuple[Style, ...]
    date1904: bool


def open_workbook(file: IO[bytes]) -> Workbook:
    """Open and check the package. Raises ``Refusal`` when it is unsafe or damaged."""
    try:
        package = zipfile.ZipFile(file)
        archive.check(package)
        root = _parse(package, "xl/workbook.xml")
        return Workbook(
            package=package,
            sheets=tuple(_sheets(package, root)),
            texts=tuple(_texts(package)),
            styles=tuple(_styles(package)),
            date1904=any(
                part.get("date1904") in ("1", "true") for part in children(root, "workbookPr")
            ),
        )
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, OSError):
        raise Refusal(DAMAGED, remedy=RESAVE) from None
    except (LookupError, ValueError, StopIteration):  # parts or numbers that are not there
        raise Refusal(DAMAGED, remedy=RESAVE) from None
    except (NotImplementedError, RuntimeError, zipfile.LargeZipFile):
        raise Refusal("文件的压缩方式不常见，读不了", remedy=RESAVE) from None


def local(element: Element) -> str:
    """The tag without its namespace: transitional and strict workbooks read alike."""
    return element.tag.rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """The direct children with a local name."""
    return (child for child in element if local(child) == name)


def text_of(element: Element) -> str:
    """The text of a string item; phonetic guides left out."""
    parts: list[str] = []
    for child in element:
        if local(child) == "t":
            parts.append(child.text or "")
        elif local(child) == "r":
            parts.extend(run.text or "" for run in children(child, "t"))
    return "".join(parts)


def _parse(package: zipfile.ZipFile, part: str) -> Element:
    with package.open(part) as file:
        return ElementTree.parse(file).getroot()  # noqa: S314 (declarations were refused before)


def _sheets(package: zipfile.ZipFile, root: Element) -> Iterator[Sheet]:
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in _parse(package, "xl/_rels/workbook.xml.rels")
    }
    for holder in children(root, "sheets"):
        for sheet in children(holder, "sheet"):
            key = next(value for name, value in sheet.items() if name.endswith("}id"))
            part = posixpath.normpath(posixpath.join("/xl", targets[key])).lstrip("/")
            if not part.lower().endswith(".xml"):  # archive.check looks for entities by this name
                raise ValueError(part)
            hidden = sheet.get("state", "visible") != "visible"
            yield Sheet(sheet.get("name", ""), hidden, part)


def _texts(package: zipfile.ZipFile) -> Iterator[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return
    with package.open("xl/sharedStrings.xml") as file:
        for _, element in ElementTree.iterparse(file):  # noqa: S314 (see _parse)
            if local(element) == "si":
                yield text_of(element)
                element.clear()


def _styles(package: zipfile.ZipFile) -> Iterator[Style]:
    if "xl/styles.xml" not in package.namelist():
        return
    root = _parse(package, "xl/styles.xml")
    formats = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for holder in children(root, "numFmts")
        for item in children(holder, "numFmt")
    }
    for holder in children(root, "cellXfs"):
        for item in children(holder, "xf"):
            yield _style(int(item.get("numFmtId", "0")), formats)


def _style(number: int, formats: dict[int, str]) -> Style:
    code = _NOT_CODE.sub("", formats.get(number, "")[:_FORMAT_LENGTH]).split(";")[0].strip()
    if re.fullmatch(r"0{2,15}", code):
        return Style(width=len(code))
    named = code.lower() != "general"
    is_date = number in _BUILTIN_DATES or (
        named and bool(re.search(r"[ymdhs年月日]", code.lower()))
    )
    return Style(is_date=is_date)
