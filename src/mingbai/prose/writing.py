"""Blocks written as HTML, always in the same way; identities of notes are derived, never taken."""

import re
from dataclasses import dataclass, field
from html import escape

from mingbai.prose.model import (
    MARK_ORDER,
    Block,
    Blocks,
    Cell,
    Cells,
    Classes,
    Figure,
    Inline,
    Inlines,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
)

_BACK = re.compile(r"#(fn|en)ref-(\d+)", re.ASCII)
_NOTE = re.compile(r"#(fn|en)-(\d+)", re.ASCII)
# 读屏软件读得出来的“新增”“删去”；看得见的读者看下划线和删除线
OPENED = {
    "ins": '<ins><span class="visually-hidden">〔新增：</span>',
    "del": '<del><span class="visually-hidden">〔删去：</span>',
}
CLOSED = {
    "ins": '<span class="visually-hidden">〕</span></ins>',
    "del": '<span class="visually-hidden">〕</span></del>',
}


def html(blocks: Blocks) -> str:
    """One block a line, so that the text can be read in a plain text field too."""
    writer = _Writer()
    return "\n".join(writer.block(block) for block in blocks)


@dataclass
class _Writer:
    """What was written so far matters only for identities: each is given once."""

    given: set[str] = field(default_factory=set)

    def block(self, block: Block, *, loose: bool = True) -> str:
        """One block; ``loose`` where a paragraph may carry the identity of a note."""
        match block:
            case Paragraph():
                mark = self._identity(self._note_of(block.inlines)) if loose else ""
                start = f"<{block.tag}{mark}{_classes(block.classes)}>"
                return f"{start}{self.inlines(block.inlines)}</{block.tag}>"
            case Listing():
                return self._list(block)
            case Quote():
                return f"<blockquote>{self._blocks(block.blocks)}</blockquote>"
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Rule():
                return "<hr>"

    def inlines(self, inlines: Inlines) -> str:
        """Runs with their marks, opened and closed in one order."""
        done: list[str] = []
        opened: list[tuple[str, str]] = []
        for part in inlines:
            wanted = _looks(part)
            shared = 0
            while shared < min(len(opened), len(wanted)) and opened[shared] == wanted[shared]:
                shared += 1
            done += [_end(look) for look in reversed(opened[shared:])]
            done += [self._start(look) for look in wanted[shared:]]
            opened = wanted
            done.append(_written(part))
        done += [_end(look) for look in reversed(opened)]
        return "".join(done)

    def _blocks(self, blocks: Blocks, *, loose: bool = True) -> str:
        """Blocks inside an item or cell; a lone plain paragraph needs no tags of its own."""
        first, rest = (blocks[0], blocks[1:]) if blocks else (Rule(), ())
        if isinstance(first, Paragraph) and all(isinstance(block, Listing) for block in rest):
            plain = first.tag == "p" and not first.classes
            if plain and not (loose and self._note_of(first.inlines)):
                return self.inlines(first.inlines) + "".join(map(self.block, rest))
        return "".join(self.block(block, loose=loose) for block in blocks)

    def _list(self, block: Listing) -> str:
        tag, attributes = ("ol", "") if block.kind else ("ul", "")
        if block.kind and block.start != 1:
            attributes += f' start="{block.start}"'
        if block.kind not in ("", "1"):
            attributes += f' type="{block.kind}"'
        items = "".join(self._item(item) for item in block.items)
        return f"<{tag}{attributes}>{items}</{tag}>"

    def _item(self, blocks: Blocks) -> str:
        own = tuple(
            part for block in blocks if isinstance(block, Paragraph) for part in block.inlines
        )
        mark = self._identity(self._note_of(own))
        return f"<li{mark}>{self._blocks(blocks, loose=False)}</li>"

    def _table(self, table: Table) -> str:
        caption = f"<caption>{self.inlines(table.caption)}</caption>" if table.caption else ""
        head = f"<thead>{self._rows(table.head)}</thead>" if table.head else ""
        body = f"<tbody>{self._rows(table.body)}</tbody>" if table.body else ""
        return f"<table{_classes(table.classes)}>{caption}{head}{body}</table>"

    def _rows(self, rows: tuple[Cells, ...]) -> str:
        return "".join(f"<tr>{''.join(map(self._cell, row))}</tr>" for row in rows)

    def _cell(self, cell: Cell) -> str:
        tag = "th" if cell.head else "td"
        attributes = _classes(cell.classes)
        if cell.colspan > 1:
            attributes += f' colspan="{cell.colspan}"'
        if cell.rowspan > 1:
            attributes += f' rowspan="{cell.rowspan}"'
        if cell.scope:
            attributes += f' scope="{cell.scope}"'
        return f"<{tag}{attributes}>{self._blocks(cell.blocks)}</{tag}>"

    def _figure(self, figure: Figure) -> str:
        caption = self.inlines(figure.caption)
        return (
            f"<figure>{self.inlines((figure.picture,))}<figcaption>{caption}</figcaption></figure>"
        )

    def _note_of(self, inlines: Inlines) -> str:
        """The identity of the note that leads back to its place from here."""
        for part in inlines:
            if part.href and (back := _BACK.fullmatch(part.href)):
                return f"{back[1]}-{back[2]}"
        return ""

    def _identity(self, wanted: str) -> str:
        if not wanted or wanted in self.given:
            return ""
        self.given.add(wanted)
        return f' id="{wanted}"'

    def _start(self, look: tuple[str, str]) -> str:
        tag, href = look
        if tag != "a":
            return OPENED.get(tag, f"<{tag}>")
        note = _NOTE.fullmatch(href)
        mark = self._identity(f"{note[1]}ref-{note[2]}") if note else ""
        return f'<a{mark} href="{escape(href)}">'


def _looks(part: Inline) -> list[tuple[str, str]]:
    changed = [(mark, "") for mark in MARK_ORDER[:2] if mark in part.marks]
    link = [("a", part.href)] if part.href else []
    return changed + link + [(mark, "") for mark in MARK_ORDER[2:] if mark in part.marks]


def _end(look: tuple[str, str]) -> str:
    return CLOSED.get(look[0], f"</{look[0]}>")


def _written(part: Inline) -> str:
    if isinstance(part, Picture):
        role = ' role="presentation"' if part.decorative else ""
        return f'<img src="{escape(part.src)}" alt="{escape(part.alt)}"{role}>'
    text = escape(part.text, quote=False).replace("\xa0", "&nbsp;")
    return text.replace("\n", "<br>")


def _classes(classes: Classes) -> str:
    return f' class="{" ".join(sorted(classes))}"' if classes else ""
