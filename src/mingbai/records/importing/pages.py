"""One line of a list with the text of its file, read as a page; what to tell of it in words.

What is wrong beyond mending refuses the page; everything else is told and kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlsplit

from mingbai.records.content import Document, FileRef
from mingbai.records.importing import days
from mingbai.records.importing.bodies import Body, plain
from mingbai.records.kinds import documents, kind
from mingbai.refusal import Refusal
from mingbai.rules import classification, document_number, index_number, publicity, validity

TITLE, NUMBER, ADDRESS, SUMMARY = 300, 80, 300, 120
OTHER = "information"
_FILES = re.compile(r"[;；|\n]+")


@dataclass(frozen=True)
class Page:
    """What becomes a record; ``refused`` says why it cannot, ``notes`` what was mended or lacks."""

    title: str
    kind: str
    document: Document
    address: str = ""
    index_no: str = ""
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    def key(self) -> str:
        """The same for the same content, wherever it stood: title, dates, number, text, files."""
        paper = self.document
        parts = [self.title, paper.doc_no, str(paper.formed_on), str(paper.stated_on), paper.body]
        parts += sorted(each.sha256 for each in paper.files)
        return "m-" + sha256("\0".join(parts).encode()).hexdigest()[:40]


@dataclass
class _Told:
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def page(
    values: Mapping[str, str],
    body: Body | None,
    *,
    files: tuple[FileRef, ...] = (),
    columns: Mapping[str, str],
    today: date,
) -> Page:
    """The page of a line. ``columns`` gives the code of each column of the site by its names."""
    told = _Told()
    text = body or Body("")
    told.notes += text.notes
    title = " ".join((values.get("title", "") or text.title).split())
    if not title:
        told.refused.append("没有标题")
    elif not values.get("title", "").strip():
        told.notes.append("清单没有写标题，取自正文或者文件名，请核对")
    if len(title) > TITLE:
        told.refused.append(f"标题超过{TITLE}字")
    if not text.html and not files:
        told.refused.append("没有正文，也没有附件")
    kind_id = _kind(values.get("kind", ""), told)
    number, note = number_of(values.get("doc_no", "") or text.number)
    told.notes += [note] if note else []
    address = values.get("address", "") or text.address
    paper = Document(
        summary=values.get("summary", "") or _summary(title, text.html),
        body=text.html,
        doc_no=number,
        genre=_genre(values.get("genre", ""), title, kind_id, told),
        theme=_theme(values.get("theme", ""), told),
        item=_item(values.get("item", ""), told),
        column=_column(values.get("column", ""), columns, told),
        register_no=values.get("register_no", "")[:40],
        source=values.get("source", "")[:100],
        source_link=address[:ADDRESS] if address.startswith(("http://", "https://")) else "",
        keywords=values.get("keywords", "")[:200],
        files=files,
    )
    paper = replace(paper, **_dates(values, text, address, told, today))
    _lacking(kind_id, paper, told)
    index_no = _index_no(values.get("index_no", ""), told)
    said = {"notes": tuple(told.notes), "refused": tuple(told.refused)}
    return Page(title[:TITLE], kind_id, paper, address, index_no, **said)


def number_of(written: str) -> tuple[str, str]:
    """The number as it is written rightly, and what to tell of it; nothing where all is well.

    One that cannot be read is kept as it was found.
    """
    if document_number.is_blank(written):
        return "", "没有文号"
    try:
        found = document_number.repaired(written)
    except Refusal as refusal:
        kept = " ".join(written.split())[:NUMBER]
        return kept, f"文号“{kept}”认不出（{refusal.reason}），照原样保留"
    if found.repairs:
        mended = "；".join(found.repairs)
        return str(
            found.number
        ), f"文号“{written.strip()[:NUMBER]}”改为“{found.number}”（{mended}）"
    return str(found.number), ""


def path_of(address: str) -> str:
    """The path of an old address, with its query: what a visitor of the old link asks for.

    Empty for the front page and for what is no address of a page.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # such as half of an IPv6 address
        return ""
    path = re.sub(r"/{2,}", "/", parts.path)
    if not path.startswith("/"):
        path = f"/{path}" if path and not parts.scheme and not parts.netloc else ""
    whole = f"{path}?{parts.query}" if path and parts.query else path
    return "" if whole in ("", "/") or len(whole) > ADDRESS else whole


def file_names(cell: str) -> tuple[str, ...]:
    """The files that a cell names, divided by semicolons or lines."""
    return tuple(name.strip() for name in _FILES.split(cell) if name.strip())


def file_name(path: str) -> str:
    """The name of a file without its folders, as it may be shown."""
    return unquote(path).replace("\\", "/").rpartition("/")[2]


def _summary(title: str, html: str) -> str:
    words = " ".join(plain(html).split())
    return words[:SUMMARY] + ("…" if len(words) > SUMMARY else "") or title


def _dates(
    values: Mapping[str, str], text: Body, address: str, told: _Told, today: date
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, label in (
        ("formed_on", "成文日期"),
        ("stated_on", "发布日期"),
        ("effective_on", "施行日期"),
        ("expires_on", "失效日期"),
        ("valid_until", "有效期至"),
    ):
        try:
            found[name] = days.day(values.get(name, ""))
        except ValueError as error:
            told.refused.append(f"{label}：{error}")
            found[name] = None
    if until := found.pop("valid_until"):
        found["expires_on"] = found["expires_on"] or validity.expiry_after(until)
    _guess(found, text, address, told)
    if any(day and day > today for day in (found["formed_on"], found["stated_on"])):
        told.refused.append("成文日期、发布日期不得在今天之后")
    formed, stated = found["formed_on"], found["stated_on"]
    if formed and stated and stated < formed:
        told.notes.append("发布日期早于成文日期，照原样保留，请核对")
    return found


def _guess(found: dict[str, Any], text: Body, address: str, told: _Told) -> None:
    """Dates that the list leaves out, from the text and the address; each guess is told."""
    if found["formed_on"] is None and text.dated:
        found["formed_on"] = text.dated
        told.notes.append(f"成文日期 {text.dated} 取自正文，请核对")
    if found["stated_on"] is None and (day := days.in_address(address)):
        found["stated_on"] = day
        told.notes.append(f"发布日期 {day} 取自原网址，请核对")
    if found["formed_on"] is None and found["stated_on"] is None:
        told.notes.append("没有写明日期，按本次公开的时间排列")
    elif found["stated_on"] is None:
        found["stated_on"] = found["formed_on"]
        told.notes.append("没有写明发布日期，以成文日期代替")


def _index_no(written: str, told: _Told) -> str:
    """The number the page had: it never changes, not by a move to another site either (SIT-06)."""
    kept = "".join(written.split()).upper()
    if kept and (wrong := index_number.check(kept)):
        told.notes.append(f"索引号“{kept[:NUMBER]}”不能沿用，另编新号：{wrong.partition('。')[0]}")
        return ""
    return kept


def _kind(written: str, told: _Told) -> str:
    if not written:
        return OTHER
    for each in documents():
        if written in (each.id, each.label):
            return each.id
    told.notes.append(f"没有“{written[:40]}”这一种类，按“{kind(OTHER).label}”导入")
    return OTHER


def _genre(written: str, title: str, kind_id: str, told: _Told) -> str:
    for each in classification.genres():
        if written in (each.id, each.name):
            return each.id
    if written:
        told.notes.append(f"没有“{written[:40]}”这一体裁")
    guessed = classification.genre_of(title) if kind(kind_id).official else None
    return guessed.id if guessed else ""


def _theme(written: str, told: _Told) -> str:
    if not written:
        return ""
    try:
        return classification.theme(written).id
    except Refusal:
        parts = [part.strip() for part in re.split(r"[/\\>、,，·|]+", written) if part.strip()]
        found = classification.theme_named(parts[0], parts[1] if parts[1:] else "")
    if found is None:
        told.notes.append(f"没有“{written[:40]}”这一主题分类")
        return ""
    return found.id


def _item(written: str, told: _Told) -> str:
    if not written:
        return ""
    for level in publicity.Level:
        for each in publicity.items(level):
            if written in (each.id, each.short, each.name):
                return each.id
    told.notes.append(f"没有“{written[:40]}”这一公开事项")
    return ""


def _column(written: str, columns: Mapping[str, str], told: _Told) -> str:
    """The column named, or the last of a path of names (首页 > 政策文件)."""
    if not written:
        return ""
    last = re.split(r"[/\\>|]+", written)[-1].strip()
    found = columns.get(written) or columns.get(last)
    if not found:
        told.notes.append(f"网站上没有“{written[:40]}”这一栏目")
    return found or ""


def _lacking(kind_id: str, paper: Document, told: _Told) -> None:
    """What a new page of the kind would have to say and this one does not."""
    labels = {"theme": "主题分类", "item": "公开事项", "column": "栏目", "genre": "体裁"}
    wanted = [
        label
        for name, label in labels.items()
        if name in kind(kind_id).required and not getattr(paper, name)
    ]
    if wanted:
        told.notes.append(f"没有{'、'.join(wanted)}，可以在公开后补正")
