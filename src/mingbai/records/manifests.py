"""The manifest of a migration batch: the hash over its rows with their files' hashes and texts."""

from collections.abc import Iterator
from typing import Any

from mingbai.audit.canonical import digest
from mingbai.records.models import Batch, BatchRow

Entry = list[Any]


def entries(batch: Batch) -> Iterator[tuple[int, Entry]]:
    """Key and content of every row in order: its number, what the list says, the text's hash."""
    found = BatchRow.objects.filter(batch=batch).order_by("number")
    rows = found.values_list("pk", "number", "data", "version__sha256")
    for key, number, data, sha256 in rows.iterator(2000):
        yield key, [number, data, sha256 or ""]


def manifest(batch: Batch) -> str:
    """The hash over all rows as they are now."""
    return digest([entry for _, entry in entries(batch)])


def intact(batch: Batch) -> bool:
    """Whether the rows are those that were reviewed."""
    return bool(batch.manifest) and manifest(batch) == batch.manifest
