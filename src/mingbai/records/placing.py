"""The public folder of a record: its files while it is public, nothing when it is not."""

from uuid import UUID

from django.db import transaction

from mingbai.files import public_folder
from mingbai.records.content import document
from mingbai.records.kinds import documents
from mingbai.records.models import Record


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
    wanted = {each.name: each.sha256 for each in document(version.content()).files}
    if wanted or public_folder.held(str(record.pk)):
        public_folder.place(str(record.pk), wanted)


def clear(record: Record) -> None:
    """Unlink the files of the record."""
    public_folder.clear(str(record.pk))


def reconcile() -> int:
    """Make the folders agree with the facts, after a crash between the two; how many differed."""
    standing = set(public_folder.folders())
    public = {
        str(pk)
        for pk in Record.objects.filter(pk__in=standing, public_version__isnull=False).values_list(
            "pk", flat=True
        )
    }
    for folder in standing - public:
        public_folder.clear(folder)
    return len(standing - public)
