"""A paper beside others: another version or year, its siblings, the letter to its organ."""

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from mingbai.oversight import checking, fingerprints, judged, queries
from mingbai.oversight.kept import Json
from mingbai.oversight.models import Paper, Verdict
from mingbai.oversight.views.place import paper_of
from mingbai.reading import comparing, shape, similarity
from mingbai.reading.papers import notice
from mingbai.reading.passages import sentences
from mingbai.reading.rewording import Kind
from mingbai.refusal import Refusal
from mingbai.rules.report.display import display

LEAST_ALIKE = 0.5
MOST_PASSAGES = 200
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FATES = {Kind.FIGURES: "只换数字", Kind.EDITED: "改写", Kind.ADDED: "新增", Kind.REMOVED: "删去"}


@login_required
def compare(request: HttpRequest, key: UUID, other: UUID) -> HttpResponse:
    """Two papers cell by cell and sentence by sentence, the earlier one first."""
    _, now = paper_of(request, key)
    _, before = paper_of(request, other)
    papers = [before, now]
    found = checking.readings(papers)
    if len(found) < len({before.pk, now.pk}):
        messages.info(request, "有一份还没有读取，读取后才能对比。")
        return redirect(now)
    result = comparing.compare(found[before.pk], found[now.pk])
    changed = [
        (change.label, display(change.cell, change.before), display(change.cell, change.after))
        for change in result.cells
        if change.before != change.after
    ]
    passages = [
        (FATES[passage.kind], passage.before, passage.after)
        for passage in result.text.passages
        if passage.kind in FATES
    ]
    context = {
        "before": before,
        "now": now,
        "changed": changed,
        "passages": passages[:MOST_PASSAGES],
        "text": result.text,
    }
    return render(request, "oversight/compare.html", context)


@login_required
def alike(request: HttpRequest, key: UUID) -> HttpResponse:
    """Last year's paper and those of the siblings, by the share of text in common (RPT-7)."""
    who, paper = paper_of(request, key)
    others = queries.beside(paper, who.reach)
    context: dict[str, Any] = {"paper": paper, "others": len(others), "least": LEAST_ALIKE}
    if paper.reading:
        context["rows"] = _alike(paper, others)
    return render(request, "oversight/alike.html", context)


@login_required
def letter(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """问题反馈函 with the confirmed findings."""
    _, paper = paper_of(request, key)
    try:
        data = _letter(paper)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(paper)
    answer = HttpResponse(data, content_type=WORD)
    name = notice.file_name(paper.organ.name if paper.organ else paper.file_name)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _alike(paper: Paper, others: list[Paper]) -> list[tuple[Paper, float, list[str]]]:
    documents = {
        str(item.pk): similarity.Document(
            str(item.pk), sentences(item.text, (item.reading or {}).get("organ"))
        )
        for item in [paper, *others]
    }
    by_key = {str(item.pk): item for item in others}
    own = documents[str(paper.pk)]
    rows = []
    for key, other in by_key.items():
        for pair in similarity.similar([own, documents[key]], least=LEAST_ALIKE):
            shared = similarity.shared_passages(documents[key], own)
            rows.append((other, round(pair.share * 100, 1), shared))
    return sorted(rows, key=lambda row: -row[1])


def _letter(paper: Paper) -> bytes:
    if paper.organ is None or not paper.reading:
        raise Refusal("这份报告还没有归户，写不了反馈函", remedy="请先归户")
    confirmed = {item.fingerprint for item in judged.of(paper) if item.state == Verdict.CONFIRMED}
    if not confirmed:
        raise Refusal("没有已确认的问题，写不了反馈函", remedy="请先逐条判断，确认属实的问题")
    reading = checking.reading_of(paper)
    report: Json = shape.as_json(reading) | {"organ": paper.organ.name, "year": paper.year}
    report["findings"] = [
        shape.finding_as_json(finding)
        for finding in reading.findings
        if fingerprints.of(finding) in confirmed
    ]
    out = io.BytesIO()
    notice.letter(paper.organ.name, [report]).save(out)
    return out.getvalue()
