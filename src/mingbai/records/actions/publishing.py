"""The one gate: publication now or at a set time, asked again at that instant."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import DateTimeField, Func
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.records import gate, kinds, permissions, placing, shown
from mingbai.records.actions.locking import locked
from mingbai.records.content import document
from mingbai.records.models import Draft, Publication, Record, Version
from mingbai.records.permissions import ARTICLE
from mingbai.records.stages import LIFECYCLE, Move, Stage
from mingbai.refusal import Refusal

SOONEST = timedelta(minutes=1)
NOON = time(12)


@transaction.atomic
def publish(version: Version, *, listed: bool = False, by: Post, at: datetime) -> Publication:
    """The one gate: make a version public, if at this instant nothing stands in its way.

    ``listed``: of a migration batch whose whole list was just compared with what was reviewed.
    Raises ``Refusal`` naming what is missing.  ``first_public_at`` is set once and never again.
    """
    record = locked(version.record_id, None, may=permissions.check_can_publish, by=by, at=at)
    found = record.versions.select_related("author", "batch").prefetch_related(gate.WITH_REVIEWS)
    version = found.get(pk=version.pk)
    version.record = record
    if record.public_version_id == version.pk:
        raise Refusal("这一稿已经公开")
    if obstacle := gate.obstacle(version, listed=listed, today=timezone.localdate(at)):
        raise Refusal(obstacle, article=ARTICLE, remedy="请先完成各项审查")
    publication = Publication.objects.create(
        version=version, by=by, at=at, database_at=_DatabaseTime()
    )
    del publication.database_at  # 取用时再读数据库写下的时间
    paper = document(version.content()) if kinds.kind(record.kind).is_document else None
    if paper:
        shown.show(record, version.title, paper)
    record.stage = LIFECYCLE.after(Stage(record.stage), Move.PUBLISH)
    record.public_version, record.title = version, version.title
    record.first_public_at = record.first_public_at or at
    record.listed_at = record.listed_at or _listed(record, version, at)
    record.migrated = record.migrated or version.batch_id is not None
    record.changed_at, record.publish_at, record.scheduled_by = at, None, None
    record.save()
    Draft.objects.filter(record=record).delete()
    record_event(
        "record.published",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=version.number,
        sha256=version.sha256,
    )
    if paper and (paper.files or placing.held(record)):
        placing.unlink_outdated(record, version)
        transaction.on_commit(partial(placing.place_or_tell, record.pk))
    return publication


@transaction.atomic
def schedule(record_id: UUID, *, publish_at: datetime, by: Post, at: datetime) -> Record:
    """Set the time at which the last version is to become public; the gate is asked then again."""
    record = locked(record_id, Move.SCHEDULE, may=permissions.check_can_publish, by=by, at=at)
    if publish_at < at + SOONEST:
        raise Refusal("定时公开的时间须在一分钟以后", remedy="要立即公开的，请直接公开")
    version = record.versions.select_related("author", "batch").latest("number")
    version.record = record
    if obstacle := gate.obstacle(version, today=timezone.localdate(at)):
        raise Refusal(obstacle, article=ARTICLE, remedy="请先完成各项审查")
    record.stage = LIFECYCLE.after(Stage(record.stage), Move.SCHEDULE)
    record.publish_at, record.scheduled_by, record.changed_at = publish_at, by, at
    record.save(update_fields=["stage", "publish_at", "scheduled_by", "changed_at"])
    record_event(
        "record.scheduled",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=version.number,
        publish_at=publish_at.isoformat(),
    )
    return record


@transaction.atomic
def unschedule(record_id: UUID, *, by: Post, at: datetime) -> Record:
    """Take the set time back."""
    record = locked(record_id, Move.UNSCHEDULE, may=permissions.check_can_publish, by=by, at=at)
    record.stage = LIFECYCLE.after(Stage(record.stage), Move.UNSCHEDULE)
    record.publish_at, record.scheduled_by, record.changed_at = None, None, at
    record.save(update_fields=["stage", "publish_at", "scheduled_by", "changed_at"])
    record_event("record.unscheduled", record, chain=record.organ.code, by=by, at=at)
    return record


def publish_due(*, at: datetime, limit: int = 200) -> tuple[int, list[str]]:
    """Publish what is due, by those who scheduled it and still hold the post.

    Returns how many became public, and for each that did not the title with the reason.  What the
    gate refuses is not published: it goes back to 待公开 and waits for its officer.
    """
    done, refused = 0, []
    due = Record.objects.filter(publish_at__lte=at).order_by("publish_at", "pk")
    for pk, title in due.values_list("pk", "title")[:limit]:
        try:
            done += _publish_scheduled(pk, at=at)
        except (Refusal, PermissionDenied) as refusal:
            refused.append(f"{title}：{refusal}")
            _give_back(pk, at=at)
    return done, refused


@transaction.atomic
def _publish_scheduled(record_id: UUID, *, at: datetime) -> bool:
    """Publish, unless the time was taken back or put off since it was read."""
    record = _due(record_id, at=at)
    if record is None:
        return False
    by = record.scheduled_by
    if by is None or not permissions.on_duty(by, at):
        raise Refusal("设定公开时间的人已不在岗", remedy="请重新设定")
    publish(record.versions.latest("number"), by=by, at=at)
    return True


@transaction.atomic
def _give_back(record_id: UUID, *, at: datetime) -> None:
    record = _due(record_id, at=at)
    if record is None or record.scheduled_by is None:
        return
    by = record.scheduled_by
    record.stage, record.publish_at, record.scheduled_by = Stage.READY, None, None
    record.changed_at = at
    record.save(update_fields=["stage", "publish_at", "scheduled_by", "changed_at"])
    record_event("record.not_published", record, chain=record.organ.code, by=by, at=at)


def _due(record_id: UUID, *, at: datetime) -> Record | None:
    """The record, locked, if its time is set and has come."""
    record = Record.objects.select_for_update().get(pk=record_id)
    is_due = record.publish_at is not None and record.publish_at <= at
    return record if is_due and record.stage == Stage.SCHEDULED else None


def _listed(record: Record, version: Version, at: datetime) -> datetime:
    """Where lists sort it: when it became public; a migrated page by the date it had."""
    if version.batch_id is None or record.stated_on is None:
        return at
    return timezone.make_aware(datetime.combine(record.stated_on, NOON))


class _DatabaseTime(Func):
    """The time of the database itself, not of this process (AUD-11)."""

    function = "clock_timestamp"
    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "strftime('%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%f', 'now')"
        return super().as_sql(compiler, connection, template=template, **context)
