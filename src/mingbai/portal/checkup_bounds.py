"""Bounds of the public check-up: nothing on disk, two at once; how often stands in ``limits``."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST_BYTES = 10 * 1024 * 1024
AT_ONCE = 2
SLOT_SECONDS = 60  # a slot whose holder died is free again after this


class InMemory(FileUploadHandler):
    """Keeps an upload in memory and drops what passes the bound; nothing is written to disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.buffer = BytesIO()
        self.passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Count every byte; keep those within the bound."""
        self.passed += len(raw_data)
        if self.passed > MOST_BYTES:
            if self.request is not None:
                self.request.META["checkup.too_large"] = True
            raise SkipFile
        self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as Django hands it to the form."""
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            file=self.buffer,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


@contextmanager
def slot() -> Iterator[bool]:
    """One of the places in which a report is read at the same time; False when all are taken."""
    for number in range(AT_ONCE):
        key = f"checkup:slot:{number}"
        if cache.add(key, 1, timeout=SLOT_SECONDS):
            try:
                yield True
            finally:
                cache.delete(key)
            return
    yield False
