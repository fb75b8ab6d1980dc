"""Inline runs gathered into paragraphs: white space, breaks and empty rubbish tidied."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from mingbai.prose import styles
from mingbai.prose.model import (
    HEADING_CLASSES,
    NONE,
    Block,
    Blocks,
    Inline,
    Inlines,
    Marks,
    Paragraph,
    Run,
)

_SPACES = re.compile(r"[ \t\n\r\f\x0b\x85]+")
_LED = re.compile(r"[ \xa0\u3000]+")
_BLANK = " \n\xa0\u3000"
# 段首空两字由样式给出；空得更多的是手工排版，原样留下
_MANUAL = 4


@dataclass(frozen=True)
class Look:
    """How text is to look where the walk is now; handed down from element to element."""

    tag: str = "p"
    align: str = ""
    indent: frozenset[str] = NONE
    marks: Marks = NONE
    href: str = ""
    verbatim: bool = False
    squeezed: bool = False
    depth: int = 0
    boxes: int = 0


@dataclass
class Flow:
    """Blocks being written; ``bare`` inside cells and items, where first lines are flush."""

    bare: bool = False
    cell: bool = False
    blocks: list[Block] = field(default_factory=list)
    _open: list[Inline] = field(default_factory=list)
    _look: Look = field(default_factory=Look)

    def text(self, text: str, look: Look) -> None:
        """Text as it stands in the source."""
        if look.verbatim:
            text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
        else:
            text = _SPACES.sub(" ", text)
        if look.squeezed:
            text = _LED.sub(" ", text)
        if text:
            self.inline(Run(text, look.marks, look.href), look)

    def inline(self, part: Inline, look: Look) -> None:
        """A run or a picture, at the end of the open paragraph."""
        if not self._open:
            self._look = look
        self._open.append(part)

    def close(self) -> None:
        """End the open paragraph; an empty one leaves no trace."""
        parts, self._open = self._open, []
        for inlines in tidied(parts):
            self.blocks.append(self._paragraph(inlines, self._look))

    def block(self, block: Block) -> None:
        """A block that is no paragraph."""
        self.close()
        self.blocks.append(block)

    def ended(self) -> Blocks:
        """All blocks."""
        self.close()
        return tuple(self.blocks)

    def _paragraph(self, inlines: Inlines, look: Look) -> Paragraph:
        classes = {look.align} if look.align else set(look.indent)
        if self.bare:
            classes -= {"no-indent"}
        if look.tag != "p":
            classes &= HEADING_CLASSES
            inlines = _unmarked(inlines, "strong")
        led = 0 if self.cell else _led(inlines)
        if 0 < led <= _MANUAL:
            inlines = _without_head(inlines)
            classes -= {"no-indent"}
        return Paragraph(look.tag, joined(inlines), frozenset(classes))


def tidied(parts: Iterable[Inline]) -> Iterator[Inlines]:
    """The paragraphs in these parts: two breaks part them, spaces are one, the ends are bare."""
    for group in _parted(parts):
        inlines = joined(_spaced(group))
        inlines = _without_tail(inlines)
        if any(not isinstance(part, Run) or part.text.strip(_BLANK) for part in inlines):
            yield inlines


def one_line(blocks: Blocks) -> Inlines:
    """The paragraphs of a caption as one, parted by breaks."""
    parts: list[Inline] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            parts += [Run("\n"), *block.inlines] if parts else block.inlines
    return next(tidied(parts), ())


def joined(parts: Iterable[Inline]) -> Inlines:
    """Neighbouring runs of one look as one run; empty ones left out."""
    done: list[Inline] = []
    filled = (part for part in parts if not isinstance(part, Run) or part.text)
    for look, group in groupby(filled, key=_look):
        if look is None:
            done += group
        else:
            done.append(Run("".join(part.text for part in group if isinstance(part, Run)), *look))
    return tuple(done)


def _look(part: Inline) -> tuple[Marks, str] | None:
    """Marks and address of a run; None for a picture, which is never joined."""
    return (part.marks, part.href) if isinstance(part, Run) else None


def _parted(parts: Iterable[Inline]) -> Iterator[list[Inline]]:
    """Groups between empty lines; breaks are runs of their own, without a look."""
    group: list[Inline] = []
    breaks = 0
    for part in _broken(parts):
        if isinstance(part, Run) and part.text == "\n":
            breaks += 1
            continue
        if breaks and isinstance(part, Run) and not part.text.strip(" \xa0"):
            continue  # an empty line, whatever spaces stand on it
        if breaks > 1 and group:
            yield group
            group = []
        elif breaks and group:
            group.append(Run("\n"))
        breaks = 0
        group.append(part)
    if group:
        yield group


def _broken(parts: Iterable[Inline]) -> Iterator[Inline]:
    for part in parts:
        if isinstance(part, Run) and "\n" in part.text:
            for number, line in enumerate(part.text.split("\n")):
                if number:
                    yield Run("\n")
                if line:
                    yield replace(part, text=line)
        else:
            yield part


def _spaced(parts: Iterable[Inline]) -> Iterator[Inline]:
    """No space after a space or a break, none before a break."""
    held = list(parts)
    after = "\n"
    for number, part in enumerate(held):
        if not isinstance(part, Run):
            after = ""
            yield part
            continue
        text = part.text.lstrip(" ") if after in (" ", "\n") else part.text
        following = held[number + 1] if number + 1 < len(held) else None
        if isinstance(following, Run) and following.text == "\n":
            text = text.rstrip(" ")
        if text:
            after = text[-1]
            yield replace(part, text=text)


def _without_tail(inlines: Inlines) -> Inlines:
    parts = list(inlines)
    while parts and isinstance(last := parts[-1], Run):
        text = last.text.rstrip(_BLANK)
        if text:
            parts[-1] = replace(last, text=text)
            break
        parts.pop()
    return tuple(parts)


def _led(inlines: Inlines) -> int:
    """How many spaces, of any width, a paragraph begins with."""
    count = 0
    for part in inlines:
        if not isinstance(part, Run):
            break
        bare = _LED.sub("", part.text, count=1) if _LED.match(part.text) else part.text
        count += len(part.text) - len(bare)
        if bare:
            break
    return count


def _without_head(inlines: Inlines) -> Inlines:
    parts = list(inlines)
    while parts and isinstance(first := parts[0], Run):
        text = first.text.lstrip(" \xa0\u3000")
        if text:
            parts[0] = replace(first, text=text)
            break
        parts.pop(0)
    return tuple(parts)


def _unmarked(inlines: Inlines, mark: str) -> Inlines:
    return tuple(replace(part, marks=part.marks - {mark}) for part in inlines)


def inherited(look: Look, attributes: dict[str, str], style: styles.Style) -> Look:
    """The look inside a block element of these attributes."""
    align = styles.alignment(attributes, style)
    indent = styles.one_indent(styles.indent(attributes, style))
    return replace(
        look,
        align=look.align if align is None else align,
        indent=frozenset(indent) or look.indent,
    )
