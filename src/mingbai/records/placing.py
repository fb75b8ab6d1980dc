"""The public folder of a record: its files while it is public, nothing when it is not."""

import logging
import re
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from mingbai.files import public_folder
from mingbai.records.content import document
from mingbai.records.kinds import documents
from mingbai.records.models import Attachment, Record, Version

LOOKED_AT = 200  # of the newest files, when asked whether all is in place
_LOG = logging.getLogger("mingbai.records.placing")
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def place(record_id: UUID) -> None:
    """Put exactly the files of the public version where the public reads them; safe to repeat.

    Under the lock of the record: a withdrawal at the same moment waits, or has been before.
    """
    with transaction.atomic():
        _place(Record.objects.select_for_update().get(pk=record_id))


def place_or_tell(record_id: UUID) -> None:
    """After the commit: what cannot be placed now is told in the log; the next tick tries again.

    The record is public whatever becomes of its files: whoever published must not be told that it
    failed, nor may it stop the rest of a batch.
    """
    try:
        place(record_id)
    except Exception:
        _LOG.exception("公开信息 %s 的附件没有放好，下一次 mingbai tick 再放", record_id)


def _place(record: Record) -> None:
    version = record.public_version
    if version is None or record.kind not in {each.id for each in documents()}:
        return
    wanted = _wanted(version)
    if wanted or held(record):
        public_folder.place(str(record.pk), wanted)


def _wanted(version: Version) -> dict[str, str]:
    return {each.placed: each.sha256 for each in document(version.content()).files}


def unlink_outdated(record: Record, version: Version) -> None:
    """Before the commit of a correction: no file stays that ``version`` has not or has otherwise.

    Should the placing fail, readers find none, never the former one under the new text.
    """
    wanted = _wanted(version)
    standing = public_folder.held(str(record.pk))
    kept = {name: sha256 for name, sha256 in standing.items() if wanted.get(name) == sha256}
    if kept != standing:
        public_folder.place(str(record.pk), kept)


def missing(record: Record) -> frozenset[str]:
    """Names of the files of the public version that are not where the public reads them."""
    if record.public_version is None:
        return frozenset()
    names = _wanted(record.public_version)
    return frozenset(name for name in names if public_folder.path(str(record.pk), name) is None)


def amiss() -> int:
    """Of how many public records a file is missing, among those that got files last."""
    newest = Attachment.objects.order_by("-pk").values_list("record", flat=True)[:LOOKED_AT]
    return sum(1 for record in _with_files().filter(pk__in=list(newest)) if missing(record))


def _with_files() -> QuerySet[Record]:
    brought = Attachment.objects.filter(record=OuterRef("pk"))
    rows = Record.objects.filter(Exists(brought), public_version__isnull=False)
    return rows.filter(kind__in=[each.id for each in documents()]).select_related("public_version")


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


def restore() -> tuple[int, list[str]]:
    """Put back files of public records that are missing from their folders.

    Returns of how many records, and the index numbers of those that could not be put right.
    """
    restored, failed = 0, []
    for record in _with_files().order_by("pk").iterator(chunk_size=200):
        if not missing(record):
            continue
        place_or_tell(record.pk)
        if missing(record):
            failed.append(record.index_no or str(record.pk))
        else:
            restored += 1
    return restored, failed
