"""Drafts and versions: working on a text, and fixing it as the text that is reviewed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import canonical
from mingbai.organs.models import Organ
from mingbai.records import checking, gate, kinds, numbering, permissions, shown
from mingbai.records.actions.locking import locked
from mingbai.records.content import document
from mingbai.records.models import Draft, Record, Version
from mingbai.records.stages import LIFECYCLE, Move, Stage
from mingbai.refusal import Refusal


class Conflict(Refusal):
    """Somebody else has saved the draft since it was opened; ``theirs`` is what he saved."""

    def __init__(self, theirs: Draft) -> None:
        who = theirs.saved_by.user.name
        when = timezone.localtime(theirs.saved_at)
        super().__init__(
            f"{who}已于{when:%m月%d日 %H:%M}保存了另一稿，您打开的是此前的一稿",
            remedy="您写的内容还在下面：请对照修改，再保存",
        )
        self.theirs = theirs


@transaction.atomic
def create(
    *, organ: Organ, kind: str, title: str, content: dict[str, Any], by: Post, at: datetime
) -> Record:
    """A new record with its first draft. Raises ``PermissionDenied``, ``KeyError`` (kind)."""
    permissions.check_can_draft(by, organ)
    kinds.kind(kind)
    record = Record(organ=organ, kind=kind, key=uuid4().hex, officer=by, changed_at=at)
    shown.show(record, title, document(content))
    record.save(force_insert=True)
    Draft.objects.create(record=record, title=title, content=content, saved_by=by, saved_at=at)
    record_event("record.created", record, chain=organ.code, by=by, at=at, kind=kind)
    return record


@transaction.atomic
def save(
    record_id: UUID, *, edition: int, title: str, content: dict[str, Any], by: Post, at: datetime
) -> Draft:
    """Save the draft upon the edition that was opened; also the automatic saving.

    No event: a draft has no legal effect.  Raises ``PermissionDenied``, ``Refusal`` in a stage
    that is not edited, ``Conflict`` when somebody else has saved in between.
    """
    record = locked(record_id, Move.SAVE, check=lambda r: permissions.check_can_draft(by, r.organ))
    draft = Draft.objects.select_related("saved_by__user").get(record=record)
    if draft.title == title and draft.content == content:
        return draft
    if draft.edition != edition and draft.saved_by.user_id != by.user_id:
        raise Conflict(draft)
    if draft.edition > edition:
        raise Conflict(draft)
    draft.title, draft.content = title, content
    draft.edition, draft.saved_by, draft.saved_at = draft.edition + 1, by, at
    draft.save()
    record.officer, record.changed_at = by, at
    if record.public_version_id is None:
        shown.show(record, title, document(content))
    record.save(update_fields=[*shown.COLUMNS, "officer", "changed_at"])
    return draft


@transaction.atomic
def submit(record_id: UUID, *, edition: int, by: Post, at: datetime) -> Version:
    """Fix the draft as the next version and hand it to the first review.

    Raises ``Refusal`` naming every field that is missing or wrong, ``Conflict`` when the draft is
    no longer the one that was seen.
    """
    record = locked(
        record_id, Move.SUBMIT, check=lambda r: permissions.check_can_draft(by, r.organ)
    )
    LIFECYCLE.check(Stage(record.stage), Move.SAVE)
    draft = Draft.objects.select_related("saved_by__user").get(record=record)
    if draft.edition != edition:
        raise Conflict(draft)
    checking.check(record, draft.title, draft.content)
    last = record.versions.order_by("-number").first()
    version = _fix(record, draft.title, draft.content, by=by, at=at)
    if last is not None and version.pk == last.pk:
        _hand_in_again(record, version, by=by, at=at)
    return version


@transaction.atomic
def draft(
    *,
    organ: Organ,
    kind: str,
    key: str,
    title: str,
    content: dict[str, Any],
    by: Post,
    at: datetime,
) -> Version:
    """Fix a text that another app made as the next version of the record ``(organ, kind, key)``.

    ``content`` is what JSON can hold; the same title and content as the last version return that
    version.  Raises ``PermissionDenied``, and ``KeyError`` for a kind that kinds.toml lacks.
    """
    permissions.check_can_draft(by, organ)
    kinds.kind(kind)
    record, _ = Record.objects.get_or_create(
        organ=organ, kind=kind, key=key, defaults={"title": title, "changed_at": at, "officer": by}
    )
    record = Record.objects.select_for_update().get(pk=record.pk)
    return _fix(record, title, content, by=by, at=at)


@transaction.atomic
def recall(record_id: UUID, *, by: Post, at: datetime) -> Record:
    """Take the last version back to work on it; its reviews are worth nothing for the next."""
    return _step_back(record_id, Move.RECALL, "record.recalled", by=by, at=at)


@transaction.atomic
def correct(record_id: UUID, *, by: Post, at: datetime) -> Record:
    """Open a draft upon the public text; the public goes on reading the old until it is reviewed.

    Of a withdrawn record: the way to publish it again.
    """
    return _step_back(record_id, Move.CORRECT, "record.reopened", by=by, at=at)


@transaction.atomic
def abandon(record_id: UUID, *, by: Post, at: datetime) -> Record:
    """Give up a correction; the public text stays what it is."""
    record = locked(
        record_id, Move.ABANDON, check=lambda r: permissions.check_can_draft(by, r.organ)
    )
    if record.first_public_at is None:
        raise Refusal("本件还没有公开过，没有可以放弃的更正", remedy="不再需要的，可以作废")
    to = Stage.PUBLIC if record.is_public else Stage.WITHDRAWN
    record.stage, record.changed_at = LIFECYCLE.after(Stage(record.stage), Move.ABANDON, to), at
    record.save(update_fields=["stage", "changed_at"])
    Draft.objects.filter(record=record).delete()
    record_event("record.correction_abandoned", record, chain=record.organ.code, by=by, at=at)
    return record


@transaction.atomic
def discard(record_id: UUID, *, by: Post, at: datetime) -> Record:
    """Put a draft that was never public aside for good; the row and its versions stay."""
    record = locked(
        record_id, Move.DISCARD, check=lambda r: permissions.check_can_draft(by, r.organ)
    )
    if record.first_public_at is not None:
        raise Refusal("公开过的信息不能作废", remedy="可以放弃更正，或者办理撤下")
    record.stage, record.changed_at = LIFECYCLE.after(Stage(record.stage), Move.DISCARD), at
    record.save(update_fields=["stage", "changed_at"])
    record_event("record.discarded", record, chain=record.organ.code, by=by, at=at)
    return record


def _step_back(record_id: UUID, move: Move, verb: str, *, by: Post, at: datetime) -> Record:
    """To a draft again, with the text of the last version."""
    record = locked(record_id, move, check=lambda r: permissions.check_can_draft(by, r.organ))
    if not kinds.kind(record.kind).is_document:
        raise Refusal(
            "本件的内容由系统生成，不在这里修改", remedy="请在生成它的页面上修改后重新送审"
        )
    last = record.versions.latest("number")
    facts = {"title": last.title, "content": last.content(), "saved_by": by, "saved_at": at}
    Draft.objects.get_or_create(record=record, defaults=facts)
    record.stage, record.changed_at = LIFECYCLE.after(Stage(record.stage), move), at
    record.officer = by
    record.save(update_fields=["stage", "changed_at", "officer"])
    record_event(verb, record, chain=record.organ.code, by=by, at=at, version=last.number)
    return record


def _hand_in_again(record: Record, version: Version, *, by: Post, at: datetime) -> None:
    """The very text that was taken back: its reviews hold.  Raises for one that changes nothing."""
    if version.pk == record.public_version_id:
        raise Refusal("与已公开的一稿完全相同", remedy="请先修改；不再更正的，可以放弃更正")
    if gate.returned(version):
        raise Refusal("与退回的一稿完全相同", remedy="请按退回意见修改后再送审")
    ready = gate.next_step(version) is None
    record.stage, record.changed_at = Stage.READY if ready else Stage.REVIEW, at
    record.save(update_fields=["stage", "changed_at"])
    record_event(
        "record.handed_in_again",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=version.number,
    )


def _fix(record: Record, title: str, content: dict[str, Any], *, by: Post, at: datetime) -> Version:
    """The next version of a locked record."""
    last = record.versions.order_by("-number").first()
    body = canonical(content)
    if last and bytes(last.body) == body and last.title == title and not _spent(record, last):
        return last
    number = (last.number + 1) if last else 1
    version = Version(record=record, number=number, title=title, body=body, author=by, made_at=at)
    version.sha256 = version.computed_sha256()
    version.save(force_insert=True)
    numbering.number(record, at)
    if record.public_version_id is None:
        shown.show(record, title, document(content))
    record.stage = LIFECYCLE.after(Stage(record.stage), Move.SUBMIT)
    record.officer, record.changed_at = by, at
    record.publish_at = record.scheduled_by = None
    record.save()
    record_event(
        "record.drafted",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=version.number,
        sha256=version.sha256,
    )
    return version


def _spent(record: Record, version: Version) -> bool:
    """Whether the version was public and is not any more: the same words need new reviews."""
    published = hasattr(version, "publication")
    return published and record.public_version_id != version.pk
