"""公开目录, made of the records: searched, narrowed, taken along (第十二、二十四条)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingbai.files import export
from mingbai.limits import bounds
from mingbai.organs.models import Organ
from mingbai.portal.apply.pages import organ_of
from mingbai.portal.info import entries
from mingbai.portal.info.lists import listed, year_of
from mingbai.portal.info.serving import public_page
from mingbai.records import kinds
from mingbai.records.models import Record
from mingbai.records.queries import catalogue as narrowing
from mingbai.records.queries import public as queries
from mingbai.records.queries.catalogue import Asked, Force
from mingbai.rules import classification

CHUNK = 500
FORMS = ("csv", "json", "xlsx")
LONGEST = 60  # characters of the words looked for


@dataclass(frozen=True)
class Choice:
    """One word to narrow the catalogue by: what it says, how many, where it leads."""

    label: str
    count: int | None
    query: str
    here: bool


@public_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The catalogue of one organ, page by page."""
    organ, asked, today = organ_of(request, code), asked_of(request), timezone.localdate()
    every = queries.of_organ(organ)
    rows = narrowing.narrowed(every, asked, today=today)
    shown = listed(request, queries.entries(rows), every)
    few = queries.capped(every) <= queries.TOP
    counted = narrowing.facets(every, asked, today=today) if few else None
    context = {
        "organ": organ,
        "part": "catalogue",
        "part_name": "公开目录",
        "asked": asked,
        "narrowed": asked != Asked(),
        "groups": _groups(request, asked, shown["years"], counted),
        "query": _query(request),
        **shown,
    }
    context["entries"] = [(record, entries.summary(record)) for record in shown["page"]]
    return render(request, "portal/info/catalogue.html", context)


@require_safe
def download(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """The catalogue as it is narrowed, whole; Excel as far as ``queries.TOP`` rows."""
    organ, asked = organ_of(request, code), asked_of(request)
    if form not in FORMS:
        raise Http404
    verdict = bounds.check(request, "catalogue", at=timezone.now())
    if not verdict.allowed:
        return bounds.too_many(request, verdict)
    rows = narrowing.narrowed(queries.of_organ(organ), asked, today=timezone.localdate())
    name = f"{organ.name}政府信息公开目录" + (f"（{asked.year}年）" if asked.year else "")
    heads = [field.label for field in entries.FIELDS]
    if form == "csv":
        return export.as_csv(name, heads, _rows(request, rows))
    if form == "json":
        return _as_json(request, organ, name, rows)
    if queries.capped(rows) > queries.TOP:
        words = f"Excel 表最多{queries.TOP}条。请按年份下载，或者下载 CSV。"
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    return export.as_xlsx(name, heads, _rows(request, rows))


def asked_of(request: HttpRequest) -> Asked:
    """What the address narrows by; what is not of our lists is no bound."""
    given = request.GET
    kind, theme, force = (given.get(name, "") for name in ("kind", "theme", "force"))
    return Asked(
        words=given.get("q", "").replace("\0", "").strip()[:LONGEST],
        year=year_of(request),
        kind=kind if kind in {each.id for each in kinds.kinds()} else "",
        theme=theme if theme in _tops() else "",
        force=Force(force) if force in set(Force) else None,
    )


def _tops() -> dict[str, str]:
    """The themes of the first level by their ids."""
    return {each.id: each.name for each in classification.themes() if not each.parent}


def _query(request: HttpRequest, **changed: str) -> str:
    """The bounds of the address as a query, some of them changed; always from the first page."""
    kept = QueryDict(mutable=True)
    for name in ("q", "year", "kind", "theme", "force"):
        value = changed.get(name, request.GET.get(name, ""))
        if value:
            kept[name] = value
    return kept.urlencode()


def _groups(
    request: HttpRequest, asked: Asked, years: list[int], counted: narrowing.Facets | None
) -> list[tuple[str, list[Choice]]]:
    """Year, kind, theme, validity; a group of fewer than two words is left out."""
    tops = _tops()
    of_kind = counted.kinds if counted else [(each.id, None) for each in kinds.kinds()]
    of_theme = counted.themes if counted else [(id_, None) for id_ in tops]
    groups: list[tuple[str, str, str, list[tuple[str, str, int | None]]]] = [
        ("年份", "year", str(asked.year or ""), [(str(each), f"{each}年", None) for each in years]),
        ("种类", "kind", asked.kind, [(id_, kinds.kind(id_).label, n) for id_, n in of_kind]),
        ("主题", "theme", asked.theme, [(id_, tops.get(id_, id_), n) for id_, n in of_theme]),
        ("效力", "force", asked.force or "", [(each.value, each.label, None) for each in Force]),
    ]
    found = []
    for label, name, here, words in groups:
        if len(words) > 1 or here:
            chosen = [("", "全部", None), *words]
            found.append(
                (
                    label,
                    [
                        Choice(text, count, _query(request, **{name: id_}), id_ == here)
                        for id_, text, count in chosen
                    ],
                )
            )
    return found


def _rows(request: HttpRequest, rows: QuerySet[Record]) -> Iterator[tuple[entries.Value, ...]]:
    today = timezone.localdate()
    found = queries.entries(rows).prefetch_related("validity_changes")
    for record in found.iterator(CHUNK):
        yield entries.row(request, record, today=today)


def _as_json(
    request: HttpRequest, organ: Organ, name: str, rows: QuerySet[Record]
) -> StreamingHttpResponse:
    """One object; its records stand a line each, so that it can be read as it comes."""
    head = {
        "schema": entries.CATALOGUE,
        "organ": organ.name,
        "credit_code": organ.credit_code or None,
        "generated_at": timezone.localtime().isoformat(timespec="seconds"),
        "fields": {field.key: field.label for field in entries.FIELDS},
    }

    def parts() -> Iterator[str]:
        yield json.dumps(head, ensure_ascii=False)[:-1] + ', "records": ['
        between = "\n"
        for values in _rows(request, rows):
            yield between + json.dumps(entries.as_json(values), ensure_ascii=False)
            between = ",\n"
        yield "\n]}\n"

    answer = StreamingHttpResponse(parts(), content_type="application/json")
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.json") or ""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
