"""Everything that is kept of records: their metadata as rows, one record as a whole."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mingbai.records import kinds
from mingbai.records.models import Attachment, Record, Version
from mingbai.records.queries import evaluations
from mingbai.records.queries.listing import in_order
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from mingbai.rules import classification, publicity

HEADS = (
    *("索引号", "标题", "机关", "种类", "栏目", "公开事项", "主题分类", "体裁", "文号"),
    *("成文日期", "施行日期", "失效日期", "标注的发布日期", "公示期至", "公开属性", "公开期限"),
    *("环节", "现在是否公开", "首次公开", "列表日期", "定时公开", "迁移"),
    *("经办人", "最近变动", "编号"),
)
Value = str | int | date | None
CHUNK = 1000


def rows(records: QuerySet[Record]) -> Iterator[list[Value]]:
    """The metadata of each under ``HEADS``, last changed first; read in pieces."""
    for record in in_order(records).iterator(chunk_size=CHUNK):
        yield _row(record)


def _row(record: Record) -> list[Value]:
    officer = record.officer
    return [
        record.index_no or "",
        record.title,
        record.organ.name,
        kinds.kind(record.kind).label,
        record.column.name if record.column else "",
        _named(record.item, lambda code: publicity.item(code).short),
        _named(record.theme, classification.theme_path),
        _named(record.genre, lambda code: classification.genre(code).name),
        record.doc_no,
        record.formed_on,
        record.effective_on,
        record.expires_on,
        record.stated_on,
        record.public_until,
        _named(
            record.openness, lambda code: publicity.named(publicity.Heading.OPENNESS, code).name
        ),
        record.due_on,
        Stage(record.stage).label,
        "是" if record.is_public else "否",
        _day(record.first_public_at),
        _day(record.listed_at),
        _minute(record.publish_at),
        "是" if record.migrated else "否",
        officer.user.name if officer else "",
        _day(record.changed_at),
        str(record.pk),
    ]


def _named(code: str, name: Callable[[str], str]) -> str:
    """The name of a code; a code that is no longer known stays what it is."""
    if not code:
        return ""
    try:
        return name(code)
    except (Refusal, KeyError):
        return code


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _minute(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def whole(record: Record) -> dict[str, Any]:
    """The record with all versions, reviews, publications, withdrawals, relations and files."""
    draft = getattr(record, "draft", None)
    return {
        "id": str(record.pk),
        "metadata": dict(zip(HEADS, map(_plain, _row(record)), strict=True)),
        "draft": draft and {"title": draft.title, "content": draft.content},
        "versions": [_version(each) for each in _versions(record)],
        "withdrawals": [_facts(each, WITHDRAWAL) for each in _people(record.withdrawals.all())],
        "relations": [
            *(_facts(each, RELATION) for each in record.relations_out.select_related("by__user")),
            *(_facts(each, RELATION) for each in record.relations_in.select_related("by__user")),
        ],
        "validity": [_facts(each, VALIDITY) for each in record.validity_changes.all()],
        "evaluations": [_facts(each, EVALUATION) for each in evaluations.of(record)],
        "files": [_facts(each, FILE) for each in files_of(record)],
    }


def files_of(record: Record) -> list[Attachment]:
    """Every file that was brought to the record, each content once."""
    found = {each.sha256: each for each in record.attachments.select_related("by__user")}
    return list(found.values())


WITHDRAWAL = (
    *("version_id", "reason", "note", "opinion", "asked_by", "asked_at"),
    *("effective_at", "decided_by", "decided_at", "refused"),
)
RELATION = ("kind", "source_id", "target_id", "by", "at", "ended_at")
VALIDITY = ("change", "on", "basis_record_id", "basis", "by", "at")
EVALUATION = ("version_id", "conclusion", "opinion", "by", "at")
FILE = ("name", "kind", "sha256", "size", "original_sha256", "strips", "findings", "by", "at")
REVIEW = ("step", "conclusion", "basis", "opinion", "answers", "reviewer", "at")
SCAN = ("edition", "findings", "critical", "sha256", "at")
OVERRIDE = ("reason", "basis", "asked_by", "asked_at", "allowed_by", "allowed_at", "refused")


def _versions(record: Record) -> QuerySet[Version]:
    found = record.versions.select_related("author__user", "publication__by__user")
    return found.prefetch_related(
        "reviews__reviewer__user", "scans", "overrides__asked_by__user", "batch__reviews"
    )


def _people(withdrawals: Any) -> Any:
    return withdrawals.select_related("asked_by__user", "decided_by__user")


def _version(version: Version) -> dict[str, Any]:
    publication = getattr(version, "publication", None)
    batch = version.batch
    return {
        "id": version.pk,
        **_facts(version, ("number", "title", "sha256", "author", "made_at")),
        "computed_sha256": version.computed_sha256(),
        "content": version.content(),
        "reviews": [_facts(each, REVIEW) for each in version.reviews.all()],
        "batch_reviews": [_facts(each, REVIEW) for each in batch.reviews.all()] if batch else [],
        "scans": [_facts(each, SCAN) for each in version.scans.all()],
        "overrides": [_facts(each, OVERRIDE) for each in version.overrides.all()],
        "publication": publication and _facts(publication, ("by", "at", "database_at")),
    }


def _facts(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """These columns as JSON can hold them; who did it by name and post."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | list | dict):
        return value
    user = getattr(value, "user", None)
    return f"{user.name}（{value}）" if user else str(value)
