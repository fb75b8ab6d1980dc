"""A record as data and as plain text, and what the data fields mean (第二十四条 查阅、下载)."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from mingbai.portal.apply.pages import root_of
from mingbai.portal.info import entries, reading
from mingbai.portal.info.record import record_of, tombstone
from mingbai.portal.info.serving import public_page
from mingbai.prose import plain
from mingbai.records.kinds import kind
from mingbai.records.models import Record
from mingbai.records.queries import public as queries


@public_page
def record(request: HttpRequest, code: str, serial: str, form: str) -> HttpResponse:
    """A public record as JSON or as text; 410 when withdrawn, as its page."""
    found = record_of(request, code, serial)
    if not found.is_public:
        return tombstone(request, found)
    if not kind(found.kind).is_document:
        raise Http404
    shown = reading.shown(found, root_of(request), today=timezone.localdate())
    if form == "json":
        said = as_data(request, found, shown, today=timezone.localdate())
        answer: HttpResponse = JsonResponse(said, json_dumps_params={"ensure_ascii": False})
    else:
        answer = HttpResponse(as_text(request, shown), content_type="text/plain; charset=utf-8")
    answer.headers["Link"] = f'<{quote(found.public_path)}>; rel="canonical"'
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@public_page
def fields(request: HttpRequest) -> HttpResponse:
    """数据说明: every field of the files, and that it stays."""
    context = {"fields": entries.FIELDS, "catalogue": entries.CATALOGUE, "record": entries.RECORD}
    return render(request, "portal/info/fields.html", context)


def as_data(
    request: HttpRequest, found: Record, shown: reading.Shown, *, today: date
) -> dict[str, Any]:
    """The entry of the catalogue, then text, files, relations and every later publication."""
    publication = queries.publications(found)[0]
    page = request.build_absolute_uri(found.public_path)
    return {
        "schema": entries.RECORD,
        **entries.as_json(entries.row(request, found, today=today)),
        "source": shown.source,
        "keywords": shown.paper.keywords or None,
        "editor": shown.paper.editor or None,
        "body_html": str(shown.body),
        "body_text": plain.text(shown.paper.body),
        "version": publication.version.number,
        "sha256": publication.version.sha256,
        "published_at": timezone.localtime(publication.at).isoformat(timespec="seconds"),
        "attachments": [
            {
                "name": each.name,
                "type": each.kind,
                "size": each.size,
                "sha256": each.sha256,
                "url": f"{page}files/{quote(each.name, safe='')}",
            }
            for each in shown.files
        ],
        "relations": [
            {
                "relation": link.label,
                "index_no": link.record.index_no,
                "title": link.record.title,
                "url": request.build_absolute_uri(link.record.public_path),
            }
            for link in queries.links(found, root_of(request))
        ],
        "corrections": [
            {
                "at": timezone.localtime(each.at).isoformat(timespec="seconds"),
                "reason": each.label,
                "note": each.note or None,
                "changed": each.changed or None,
            }
            for each in shown.told
        ],
    }


def as_text(request: HttpRequest, shown: reading.Shown) -> str:
    """The head table, the title and the text, a line each; the files by name and address."""
    page = request.build_absolute_uri(shown.record.public_path)
    head = [f"{fact.label}：{fact.value}" for fact in shown.head]
    files = [f"{each.name}　{page}files/{quote(each.name, safe='')}" for each in shown.files]
    parts = [
        "\n".join(head),
        shown.record.title,
        plain.text(shown.paper.body),
        "\n".join(["附件：", *files]) if files else "",
        page,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
