"""One public record as data: the columns of every catalogue file, the keys of every JSON.

The keys are a promise: new ones are added at the end, none is renamed or taken away
(docs/manual/info-data.md; 条例第十二条, 第二十四条).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from mingbai.records import kinds
from mingbai.records.content import document
from mingbai.records.models import Record
from mingbai.records.queries import standing
from mingbai.refusal import Refusal
from mingbai.rules import classification, publicity

CATALOGUE = "mingbai-catalogue-1"
RECORD = "mingbai-record-1"
Value = str | int | date | None


@dataclass(frozen=True)
class Field:
    """A column: its key in JSON, its head in tables, what it holds."""

    key: str
    label: str
    about: str


FIELDS = (
    Field("index_no", "索引号", "编定后不变，是一件信息的标识（条例第十二条）"),
    Field("title", "名称", "标题"),
    Field("summary", "内容概述", "一段文字"),
    Field("formed_on", "生成日期", "成文日期，如 2026-11-02"),
    Field("doc_no", "文号", "公文的发文字号；没有的为空"),
    Field("published_on", "公开日期", "列表所用的日期；迁移的信息为原来的日期"),
    Field("url", "网址", "正文页的完整网址"),
    Field("validity", "有效性", "当日的效力；不是公文又没有变动的为空"),
    Field("organ", "发布机构", "机关全称；联合发文的依次列出"),
    Field("kind", "种类", "如行政规范性文件、政策解读"),
    Field("theme", "主题分类", "一级 / 二级"),
    Field("genre", "体裁", "如通知、意见；不是公文的为空"),
    Field("item", "公开事项", "条例第二十条、第二十一条各项的简称"),
    Field("openness", "公开属性", "如主动公开"),
    Field("effective_on", "施行日期", "没有的为空"),
    Field("expires_on", "失效日期", "自这一天起失效；没有的为空"),
    Field("first_public_at", "首次公开时间", "系统记下的时间，如 2026-11-02T09:30:00+08:00"),
    Field("migrated", "迁移", "是否从原网站迁移：是、否"),
    Field("files", "附件数", "附件的个数"),
)


def row(request: HttpRequest, record: Record, *, today: date) -> tuple[Value, ...]:
    """The values in the order of ``FIELDS``; the public version and the changes must be at hand."""
    version = record.public_version
    paper = document(version.content()) if version and kinds.kind(record.kind).is_document else None
    validity = standing.of(record, record.validity_changes.all(), today)
    path = record.public_path
    first = record.first_public_at
    return (
        record.index_no or "",
        record.title,
        paper.summary if paper else "",
        record.formed_on,
        record.doc_no,
        timezone.localdate(record.listed_at) if record.listed_at else None,
        request.build_absolute_uri(path) if path else "",
        validity.sentence if validity else "",
        "、".join(paper.issuers) if paper and paper.issuers else record.organ.name,
        kinds.kind(record.kind).label,
        named(classification.theme_path, record.theme),
        named(lambda each: classification.genre(each).name, record.genre),
        named(lambda each: publicity.item(each).short, record.item),
        named(lambda each: publicity.named(publicity.Heading.OPENNESS, each).name, record.openness),
        record.effective_on,
        record.expires_on,
        timezone.localtime(first).isoformat(timespec="seconds") if first else "",
        "是" if record.migrated else "否",
        len(paper.attached) if paper else 0,
    )


def summary(record: Record) -> str:
    """内容概述 of the public version."""
    version = record.public_version
    return str(version.content().get("summary", "")) if version else ""


def as_json(values: tuple[Value, ...]) -> dict[str, str | int | None]:
    """The same under the keys; days as ISO dates, nothing as null."""
    plain = (each.isoformat() if isinstance(each, date) else each for each in values)
    return {
        field.key: value if value != "" else None
        for field, value in zip(FIELDS, plain, strict=True)
    }


def named(rule: Callable[[str], str], id_: str) -> str:
    """The name of an id, nothing for one the rules do not know."""
    try:
        return rule(id_) if id_ else ""
    except Refusal:
        return ""
