"""The only writers of papers, corrections, judgements and rounds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingbai import __version__
from mingbai.accounts.models import Post
from mingbai.audit.actions import record
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import digest
from mingbai.files import store
from mingbai.files.text import tidy
from mingbai.organs.models import Organ
from mingbai.oversight import checking, issues, matching, permissions, queries
from mingbai.oversight.kept import as_kept
from mingbai.oversight.models import Correction, Intake, Judgement, Paper, Round, Verdict
from mingbai.reading.reader import Reading
from mingbai.refusal import Refusal

FIRST_YEAR = 2019
REG_47 = "《政府信息公开条例》第四十七条"


@dataclass(frozen=True)
class Arrival:
    """A file as it came."""

    name: str
    data: bytes


def take_in(
    *,
    office: Organ,
    files: Sequence[Arrival],
    refused: Sequence[tuple[str, str]] = (),
    by: Post,
    at: datetime,
) -> Intake:
    """Keep files to be read; bytes that the office has already are only named as such.

    ``refused`` are [name, reason] of files turned away before.  Raises ``Refusal`` without files.
    """
    permissions.check_can_write(by, office)
    if not files and not refused:
        raise Refusal("没有选择文件", remedy="请选择要核对的年度报告")
    hashes = [store.put(file.data) for file in files]
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=office.pk)  # intakes of an office wait in line
        new, identical = _sorted(office, hashes, files)
        intake = Intake.objects.create(
            office=office, identical=identical, refused=[list(r) for r in refused], by=by, at=at
        )
        Paper.objects.bulk_create(
            Paper(
                office=office,
                intake=intake,
                file_name=file.name[:200],
                sha256=sha256,
                size=len(file.data),
                taken_by=by,
                taken_at=at,
            )
            for sha256, file in new.items()
        )
        record(
            "intake.taken",
            intake,
            chain=office.code,
            by=by,
            at=at,
            files=sorted(new),
            identical=len(identical),
            refused=len(refused),
        )
    return intake


@transaction.atomic
def keep_reading(paper_id: UUID, reading: Reading, *, by: Acting, at: datetime) -> Paper:
    """Keep what was read in a waiting paper and check it; organ and year found assign it.

    One that no longer waits (somebody else read it) stays as it is.
    """
    paper = _locked(paper_id, by=by)
    if not paper.waiting:
        return paper
    paper.reading, paper.text = as_kept(reading), reading.text
    paper.engine, paper.read_at, paper.waiting = __version__, at, False
    paper.save(update_fields=["reading", "text", "engine", "read_at", "waiting"])
    record(
        "paper.read",
        paper,
        chain=paper.seat.code,
        by=by,
        at=at,
        sha256=paper.sha256,
        engine=__version__,
        complete=reading.complete,
        findings=len(reading.findings),
    )
    if paper.organ is None:
        organ = _whose(paper, reading, at)
        if organ is not None and reading.year is not None:
            _place(paper, organ, reading.year, by=by, at=at)
            return paper
    issues.renew_with_others(paper)
    return paper


@transaction.atomic
def assign(paper_id: UUID, *, organ: Organ, year: int, by: Post, at: datetime) -> Paper:
    """Say whose report of which year a paper is; it becomes that year's newest version."""
    paper = _locked(paper_id, by=by)
    permissions.check_can_write(by, organ)
    if not FIRST_YEAR <= year < timezone.localdate(at).year:
        raise Refusal(
            f"没有{year}年度的报告可以核对",
            article="《政府信息公开条例》第四十九条",
            remedy=f"请填写{FIRST_YEAR}年至上一年之间的年度",
        )
    if (paper.organ_id, paper.year) == (organ.pk, year):
        raise Refusal("这份报告已经归在这个机关和年度", remedy="不需要再归户")
    _place(paper, organ, year, by=by, at=at)
    return paper


@transaction.atomic
def correct(
    paper_id: UUID, *, cell: str, value: Decimal | None, reason: str, by: Post, at: datetime
) -> Correction:
    """Enter what a person reads in a cell (money in yuan); None takes the correction back.

    What was read stays; the paper is checked again at once.
    """
    paper = _locked(paper_id, by=by)
    reason = tidy(reason)
    if not reason:
        raise Refusal("没有写明更正原因", remedy="请写明在原件的哪里读到这个数")
    before = checking.corrections([paper])[paper.pk].get(cell)
    if value is None and before is None:
        raise Refusal("这一格没有更正过，没有可以撤回的", remedy="请填写更正后的数字")
    if value is not None:
        issues.must_fit(paper, cell, value)
        if before is not None and before.value == value:
            raise Refusal("与现在的更正相同，没有改动")
    made = Correction.objects.create(
        paper=paper, cell=cell, value=value, reason=reason, by=by, at=at
    )
    record(
        "paper.corrected",
        paper,
        chain=paper.seat.code,
        by=by,
        at=at,
        cell=cell,
        value=value,
        reason=digest(reason),
    )
    issues.renew_with_others(paper)
    return made


@transaction.atomic
def judge(
    paper_id: UUID,
    *,
    chosen: Collection[str],
    verdict: str,
    reason: str,
    by: Post,
    at: datetime,
) -> int:
    """Confirm, dismiss or withdraw the verdict on findings, by fingerprint; returns how many."""
    paper = _locked(paper_id, by=by)
    verdict, reason = Verdict(verdict), tidy(reason)
    if paper.organ is None or paper.year is None:
        raise Refusal("这份报告还没有归户，判断无处可记", remedy="请先归户")
    if not chosen:
        raise Refusal("没有勾选问题", remedy="请勾选要判断的问题")
    if verdict != Verdict.CONFIRMED and not reason:
        raise Refusal("没有写明理由", remedy="请写明为什么不属实，或者为什么撤回判断")
    known = set(paper.issues.values_list("fingerprint", flat=True))
    if not set(chosen) <= known:
        raise Refusal("这份报告刚重新核对过，有的问题已经不在", remedy="请重新打开后再判断")
    judged = queries.last_judgements(paper.organ.pk, paper.year)
    if verdict == Verdict.WITHDRAWN:
        chosen = [key for key in chosen if key in judged]
    if not chosen:
        raise Refusal("勾选的问题还没有判断过，没有可以撤回的")
    Judgement.objects.bulk_create(
        Judgement(
            organ=paper.organ,
            year=paper.year,
            fingerprint=key,
            verdict=verdict,
            reason=reason,
            by=by,
            at=at,
        )
        for key in sorted(set(chosen))
    )
    record(
        "findings.judged",
        paper,
        chain=paper.organ.code,
        by=by,
        at=at,
        verdict=verdict.value,
        findings=sorted(set(chosen)),
        reason=digest(reason),
    )
    return len(set(chosen))


@transaction.atomic
def reread(papers: Sequence[UUID], *, by: Post, at: datetime) -> int:
    """Let papers wait to be read by the present engine; what they show stays until then."""
    found = [_locked(paper_id, by=by) for paper_id in papers]
    found = [paper for paper in found if not paper.waiting]
    for paper in found:
        paper.waiting = True
        paper.save(update_fields=["waiting"])
        record("papers.reread", paper, chain=paper.seat.code, by=by, at=at, engine=paper.engine)
    return len(found)


@transaction.atomic
def open_round(paper_id: UUID, *, due_on: date, by: Post, at: datetime) -> Round:
    """Ask the organ to put the confirmed findings of its current paper right by a day."""
    paper = _locked(paper_id, by=by)
    if paper.organ is None or paper.year is None or not paper.current:
        raise Refusal("只能就现行版本发起整改", article=REG_47, remedy="请打开最新的版本")
    if due_on <= timezone.localdate(at):
        raise Refusal("整改期限应在今天之后", remedy="请另填日期")
    if queries.open_round(paper.organ, paper.year):
        raise Refusal("这个机关这个年度已有一轮整改没有办结", remedy="请先办结上一轮")
    asked = issues.confirmed(paper)
    if not asked:
        raise Refusal(
            "没有已确认的问题，不能发起整改", article=REG_47, remedy="请先逐条判断，确认属实的问题"
        )
    made = Round.objects.create(
        organ=paper.organ,
        year=paper.year,
        paper=paper,
        asked=asked,
        due_on=due_on,
        opened_by=by,
        opened_at=at,
    )
    record(
        "round.opened",
        made,
        chain=paper.organ.code,
        by=by,
        at=at,
        due_on=due_on,
        findings=[item["fingerprint"] for item in asked],
    )
    return made


@transaction.atomic
def close_round(round_id: UUID, *, note: str, by: Post, at: datetime) -> Round:
    """End a round with a note of how it ended."""
    organ = Organ.objects.get(pk=Round.objects.values_list("organ").get(pk=round_id)[0])
    permissions.check_can_write(by, organ)
    made = Round.objects.select_for_update().get(pk=round_id)
    note = tidy(note)
    if made.closed_at:
        raise Refusal("这一轮整改已经办结")
    if not note:
        raise Refusal("没有写明办结情况", remedy="请写明问题是否都已改正，没有改正的怎样处理")
    made.closed_by, made.closed_at, made.note = by, at, note
    made.save(update_fields=["closed_by", "closed_at", "note"])
    record("round.closed", made, chain=organ.code, by=by, at=at, note=digest(note))
    return made


def _sorted(
    office: Organ, hashes: Sequence[str], files: Sequence[Arrival]
) -> tuple[dict[str, Arrival], list[list[str]]]:
    """New files by hash, and [name, key of the paper] of those that were there already."""
    known = {sha256: str(paper.pk) for sha256, paper in queries.taken(hashes, office).items()}
    new: dict[str, Arrival] = {}
    identical = []
    for sha256, file in zip(hashes, files, strict=True):
        if sha256 in known or sha256 in new:
            identical.append([file.name[:200], known.get(sha256, "")])
        else:
            new[sha256] = file
    return new, identical


def _locked(paper_id: UUID, *, by: Acting) -> Paper:
    # Rights first, without the lock, so that nobody waits for a row not his to write.
    seen = Paper.objects.select_related("organ", "office").get(pk=paper_id)
    permissions.check_can_write(by, seen.seat)
    locked = Paper.objects.select_for_update(of=("self",)).select_related("organ", "office")
    paper = locked.get(pk=paper_id)
    permissions.check_can_write(by, paper.seat)
    return paper


def _whose(paper: Paper, reading: Reading, at: datetime) -> Organ | None:
    """The organ of the office's subtree that the report names, if it names just one."""
    years = range(FIRST_YEAR, timezone.localdate(at).year)
    if not reading.organ or reading.year not in years:
        return None
    key = matching.match(reading.organ, queries.candidates(paper.office))
    return Organ.objects.get(pk=key) if key else None


def _place(paper: Paper, organ: Organ, year: int, *, by: Acting, at: datetime) -> None:
    """Make the paper the newest version of the organ and year, and check all it touches."""
    organ = Organ.objects.select_for_update().get(pk=organ.pk)  # versions are given in line
    left = (paper.organ, paper.year) if paper.current else None
    others = Paper.objects.filter(organ=organ, year=year).exclude(pk=paper.pk)
    others.filter(current=True).update(current=False)
    last = others.order_by("-version").values_list("version", flat=True).first()
    paper.organ, paper.year, paper.version, paper.current = organ, year, (last or 0) + 1, True
    paper.save(update_fields=["organ", "year", "version", "current"])
    record(
        "paper.assigned",
        paper,
        chain=organ.code,
        by=by,
        at=at,
        year=year,
        version=paper.version,
        sha256=paper.sha256,
    )
    if left and left[0] and left[1]:
        _promote(left[0], left[1])
    issues.renew_with_others(paper)


def _promote(organ: Organ, year: int) -> None:
    """After its current paper left for another place: the newest that is left is current again."""
    newest = Paper.objects.filter(organ=organ, year=year).order_by("-version").first()
    if newest is not None:
        newest.current = True
        newest.save(update_fields=["current"])
        issues.renew_with_others(newest)
        return
    for other in checking.affected(organ, year):
        issues.renew(other)
