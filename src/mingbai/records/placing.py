"""The public folder of a record: its files while it is public, nothing when it is not."""

import re
from uuid import UUID

from django.db import transaction

from mingbai.files import public_folder
from mingbai.records.content import document
from mingbai.records.kinds import documents
from mingbai.records.models import Record

_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def place(record_id: UUID) -> None:
    """Put exactly the files of the public version where the public reads them; safe to repeat.

    Under the lock of the record: a withdrawal at the same moment waits, or has been before.
    """
    with transaction.atomic():
        _place(Record.objects.select_for_update().get(pk=record_id))


def _place(record: Record) -> None:
    version = record.public_version
    if version is None or record.kind not in {each.id for each in documents()}:
        return
    wanted = {each.placed: each.sha256 for each in document(version.content()).files}
    if wanted or held(record):
        public_folder.place(str(record.pk), wanted)


def held(record: Record) -> bool:
    """Whether files of the record lie where the public reads."""
    return bool(public_folder.held(str(record.pk)))


def clear(record: Record) -> None:
    """Unlink the files of the record."""
    public_folder.clear(str(record.pk))


def reconcile() -> int:
    """Make the folders agree with the facts, after a crash between the two; how many differed."""
    standing = set(public_folder.folders())
    keys = [UUID(name) for name in standing if _KEY.fullmatch(name)]
    found = Record.objects.filter(pk__in=keys, public_version__isnull=False)
    public = {str(pk) for pk in found.values_list("pk", flat=True)}
    for folder in standing - public:
        public_folder.clear(folder)
    return len(standing - public)


def restore() -> int:
    """Put back files of public records that are missing from their folders; how many records."""
    restored = 0
    public = Record.objects.filter(public_version__isnull=False, attachments__isnull=False)
    rows = public.select_related("public_version").order_by("pk").distinct()
    for record in rows.iterator(chunk_size=200):
        assert record.public_version is not None  # noqa: S101 (the filter above)
        files = document(record.public_version.content()).files
        if any(public_folder.path(str(record.pk), each.placed) is None for each in files):
            place(record.pk)
            restored += 1
    return restored
