"""The cleaning itself, for one kind of file; runs in a process apart."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mingbai.files.cleaning.book import workbook
from mingbai.files.cleaning.told import Strip, Told
from mingbai.files.cleaning.word import document
from mingbai.refusal import Refusal

Cleaning = Callable[[bytes, Told], bytes]
INSIDE: dict[str, Cleaning] = {
    "xlsx": workbook.cleaned,
    "docx": document.cleaned,
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


def done(work: Work) -> Outcome:
    """Clean one file; a refusal comes back as words, for it crosses to another process."""
    told = Told()
    try:
        data = INSIDE[work.kind](work.data, told)
    except Refusal as found:
        return Outcome(reason=found.reason, article=found.article, remedy=found.remedy)
    return Outcome(data, told.strips())
