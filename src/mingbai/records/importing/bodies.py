"""The text of a page out of its file: md, txt, html or docx, with what the text says of itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from html import escape, unescape
from pathlib import PurePosixPath

from mingbai.prose import pictures
from mingbai.prose.cleaning import clean
from mingbai.prose.word import imported
from mingbai.records.importing import days, markdown
from mingbai.records.importing.images import Images
from mingbai.refusal import Refusal

MOST = 20 * 1024 * 1024
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_FIELD = re.compile(r"([a-z_]{1,20}|[\u4e00-\u9fff]{1,8})\s*[:：]\s*(.*)")
_HEAD, _TAIL = 400, 300  # characters in which a date of the text itself is looked for
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Body:
    """Clean HTML, and guesses from the text: empty or None where it says nothing.

    ``notes`` tell in words what was left out.
    """

    html: str
    title: str = ""
    number: str = ""
    dated: date | None = None
    address: str = ""
    notes: tuple[str, ...] = ()


def body(name: str, data: bytes, images: Images | None = None) -> Body:
    """The body of a file with its ``images``.

    Raises ``Refusal`` for another kind, a broken or an oversized file.
    """
    kind = PurePosixPath(name).suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise Refusal(
            f"“{name[-60:]}”不能作为正文",
            remedy="正文可以是 .md、.txt、.html、.docx，其他文件请写在“附件”一列",
        )
    if len(data) > MOST:
        raise Refusal(f"正文文件超过{MOST // 1024 // 1024} MB", remedy="请把图片、附件分出来")
    found = KINDS[kind](data, images or Images())
    if not found.title:
        found = replace(found, title=_named(name))
    return found if found.dated else replace(found, dated=_dated(found))


def written(text: str, images: Images | None = None) -> Body:
    """The body of a text that stands in the list itself, marked up or plain."""
    if re.search(r"<(?:p|div|br|table|span|img)\b", text):
        made = _shown(text, images or Images())
    else:
        made = _plain(text)
    return replace(made, dated=_dated(made))


def asked(name: str, data: bytes) -> str:
    """The text of a file in which pictures may be asked for by name; empty for other kinds."""
    if not name.lower().endswith((".md", ".markdown", ".html", ".htm")) or len(data) > MOST:
        return ""
    try:
        return decoded(data)
    except Refusal:
        return ""  # 读取这一行时说明


def _shown(html: str, images: Images) -> Body:
    """A page with its pictures taken over, or told."""
    if "<img" not in html.lower():
        return Body(clean(html))
    done = clean(pictures.replaced(html, images.address))
    silent = len(pictures.undescribed(done))
    lacking = (f"{silent} 幅图片没有替代文字，请公开后补正",) if silent else ()
    return Body(done, notes=(*images.notes(), *lacking))


def plain(html: str) -> str:
    """The words of a clean body, a line per block."""
    return unescape(_TAG.sub("", re.sub(r"</(?:p|h\d|li|tr|blockquote)>", "\n", html))).strip()


def _markdown(data: bytes, images: Images) -> Body:
    text = decoded(data)
    facts = {}
    if found := _FRONT.match(text):
        text = text[found.end() :]
        lines = (_FIELD.fullmatch(line.strip()) for line in found.group(1).splitlines()[:50])
        facts = {each.group(1): each.group(2).strip().strip("\"'") for each in lines if each}
    made = _shown(markdown.html(text), images)
    stated = facts.get("date", "") or facts.get("日期", "")
    return Body(
        html=made.html,
        title=facts.get("title", "") or facts.get("标题", ""),
        number=facts.get("文号", ""),
        dated=days.in_text(stated) or _or_none(stated),
        address=facts.get("source", "") or facts.get("原网址", ""),
        notes=made.notes,
    )


def _plain(text: str) -> Body:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return Body(clean("".join(f"<p>{escape(line)}</p>" for line in lines)))


def _page(data: bytes, images: Images) -> Body:
    text = decoded(data)
    found = re.search(r"<h1\b[^>]{0,500}>(.{1,2000}?)</h1>", text, re.DOTALL | re.IGNORECASE)
    found = found or re.search(r"<title\b[^>]{0,200}>(.{1,500}?)</title>", text, re.DOTALL | re.I)
    title = " ".join(unescape(_TAG.sub("", found.group(1))).split()) if found else ""
    inner = re.search(r"<body\b[^>]{0,2000}>(.*)", text, re.DOTALL | re.IGNORECASE)
    return replace(_shown(inner.group(1) if inner else text, images), title=title)


def _word(data: bytes, images: Images) -> Body:
    def keep(picture: bytes, kind: str) -> str:
        return images.keep(picture, f"Word图片{len(images.done) + 1}.{kind}")

    found = imported(data, keep=keep if images.take else None)
    return Body(
        found.html,
        title=found.title,
        number=found.number,
        dated=found.dated,
        notes=tuple(found.notes),
    )


def decoded(data: bytes) -> str:
    """The text of a file. Raises ``Refusal`` where it is neither UTF-8 nor GBK."""
    for codec in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refusal("正文的文字编码无法识别", remedy="请另存为UTF-8编码的文本")


def _named(name: str) -> str:
    """The title that a file's name gives: without the serial before it, without the extension."""
    stem = PurePosixPath(name).stem.strip()
    return re.sub(r"^\d{1,6}[-_. 、]+", "", stem).replace("_", " ").strip() or stem


def _dated(found: Body) -> date | None:
    """The day that the title, the opening or the close of the text bears."""
    text = plain(found.html)
    places = (found.title, text[:_HEAD], text[-_TAIL:])
    return next((day for day in map(days.in_text, places) if day), None)


def _or_none(text: str) -> date | None:
    try:
        return days.day(text)
    except ValueError:
        return None


KINDS: dict[str, Callable[[bytes, Images], Body]] = {
    "md": _markdown,
    "markdown": _markdown,
    "txt": lambda data, _: _plain(decoded(data)),
    "html": _page,
    "htm": _page,
    "docx": _word,
}
