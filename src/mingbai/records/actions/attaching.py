"""Bringing a file to a record: cleaned, looked through, kept by its hash."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.files import store
from mingbai.records import permissions
from mingbai.records.actions.locking import locked
from mingbai.records.intake import Taken
from mingbai.records.models import Attachment
from mingbai.records.stages import Move


@transaction.atomic
def attach(record_id: UUID, taken: Taken, *, by: Post, at: datetime) -> Attachment:
    """Keep a file that :func:`records.intake.take` has cleaned and looked through.

    It becomes part of a text only when the draft names it.
    """
    record = locked(record_id, Move.SAVE, may=permissions.check_can_draft, by=by, at=at)
    sha256 = store.put(taken.data)
    made = Attachment.objects.create(
        record=record,
        name=taken.name,
        kind=taken.kind,
        sha256=sha256,
        size=len(taken.data),
        original_sha256=taken.original_sha256,
        strips=list(taken.strips),
        findings=list(taken.findings),
        by=by,
        at=at,
    )
    record_event(
        "record.file_attached",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        sha256=sha256,
        strips=len(taken.strips),
        stopped_by=len(taken.stopped_by),
    )
    return made
