"""The files a command line means: names as given, folders and patterns searched for reports."""

import glob
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# What a published report comes in; .doc, .wps and .ofd cannot be read and are reported so.
KINDS = frozenset({".html", ".htm", ".xhtml", ".shtml", ".docx", ".pdf", ".txt", ".md"})
KINDS |= {".doc", ".wps", ".ofd", ".mht", ".mhtml"}
OPENINGS = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)|%PDF-", re.I)
# A browser saves a page's pictures and frames beside it, in a folder of this name.
BESIDE = ("_files", ".files", "_文件")
INDEX = "标注目录.html"
# What this program wrote before must not be taken for reports.
OURS = re.compile(r".*-标注-[0-9a-f]{8}\.html|标注目录\.html|问题反馈函-.*\.docx")
READ_ME = frozenset({"readme.md", "readme.txt"})


@dataclass(frozen=True)
class Gathered:
    """The files to check, in order, and how many others the folders and patterns held."""

    files: tuple[str, ...]
    passed_over: int


def gather(names: Sequence[str]) -> Gathered:
    """Every file meant by ``names``.

    A file is taken as named, also when it is missing (its reading will say so); a folder is
    searched with all below it and a pattern (``*.pdf``, ``**/*.html``) expanded, both only for
    files that can be reports.  No file found twice is checked twice.
    """
    files: list[str] = []
    found: set[str] = set()
    passed_over = 0
    for name in names:
        if not _searched(name):
            files.append(name)
            found.add(os.path.realpath(name))
            continue
        for path in _search(name):
            real = os.path.realpath(path)
            if real in found:
                continue
            found.add(real)
            if can_be_report(Path(path)):
                files.append(path)
            else:
                passed_over += 1
    return Gathered(tuple(files), passed_over)


def can_be_report(path: Path) -> bool:
    """By its name; a name without an ending by its first bytes."""
    name = path.name.lower()
    if name.startswith((".", "~$")) or name in READ_ME or OURS.fullmatch(path.name):
        return False
    if path.suffix:
        return path.suffix.lower() in KINDS
    try:
        with path.open("rb") as stream:
            return OPENINGS.match(stream.read(256)) is not None
    except OSError:
        return False


def _searched(name: str) -> bool:
    return os.path.isdir(name) or (glob.has_magic(name) and not os.path.lexists(name))


def _search(name: str) -> Iterator[str]:
    """Regular files of a folder or pattern, in the order of their names."""
    if os.path.isdir(name):
        yield from _walk(name)
        return
    for path in sorted(glob.glob(name, recursive=True)):
        if os.path.isdir(path):
            if "**" not in name:  # with ** the files below come by themselves
                yield from _walk(path)
        elif os.path.isfile(path):
            yield path


def _walk(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not _beside_a_page(f, files))
        for name in sorted(files):
            path = os.path.join(place, name)
            if os.path.isfile(path):  # no pipe, no device, no broken link
                yield path


def _beside_a_page(folder: str, files: Iterable[str]) -> bool:
    """A hidden folder, or the one a browser made beside a page it saved."""
    if folder.startswith("."):
        return True
    stem = next((folder[: -len(end)] for end in BESIDE if folder.endswith(end)), None)
    return stem is not None and any(f"{stem}{kind}" in files for kind in (".html", ".htm"))
