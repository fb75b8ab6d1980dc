"""A version in words: metadata as the public reads them, findings, differences."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from mingbai.prose import comparing, pictures
from mingbai.prose.changes import FieldChange, changed_fields
from mingbai.prose.cleaning import clean
from mingbai.records.checking import LABELS
from mingbai.records.content import Document, document
from mingbai.records.kinds import data, kind
from mingbai.records.models import Record, Version
from mingbai.refusal import Refusal
from mingbai.rules import classification, publicity
from mingbai.ui import dates

KINDS = {
    "id_card": "身份证号",
    "mobile": "手机号",
    "landline": "电话号码",
    "bank_card": "银行卡号",
    "passport": "护照号",
    "address": "住址",
    "sensitive_list": "敏感名单",
    "minor": "未成年人信息",
    "secrecy_mark": "密级标志",
    "hidden_data": "看不见的内容",
    "gps": "拍摄位置",
}
TONES = {"critical": "error", "warning": "warn", "info": "info"}
WORDS = {"critical": "须处理", "warning": "请核对", "info": "提示"}
COMPARED = {name: label for name, label in LABELS.items() if name != "body"}


@dataclass(frozen=True)
class Difference:
    """What a version changed against an earlier one: fields in words, body with marks."""

    number: int
    fields: tuple[FieldChange, ...]
    body: SafeString
    words: str = ""

    @property
    def same(self) -> bool:
        """Whether nothing a reader sees differs."""
        return not (self.fields or self.body or self.words)


def finding(row: dict[str, str]) -> dict[str, str]:
    """A finding of the privacy gate in words."""
    return {
        "kind": KINDS.get(row["kind"], row["kind"]),
        "tone": TONES.get(row["severity"], "info"),
        "weight": WORDS.get(row["severity"], "提示"),
        "where": row["where"],
        "masked": row["masked"],
    }


def body(record: Record, html: str) -> SafeString:
    """The body, cleaned once more before it is shown (WEB-05); its pictures with their words."""
    at = record.get_absolute_url()
    return mark_safe(pictures.shown(clean(html), at, words=True))  # noqa: S308 (clean)


def compared(record: Record, old: str, new: str) -> tuple[SafeString, str]:
    """The new body with what was changed marked, its pictures with their words; what to know."""
    found = comparing.compared(old, new)
    html = pictures.shown(found.html, record.get_absolute_url(), words=True)
    words = (
        f"改动过大，有{found.listed}段没有逐字对照，逐段列出原文和新文。" if found.listed else ""
    )
    return mark_safe(html), words  # noqa: S308 (sanitised)


def values(title: str, paper: Document) -> dict[str, Any]:
    """Every field in words, by its name."""
    heading = publicity.Heading
    shown: dict[str, Any] = {name: getattr(paper, name) for name in LABELS if name != "title"}
    shown |= {
        "title": title,
        "theme": _named(classification.theme_path, paper.theme),
        "genre": _named(lambda key: classification.genre(key).name, paper.genre),
        "item": _named(lambda key: publicity.item(key).short, paper.item),
        "openness": _named(lambda key: publicity.named(heading.OPENNESS, key).name, paper.openness),
        "openness_ground": _named(lambda key: publicity.ground(key).name, paper.openness_ground),
        "term": _named(lambda key: publicity.named(heading.TERM, key).name, paper.term),
        "audience": _named(lambda key: publicity.named(heading.AUDIENCE, key).name, paper.audience),
        "channels": "、".join(
            _named(lambda key: publicity.named(heading.CHANNEL, key).name, each)
            for each in paper.channels
        ),
        "files": "、".join(f"{each.name}（{each.sha256[:8]}）" for each in paper.attached),
        "change_reason": data("changes").get(paper.change_reason, {}).get("label", ""),
    }
    return shown


def facts(version: Version) -> list[tuple[str, str]]:
    """The head table of a version (SIT-07): label and value, without what is empty."""
    if not kind(version.record.kind).is_document:
        return []
    shown = values(version.title, document(version.content()))
    shown["column"] = version.record.column.name if version.record.column else shown["column"]
    left_out = {"title", "body", "files"}
    return [
        (label, _day(shown[name]))
        for name, label in LABELS.items()
        if name not in left_out and shown[name]
    ]


def difference(old: Version, new: Version) -> Difference:
    """What ``new`` says otherwise than ``old``."""
    before, after = document(old.content()), document(new.content())
    fields = changed_fields(values(old.title, before), values(new.title, after), COMPARED)
    if before.body == after.body:
        return Difference(old.number, fields, SafeString(""))
    try:
        marked, words = compared(new.record, before.body, after.body)
    except Refusal as refusal:
        return Difference(old.number, fields, SafeString(""), f"正文不能逐字对照：{refusal}")
    return Difference(old.number, fields, marked, words)


def _named(name_of: Any, key: str) -> str:
    """The name of an id; the id itself where the list no longer has it."""
    if not key:
        return ""
    try:
        found: str = name_of(key)
    except (Refusal, KeyError):
        return key
    return found


def _day(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "、".join(value)
    return value if isinstance(value, str) else dates.chinese_date(value)
