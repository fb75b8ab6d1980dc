"""Public texts looked through again by the rules of today, as a county does after a new edition."""

from datetime import datetime
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo

from bench.measures import Contestants
from bench.measures.publish import people
from bench.plan import RESCANNED
from mingbai.accounts.roles import Role
from mingbai.audit.canonical import canonical
from mingbai.records.content import Document
from mingbai.records.models import Publication, Record, Version
from mingbai.records.rescanning import Rescan

AT = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = AT.date()
PARAGRAPHS, LETTERS = 25, 80  # 约两千字，一件普通公文


def contestants() -> Contestants:
    """Taking the texts out; looking through new ones, the old ones known; looking again."""
    return {
        "参照：只取出正文": _read,
        f"新公开{RESCANNED}件以后复查全部（此前的已查过）": _first,
        "同一版规则再查全部": _again,
    }


def _first() -> float:
    _publish()
    return _again()


def _again() -> float:
    begun = perf_counter()
    for _ in Rescan(DAY).records():
        pass
    return perf_counter() - begun


def _read() -> float:
    begun = perf_counter()
    for version in Version.objects.filter(publication__isnull=False).iterator(chunk_size=50):
        version.content()
    return perf_counter() - begun


def _publish() -> None:
    """So many more public records, each with a text of its own, written without the gate."""
    by, before = people()[Role.OFFICER], Record.objects.count()
    known = [chr(0x4E00 + place * 7) for place in range(900)]
    rng = Random(before)  # noqa: S311 (a reproducible sample, not a secret)
    for number in range(before, before + RESCANNED):
        lines = ("".join(rng.choices(known, k=LETTERS)) for _ in range(PARAGRAPHS))
        paper = Document(summary="概述", body="".join(f"<p>{each}。</p>" for each in lines))
        record = Record.objects.create(
            organ=by.organ, kind="information", key=f"rescan-{number}", title=f"第{number}件"
        )
        version = Version(record=record, number=1, title=record.title, author=by, made_at=AT)
        version.body = canonical(paper.as_content())
        version.sha256 = version.computed_sha256()
        version.save()
        Publication.objects.create(version=version, by=by, at=AT)
        record.public_version, record.first_public_at, record.listed_at = version, AT, AT
        record.save()
