"""Record, the draft its officers work on, and its immutable versions."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.canonical import canonical
from mingbai.organs.models import Organ
from mingbai.records.stages import Stage
from mingbai.rules.validity import Validity

# 公开的只能是本件有公开记录的最后一稿，而且这一稿没有撤下
_PUBLISHED = """EXISTS (SELECT 1 FROM records_version v
JOIN records_publication p ON p.version_id = v.id
WHERE v.id = NEW.public_version_id AND v.record_id = NEW.id
AND NOT EXISTS (SELECT 1 FROM records_withdrawal w
    WHERE w.version_id = v.id AND w.effective_at IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM records_version n
    JOIN records_publication q ON q.version_id = n.id
    WHERE n.record_id = NEW.id AND n.number > v.number))"""
_FIRST = """EXISTS (SELECT 1 FROM records_version v
JOIN records_publication p ON p.version_id = v.id
WHERE v.record_id = NEW.id AND p.at = NEW.first_public_at)"""


class Record(models.Model):
    """One piece of 政府信息 of an organ. ``key`` tells records of a kind apart (a report's year).

    Title and metadata are those of the public version, before there is one those of the last
    draft; they are here to be listed and filtered, the exact text is the version's.  ``stage`` is
    where the work on the last version stands, ``public_version`` what the public reads.
    """

    WRITE_ONCE = ["first_public_at", "index_no"]
    ONLY_WHERE = {"public_version_id": _PUBLISHED, "first_public_at": _FIRST}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, related_name="records", db_index=False
    )
    kind = models.CharField("种类", max_length=30)
    key = models.CharField(max_length=60)
    index_no = models.CharField("索引号", max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001
    title = models.CharField("标题", max_length=300)
    stage = models.CharField("环节", max_length=12, default=Stage.DRAFT)
    officer = models.ForeignKey(
        Post,
        verbose_name="经办人",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    changed_at = models.DateTimeField("最近变动", default=timezone.now)
    # 供列表筛选的元数据（索引号至公开时限各项）；完整内容在各稿之中
    column = models.ForeignKey(
        "Column",
        verbose_name="栏目",
        null=True,
        on_delete=models.PROTECT,
        related_name="records",
        db_index=False,
    )
    item = models.CharField("公开事项", max_length=40, blank=True)
    theme = models.CharField("主题分类", max_length=10, blank=True)
    genre = models.CharField("体裁", max_length=20, blank=True)
    doc_no = models.CharField("文号", max_length=80, blank=True)
    formed_on = models.DateField("成文日期", null=True)
    effective_on = models.DateField("施行日期", null=True)
    expires_on = models.DateField("失效日期", null=True)
    stated_on = models.DateField("标注的发布日期", null=True)
    public_until = models.DateField("公示期至", null=True)
    openness = models.CharField("公开属性", max_length=12, blank=True)
    due_on = models.DateField("公开期限", null=True)
    # 公开
    # 不设单列索引：SQLite 会用它去找没有公开的，再全部排序
    public_version = models.ForeignKey(
        "Version",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    first_public_at = models.DateTimeField("首次公开", null=True, editable=False)
    listed_at = models.DateTimeField("列表日期", null=True, editable=False)
    publish_at = models.DateTimeField("定时公开", null=True)
    scheduled_by = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    migrated = models.BooleanField("迁移", default=False, editable=False)

    # 当天的效力，由列表一次查出（queries.standing.mark），不入库
    standing: Validity | None = None
    # 列表随行取出的名称（queries.listing），不入库
    organ_name: str
    column_name: str | None
    officer_name: str | None

    class Meta:
        ordering = ["organ__path", "kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "key"], name="record_once_per_key"),
            models.CheckConstraint(
                name="record_public_exactly_when_dated",
                condition=Q(public_version=None, first_public_at=None)
                | Q(first_public_at__isnull=False),
            ),
            models.CheckConstraint(
                name="record_listed_exactly_when_first_public",
                condition=Q(listed_at=None, first_public_at=None)
                | Q(listed_at__isnull=False, first_public_at__isnull=False),
            ),
            models.CheckConstraint(
                name="record_scheduled_by_someone",
                condition=Q(publish_at=None, scheduled_by=None)
                | Q(publish_at__isnull=False, scheduled_by__isnull=False),
            ),
        ]
        indexes = [
            # 工作台的列表：都按变动先后；带上标题、文号的，找字时不必再取整行
            models.Index(
                fields=["-changed_at", "id", "organ", "title", "doc_no"], name="record_by_change"
            ),
            models.Index(
                fields=["organ", "-changed_at", "id", "title", "doc_no"], name="record_of_organ"
            ),
            models.Index(fields=["organ", "stage", "-changed_at", "id"], name="record_of_stage"),
            models.Index(fields=["stage", "-changed_at", "id"], name="record_in_stage"),
            models.Index(fields=["kind", "-changed_at", "id"], name="record_of_kind"),
            models.Index(fields=["item", "-changed_at", "id"], name="record_of_item"),
            models.Index(fields=["column", "-changed_at", "id"], name="record_of_column"),
            models.Index(fields=["officer", "-changed_at", "id"], name="record_of_officer"),
            models.Index(
                fields=["-changed_at", "id", "organ", "due_on", "openness", "stage"],
                name="record_not_public",
                condition=Q(public_version__isnull=True),
            ),
            models.Index(
                fields=["column", "-listed_at", "id"],
                name="record_public_of_column",
                condition=Q(public_version__isnull=False),
            ),
            models.Index(
                fields=["organ", "-listed_at", "id"],
                name="record_public_of_organ",
                condition=Q(public_version__isnull=False),
            ),
            models.Index(
                fields=["-listed_at", "id"],
                name="record_public_by_time",
                condition=Q(public_version__isnull=False),
            ),
            models.Index(
                fields=["organ", "item", "-listed_at", "id"],
                name="record_public_of_item",
                condition=Q(public_version__isnull=False),
            ),
            models.Index(
                fields=["public_until"],
                name="record_public_for_a_time",
                condition=Q(public_version__isnull=False, public_until__isnull=False),
            ),
            models.Index(
                fields=["publish_at"],
                name="record_scheduled",
                condition=Q(publish_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page on the desk."""
        return reverse("records:record", args=[self.pk])

    @property
    def is_public(self) -> bool:
        """Whether the public can read it now."""
        return self.public_version_id is not None

    @property
    def public_path(self) -> str:
        """``/info/{credit code}/{year}-{serial}/``: from the number that never changes (SIT-10)."""
        code, _, serial = (self.index_no or "").lower().partition("/")
        return reverse("info:record", args=[code, serial]) if serial else ""


class Draft(models.Model):
    """The text its officers work on; no legal effect before it is submitted as a version.

    ``edition`` counts the savings: who saves upon an older one is told of the conflict.
    """

    record = models.OneToOneField(
        Record, primary_key=True, on_delete=models.CASCADE, related_name="draft"
    )
    title = models.CharField("标题", max_length=300)
    content = models.JSONField()
    edition = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    # 保存过草稿的人：不只送审的人是拟稿人
    writers = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """The exact text: title, canonical bytes, and the SHA-256 of both. Never changed."""

    APPEND_ONLY = True

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    author = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    writers = models.JSONField(default=list)
    # 迁移的一批，整批登记、扫描、审查、签发
    batch = models.ForeignKey("Batch", null=True, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        ordering = ["record", "number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record} v{self.number}"

    @property
    def people(self) -> frozenset[str]:
        """The ids of the users who wrote it: who handed it in and all who saved its draft."""
        return frozenset({str(self.author.user_id), *self.writers})

    def computed_sha256(self) -> str:
        """The hash of title and bytes as they are now."""
        return hashlib.sha256(canonical(self.title) + b"\n" + bytes(self.body)).hexdigest()

    def content(self) -> Any:
        """The text as it was drafted."""
        return json.loads(bytes(self.body))


class IndexSeries(models.Model):
    """The last serial of the index numbers of an organ's code in a year; locked while one is given.

    By code and not by organ: two organs never share one, and a number outlives a renaming.
    """

    code = models.CharField(max_length=18)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "year"], name="index_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.year}-{self.last}"
