"""Everything out: the list with all metadata, one record with all its versions and files."""

import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import IO
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from mingbai.files import export, store
from mingbai.records import permissions
from mingbai.records.desk.list_forms import kept_query
from mingbai.records.desk.list_views import list_form, person
from mingbai.records.models import Record
from mingbai.records.queries import exporting, narrowing
from mingbai.refusal import Refusal

NAME = "政府信息"
MOST_IN_EXCEL = 20_000
IN_MEMORY, PIECE = 8_000_000, 1 << 16
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


@login_required
def listed(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The filtered list as ``csv`` of any length, or as ``xlsx`` of a length Excel opens well."""
    reach, form = list_form(request)
    found = narrowing.matching(reach, form.filters())
    if suffix == "csv":
        return export.as_csv(NAME, exporting.HEADS, exporting.rows(found))
    if suffix != "xlsx":
        raise Http404
    if narrowing.more_than(found, MOST_IN_EXCEL):
        messages.error(
            request, f"超过{MOST_IN_EXCEL}件，Excel打开很慢。请缩小筛选范围，或者导出CSV。"
        )
        return redirect(f"{reverse('records:list')}?{kept_query(request.GET).urlencode()}")
    return export.as_xlsx(NAME, exporting.HEADS, exporting.rows(found))


@login_required
def bundle(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One record as a zip: ``record.json``, its files, a manifest that ``sha256sum -c`` reads."""
    visible = permissions.visible_to(person(request), today=timezone.localdate())
    record = get_object_or_404(visible.select_related("organ", "column", "officer__user"), pk=key)
    answer = StreamingHttpResponse(_pieces(record), content_type="application/zip")
    name = f"{_safe(record.index_no or str(record.pk))}.zip"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _pieces(record: Record) -> Iterator[bytes]:
    """The zip, piece by piece; a large one is kept on disk and not in memory."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as out:
        _write(record, out)
        out.seek(0)
        while piece := out.read(PIECE):
            yield piece


def _write(record: Record, out: IO[bytes]) -> None:
    """The files go in one by one; one that is gone is named in the JSON and does not stop it."""
    content = exporting.whole(record)
    lines, missing = [], []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, file in enumerate(exporting.files_of(record), 1):
            name = f"files/{number:03}-{_safe(file.name)}"
            try:
                package.writestr(name, store.get(file.sha256))
            except Refusal as refusal:
                missing.append({"name": file.name, "sha256": file.sha256, "reason": str(refusal)})
                continue
            lines.append(f"{file.sha256}  {name}\n")
        text = json.dumps(content | {"missing_files": missing}, ensure_ascii=False, indent=1)
        package.writestr("record.json", text)
        lines.append(f"{sha256(text.encode()).hexdigest()}  record.json\n")
        package.writestr("SHA256SUMS", "".join(lines))


def _safe(name: str) -> str:
    """A file name that no folder and no program takes for anything else."""
    return _UNSAFE.sub("_", name).strip(" .")[-120:] or "file"
