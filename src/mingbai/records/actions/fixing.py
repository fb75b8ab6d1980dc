"""Fixing a draft as a version, and opening one again; inside the transaction of an action."""

from datetime import datetime
from typing import Any

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import canonical
from mingbai.records import gate, numbering, shown
from mingbai.records.content import document
from mingbai.records.models import Batch, Draft, Record, Version
from mingbai.records.stages import LIFECYCLE, Move, Stage
from mingbai.refusal import Refusal

OF_ONE_CORRECTION = ("change_reason", "change_note")


def draft_of(record: Record, *, by: Post, at: datetime) -> Draft:
    """The draft of a locked record; one that another app drafted gets it from its last version."""
    found = Draft.objects.select_related("saved_by__user").filter(record=record).first()
    if found is None:
        reopen(record, correcting=False, by=by, at=at)
        found = Draft.objects.select_related("saved_by__user").get(record=record)
    return found


def reopen(record: Record, *, correcting: bool, by: Post, at: datetime) -> Version:
    """A draft with the text of the last version; of a correction: of the text last made public.

    Returns that version.  A draft that is there already stays: nothing typed is lost.  A
    correction gives its own reason and note.
    """
    last = _made_public(record) if correcting else record.versions.latest("number")
    content = last.content()
    if correcting:
        content = {name: value for name, value in content.items() if name not in OF_ONE_CORRECTION}
    facts = {"title": last.title, "content": content, "saved_by": by, "saved_at": at}
    facts["writers"] = [] if correcting else last.writers
    Draft.objects.get_or_create(record=record, defaults=facts)
    return last


def hand_in_again(record: Record, version: Version, *, by: Post, at: datetime) -> None:
    """The very text that was taken back: its reviews hold.  Raises for one that changes nothing."""
    if version.pk == record.public_version_id:
        raise Refusal("与已公开的一稿完全相同", remedy="请先修改；不再更正的，可以放弃更正")
    if gate.returned(version):
        raise Refusal("与退回的一稿完全相同", remedy="请按退回意见修改后再送审")
    to = Stage.READY if gate.next_step(version) is None else Stage.REVIEW
    record.stage, record.changed_at = LIFECYCLE.after(Stage(record.stage), Move.SUBMIT, to), at
    record.save(update_fields=["stage", "changed_at"])
    record_event(
        "record.handed_in_again",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=version.number,
    )


def fix(
    record: Record,
    title: str,
    content: dict[str, Any],
    *,
    writers: list[str],
    by: Post,
    at: datetime,
    batch: Batch | None = None,
) -> tuple[Version, bool]:
    """The next version of a locked record, and whether it is new.

    ``writers`` are the people who saved the draft, by their ids; ``batch`` brought the text.
    """
    last = record.versions.order_by("-number").first()
    body = canonical(content)
    if last and bytes(last.body) == body and last.title == title and not _spent(record, last):
        return last, False
    number = (last.number + 1) if last else 1
    version = Version(record=record, number=number, title=title, body=body, author=by, made_at=at)
    version.writers, version.batch = sorted(writers), batch
    version.sha256 = version.computed_sha256()
    record.stage = LIFECYCLE.after(Stage(record.stage), Move.SUBMIT)
    version.save(force_insert=True)
    numbering.number(record, at)
    if record.first_public_at is None:
        shown.show(record, title, document(content))
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
    return version, True


def _spent(record: Record, version: Version) -> bool:
    """Whether the version was public or is older than a withdrawal: it needs new reviews."""
    if record.first_public_at is None or record.public_version_id == version.pk:
        return False
    return hasattr(version, "publication") or gate.outlived(version)


def _made_public(record: Record) -> Version:
    """The version that is public, or that last was."""
    if record.public_version is not None:
        return record.public_version
    return record.versions.filter(publication__isnull=False).latest("number")
