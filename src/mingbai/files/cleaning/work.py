"""The cleaning itself, for one kind of file; runs in a process apart."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mingbai.files.cleaning import archive, media, photographs, plain
from mingbai.files.cleaning.book import workbook
from mingbai.files.cleaning.pdf import document as pdf
from mingbai.files.cleaning.slides import deck
from mingbai.files.cleaning.told import Strip, Told
from mingbai.files.cleaning.word import document as word
from mingbai.refusal import Refusal

INSIDE: dict[str, Callable[[bytes, Told], bytes]] = {
    "pdf": pdf.cleaned,
    "docx": word.cleaned,
    "xlsx": workbook.cleaned,
    "pptx": deck.cleaned,
    "ofd": plain.ofd,
    "csv": plain.text,
    "txt": plain.text,
    "jpg": photographs.jpg,
    "png": photographs.png,
    "gif": photographs.gif,
    "webp": photographs.webp,
    "mp4": media.mp4,
    "mp3": media.mp3,
}


@dataclass(frozen=True)
class Work:
    """A file to clean: the name of its kind and its bytes."""

    kind: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """The clean bytes and what was taken away, or why there are none."""

    data: bytes = field(default=b"", repr=False)
    strips: tuple[Strip, ...] = ()
    reason: str = ""
    article: str = ""
    remedy: str = ""


def inside(kind: str, data: bytes, told: Told, depth: int = 0) -> bytes:
    """Clean bytes of a kind; ``depth`` counts the archives around them. Raises ``Refusal``."""
    if kind == "zip":
        return archive.cleaned(data, told, inside, depth)
    return INSIDE[kind](data, told)


def done(work: Work) -> Outcome:
    """Clean one file; a refusal comes back as words, for it crosses to another process."""
    told = Told()
    try:
        data = inside(work.kind, work.data, told)
    except Refusal as found:
        return Outcome(reason=found.reason, article=found.article, remedy=found.remedy)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # A file no program wrote: numbers that are none, parts that are missing.
        return Outcome(reason="文件的内容已损坏")
    return Outcome(data, told.strips())
