"""One record as a zip: everything that is kept of it, and its files."""

import json
import re
import zipfile
from hashlib import sha256
from typing import IO

from mingbai.files import store
from mingbai.records.models import Record
from mingbai.records.queries import exporting
from mingbai.refusal import Refusal

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def name(record: Record) -> str:
    """The name of its zip: the index number, before there is one the key."""
    return f"{_safe(record.index_no or str(record.pk))}.zip"


def write(record: Record, out: IO[bytes]) -> None:
    """``record.json``, the files, and ``SHA256SUMS``, which ``sha256sum -c`` reads.

    The files go in one by one; one that is gone is named in the JSON and does not stop it.
    """
    content = exporting.whole(record)
    lines, missing = [], []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, file in enumerate(exporting.files_of(record), 1):
            inside = f"files/{number:03}-{_safe(file.name)}"
            try:
                package.writestr(inside, store.get(file.sha256))
            except Refusal as refusal:
                missing.append({"name": file.name, "sha256": file.sha256, "reason": str(refusal)})
                continue
            lines.append(f"{file.sha256}  {inside}\n")
        text = json.dumps(content | {"missing_files": missing}, ensure_ascii=False, indent=1)
        package.writestr("record.json", text)
        lines.append(f"{sha256(text.encode()).hexdigest()}  record.json\n")
        package.writestr("SHA256SUMS", "".join(lines))


def _safe(words: str) -> str:
    """A file name that no folder and no program takes for anything else."""
    return _UNSAFE.sub("_", words).strip(" .")[-120:] or "file"
