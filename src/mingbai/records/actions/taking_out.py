"""That everything kept of records left the system: drafts, reviews and findings among it."""

from datetime import datetime

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.actors import Acting
from mingbai.organs.models import Organ
from mingbai.records.models import Attachment, Record


@transaction.atomic
def took_out(record: Record, *, by: Post, at: datetime) -> None:
    """Note that a person took the whole record out."""
    record_event("record.exported", record, chain=record.organ.code, by=by, at=at)


@transaction.atomic
def took_out_all(organ: Organ, *, count: int, by: Acting, at: datetime) -> None:
    """Note that all ``count`` records of an organ were taken out."""
    record_event("records.exported", organ, chain=organ.code, by=by, at=at, count=count)


@transaction.atomic
def opened_file(file: Attachment, *, by: Post, at: datetime) -> None:
    """Note that a person opened a file in which the scan found something."""
    record = file.record
    facts = {"sha256": file.sha256, "findings": len(file.findings)}
    record_event("record.file_opened", record, chain=record.organ.code, by=by, at=at, **facts)
