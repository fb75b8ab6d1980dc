"""Texts with light marks (Markdown) as HTML: headings, lists, tables, emphasis; no raw HTML."""

import re
from collections.abc import Callable, Iterator
from html import escape

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_ITEM = re.compile(r"\s*(?:[-*+]|(\d{1,3})[.)])\s+(.+)")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_DIVIDER = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*")
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"!\[([^\]\n]{0,200})\]\(\s*([^)\s]{1,500})[^)\n]{0,200}\)"),
        r'<img src="\2" alt="\1">',
    ),
    (re.compile(r"\[([^\]\n]{1,300})\]\((https?://[^\s)]{1,500})\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*([^*\n]{1,2000})\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<!\*)\*([^*\n]{1,500})\*(?!\*)"), r"<em>\1</em>"),
)


def html(text: str) -> str:
    """The text as HTML, still to be cleaned; every character of it is escaped first."""
    return "".join(_blocks([line.rstrip() for line in text.splitlines()]))


def _blocks(lines: list[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif _RULE.fullmatch(line):
            yield "<hr>"
            at += 1
        elif found := _HEADING.fullmatch(line):
            level = min(max(len(found.group(1)), 2), 4)
            yield f"<h{level}>{_inline(found.group(2))}</h{level}>"
            at += 1
        else:
            block, at = _longer(lines, at)
            yield block


def _longer(lines: list[str], at: int) -> tuple[str, int]:
    """A block of several lines, and where the next begins."""
    line = lines[at]
    if "|" in line and at + 1 < len(lines) and _DIVIDER.fullmatch(lines[at + 1]):
        end = _end(lines, at, lambda each: "|" in each)
        return _table(lines[at:end]), end
    if line.lstrip().startswith(">"):
        end = _end(lines, at, lambda each: each.lstrip().startswith(">"))
        quoted = [each.lstrip().lstrip(">").strip() for each in lines[at:end]]
        inner = "".join(f"<p>{_inline(each)}</p>" for each in quoted if each)
        return f"<blockquote>{inner}</blockquote>", end
    if _ITEM.fullmatch(line):
        end = _end(lines, at, lambda each: _ITEM.fullmatch(each) is not None)
        return _list(lines[at:end]), end
    return f"<p>{_inline(line.strip())}</p>", at + 1


def _end(lines: list[str], at: int, belongs: Callable[[str], bool]) -> int:
    while at < len(lines) and belongs(lines[at]):
        at += 1
    return at


def _list(lines: list[str]) -> str:
    found = [_ITEM.fullmatch(line) for line in lines]
    items = "".join(f"<li><p>{_inline(each.group(2))}</p></li>" for each in found if each)
    first = found[0].group(1) if found[0] else None
    return f'<ol start="{int(first)}">{items}</ol>' if first else f"<ul>{items}</ul>"


def _table(lines: list[str]) -> str:
    head, body = _cells(lines[0]), [_cells(line) for line in lines[2:]]
    top = "".join(f"<th>{_inline(cell)}</th>" for cell in head)
    rows = ("".join(f"<td>{_inline(cell)}</td>" for cell in row) for row in body)
    inner = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{inner}</tbody></table>"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _inline(text: str) -> str:
    done = escape(text)
    for shape, shown in _INLINE:
        done = shape.sub(shown, done)
    return done
