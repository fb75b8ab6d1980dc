"""Markup read as text with the place of every character, so that it can be changed there.

For bodies that were cleaned before; strange markup is read as text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

INLINE = re.compile(
    "a|abbr|b|bd[io]|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|nobr|[oqsu]|o:p|rp|rt|ruby"
    "|samp|small|span|strike|strong|sub|sup|tt|var|wbr"
)
CELLS = frozenset({"td", "th"})
LONGEST = 20_000  # of one tag
TOKEN = re.compile(
    r"<!--.*?-->"
    rf"|</?[A-Za-z](?:[^<>\"']|\"[^\"<>]{{0,{LONGEST}}}\"|'[^'<>]{{0,{LONGEST}}}'){{0,{LONGEST}}}+>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,20});|[^<&]+|.",
    re.DOTALL,
)
NAME = re.compile(r"</?([A-Za-z][\w:-]*)")
VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,20});|.", re.DOTALL)
BLANKS = re.compile("[ \t\n\x1e]{2,}")
ROW = "\x1e"


@dataclass(frozen=True)
class Units:
    """Text, and for each character its span in the markup (None: it stands for a tag)."""

    text: str
    spans: list[tuple[int, int] | None]


def pieces(html: str) -> Iterator[Units]:
    """What is shown as one text with tabs between cells, then each comment and attribute."""
    chars: list[str] = []
    spans: list[tuple[int, int] | None] = []
    for token in TOKEN.finditer(html):
        raw, start = token[0], token.start()
        if raw.startswith("<!--"):
            yield _units(raw, start)
        elif raw[0] == "<" and len(raw) > 1:
            chars.append(_mark(raw))
            spans.append(None)
            for value in VALUE.finditer(raw):
                group = 1 if value[1] is not None else 2
                yield _units(value[group], start + value.start(group))
        else:
            inner = _units(raw, start)
            chars += re.sub(r"[ \t\r\n\x1e]", " ", inner.text)
            spans += inner.spans
    kept = [i for i, c in enumerate(chars) if c]
    yield _tidied("".join(chars), [spans[i] for i in kept])


def _mark(tag: str) -> str:
    """What parts the text where a tag stands; nothing for inline ones."""
    found = NAME.match(tag)
    name = found[1].lower() if found else ""
    if name in CELLS:
        return "\t" if tag.startswith("</") else ""
    if name == "tr":
        return ROW if tag.startswith("</") else ""
    return "" if INLINE.fullmatch(name) else "\n"


def _units(raw: str, start: int) -> Units:
    """Text with entities, each read as the character it stands for."""
    chars: list[str] = []
    spans: list[tuple[int, int] | None] = []
    for found in ENTITY.finditer(raw):
        char = unescape(found[0])
        if len(char) == 1:
            chars.append(char)
            spans.append((start + found.start(), start + found.end()))
        else:
            chars += found[0]
            spans += ((start + i, start + i + 1) for i in range(*found.span()))
    return Units("".join(chars), spans)


def _tidied(text: str, spans: list[tuple[int, int] | None]) -> Units:
    """Blanks around marks are taken out; the end of a row ends its last cell."""
    parts: list[str] = []
    kept: list[tuple[int, int] | None] = []
    end = 0
    for blanks in BLANKS.finditer(text):
        mark = _one(blanks[0])
        parts += [text[end : blanks.start()], mark]
        kept += [*spans[end : blanks.start()], *([None] * len(mark))]
        end = blanks.end()
    return Units("".join([*parts, text[end:]]).replace(ROW, "\n"), [*kept, *spans[end:]])


def _one(blanks: str) -> str:
    if ROW in blanks:
        return "\n"
    return "\t" * blanks.count("\t") or ("\n" if "\n" in blanks else " ")
