"""The privacy and secrecy gate: what a version carries, found before it is public (PII-06, DOC-09).

Found values are kept masked.  A critical finding keeps the version from the public until two
people have allowed exactly these findings with a reason and a legal basis.
"""

import html
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from django.utils import timezone

from mingbai import __version__
from mingbai.audit.canonical import digest
from mingbai.files import store
from mingbai.prose import pictures
from mingbai.records.content import Document, document
from mingbai.records.kinds import kind
from mingbai.records.models import Override, Scan, Version
from mingbai.refusal import Refusal
from mingbai.rules.privacy import Severity
from mingbai.scanning.scanner import Scan as Result
from mingbai.scanning.scanner import scan_bytes

MEDIA = frozenset({"mp4", "mp3"})
Found = dict[str, str]


@cache
def edition() -> str:
    """Which rules look: their data and the release. Another edition looks again."""
    folder = files("mingbai.rules").joinpath("data")
    texts = [folder.joinpath(f"privacy-{name}.toml").read_bytes() for name in ("numbers", "words")]
    return sha256(b"\n".join([__version__.encode(), *texts])).hexdigest()[:16]


def obstacle(version: Version, *, today: date) -> str:
    """Why the findings keep the version from the public; empty when nothing does."""
    scan = look(version, today=today)
    if not scan.critical or overridden(version, scan):
        return ""
    return f"个人信息与保密检查有 {scan.critical} 处须处理，未经两人放行不得公开"


def overridden(version: Version, scan: Scan) -> bool:
    """Whether two people have allowed exactly these findings, and not decided otherwise since."""
    asked = Override.objects.filter(version=version, findings=scan.sha256)
    last = asked.filter(allowed_at__isnull=False).order_by("-allowed_at", "-pk").first()
    return last is not None and not last.refused


def look(version: Version, *, today: date) -> Scan:
    """The scan of the version by the rules of today; made once and kept."""
    kept = Scan.objects.filter(version=version, edition=edition()).first()
    if kept:
        return kept
    findings = found_in(version.title, version.content(), version.record.kind, today=today)
    return keep(version, findings, at=timezone.now())


def keep(version: Version, findings: list[Found], *, at: datetime) -> Scan:
    """Keep what was found; who was first keeps it, the others read his."""
    critical = [each for each in findings if each["severity"] == Severity.CRITICAL]
    facts: dict[str, Any] = {
        "findings": findings,
        "critical": len(critical),
        "sha256": digest(critical),
        "at": at,
    }
    scan, _ = Scan.objects.get_or_create(version=version, edition=edition(), defaults=facts)
    return scan


def found_in(title: str, content: Mapping[str, Any], kind_id: str, *, today: date) -> list[Found]:
    """What the detectors find in title, metadata, body and files; values masked."""
    results: list[tuple[str, Result]] = []
    if kind(kind_id).is_document:
        paper = document(content)
        results.append(("", _words([title, *_metadata(paper)], today)))
        results.append(("正文", _markup(paper.body, today)))
        results += [
            (each.name, _file(each.name, each.sha256, today))
            for each in paper.files
            if each.kind not in MEDIA
        ]
    else:
        # 表中的行名（如“不予公开”）不是密级标志：不让它们各占一行
        results.append(("", _words([title, "；".join(_strings(content))], today)))
    return [each for place, result in results for each in _rows(place, result)]


def _rows(place: str, result: Result) -> Iterator[Found]:
    for each in result.findings:
        where = each.where if not place or place in each.where else f"{place}：{each.where}"
        yield {
            "kind": str(each.kind),
            "severity": str(each.severity),
            "where": where,
            "masked": each.masked,
        }
    if not result.readable:
        words = f"不能检查：{result.reason}"
        yield {"kind": "hidden_data", "severity": "critical", "where": place, "masked": words}


def _metadata(paper: Document) -> list[str]:
    """Every word beside the body: a number hides in a 文号 or an address as well."""
    texts = [getattr(paper, each.name) for each in fields(paper) if each.name != "body"]
    words = [text for text in texts if isinstance(text, str) and text]
    return [*words, *paper.issuers, *paper.channels, *(each.name for each in paper.files)]


def refuse_personal(words: str, *, today: date) -> None:
    """Raises ``Refusal`` where words that the public will read carry what the gate would stop."""
    found = _rows("", _words([words], today))
    critical = [each for each in found if each["severity"] == Severity.CRITICAL]
    if critical:
        raise Refusal(
            f"这段话中有不得公开的内容：{critical[0]['masked']}",
            article="《政府信息公开条例》第十四条、第十五条",
            remedy="请改写后再提交",
        )


def _words(texts: list[str], today: date) -> Result:
    return scan_bytes("\n".join(texts).encode(), name="标题和说明.txt", today=today)


def _markup(body: str, today: date) -> Result:
    page = f"<html><body>{pictures.without_addresses(body)}</body></html>"
    return scan_bytes(page.encode(), name="正文.html", today=today)


def _file(name: str, sha: str, today: date) -> Result:
    return scan_bytes(store.get(sha), name=name, today=today)


def _strings(value: Any) -> Iterator[str]:
    """Every text in what JSON holds."""
    if isinstance(value, str):
        yield html.unescape(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
