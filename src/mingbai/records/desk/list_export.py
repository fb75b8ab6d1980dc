"""Everything out: the list with all metadata, one record with all its versions and files."""

import tempfile
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from mingbai.accounts import rights
from mingbai.files import export
from mingbai.records import actions, packing, permissions
from mingbai.records.desk.list_forms import kept_query
from mingbai.records.desk.list_views import list_form, person
from mingbai.records.models import Record
from mingbai.records.queries import exporting, narrowing

NAME = "政府信息"
MOST_IN_EXCEL = 20_000
IN_MEMORY, PIECE = 8_000_000, 1 << 16


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
    """One record as a zip; that it was taken out stands in the audit chain."""
    user, today = person(request), timezone.localdate()
    visible = permissions.visible_to(user, today=today)
    record = get_object_or_404(visible.select_related("organ", "column", "officer__user"), pk=key)
    by = rights.acting_post(user, record.organ, roles=permissions.READERS, today=today)
    if by is None:
        raise Http404
    actions.took_out(record, by=by, at=timezone.now())
    answer = StreamingHttpResponse(_pieces(record), content_type="application/zip")
    answer.headers["Content-Disposition"] = (
        content_disposition_header(True, packing.name(record)) or ""
    )
    return answer


def _pieces(record: Record) -> Iterator[bytes]:
    """The zip, piece by piece; a large one is kept on disk and not in memory."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as out:
        packing.write(record, out)
        out.seek(0)
        while piece := out.read(PIECE):
            yield piece
