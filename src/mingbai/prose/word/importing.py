"""A Word document as a clean body, with suggestions for its metadata and what to look at."""

from dataclasses import dataclass
from datetime import date

import mammoth  # type: ignore[import-untyped]

from mingbai.prose import cleaning
from mingbai.prose.word import guessing, package
from mingbai.prose.word.images import Images, Keep
from mingbai.prose.word.preparing import STYLE_MAP, every_look, prepared
from mingbai.refusal import Refusal


@dataclass(frozen=True)
class Imported:
    """A body: ``html`` is clean; ``title``, ``number`` and ``dated`` are guesses, empty or None.

    ``notes`` say in words what was left out or should be looked at; ``pictures`` are the
    addresses that ``keep`` gave, in the order of the text.
    """

    html: str
    title: str = ""
    number: str = ""
    dated: date | None = None
    notes: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


def imported(data: bytes, *, keep: Keep | None = None) -> Imported:
    """The body of a .docx. ``keep(data, kind)`` stores a picture (png, jpg, gif) and gives its
    address, or raises ``Refusal`` for one that is left out; without it pictures are left out.

    Raises ``Refusal`` for any other kind of file, a broken or an oversized one.
    """
    ready = prepared(data)
    images = Images(keep)
    converted = _converted(ready.parts, images)
    html = cleaning.clean(converted)
    looks = tuple(every_look(ready.looks))
    empty = () if html else ("原文里没有能取用的文字",)
    return Imported(
        html,
        guessing.title(looks),
        guessing.number(looks),
        guessing.dated(looks),
        (*ready.stripped.notes(), *images.notes(converted), *empty),
        tuple(images.kept.values()),
    )


def _converted(parts: dict[str, bytes], images: Images) -> str:
    try:
        result = mammoth.convert_to_html(
            package.written(parts),
            style_map=STYLE_MAP,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(images.source),
        )
    except Refusal:
        raise
    except Exception as error:  # whatever a malformed file makes a reader stumble over
        raise Refusal("Word 文件的内容读不了", remedy=package.SAVE) from error
    return str(result.value)
