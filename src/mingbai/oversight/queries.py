"""Reads over papers, findings and rounds; a fixed number of statements each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from mingbai.accounts.models import User
from mingbai.organs.models import Organ
from mingbai.oversight import permissions
from mingbai.oversight.matching import Candidate, place_of
from mingbai.oversight.models import Intake, Issue, Judgement, Paper, Round, Verdict

UNJUDGED = "open"
STATES = {UNJUDGED: "待判断", "confirmed": "已确认", "dismissed": "不属实"}
SEVERITIES = {"error": "错误", "warn": "警告", "info": "提示"}


@dataclass(frozen=True)
class Filters:
    """What the ledger is narrowed to; empty values narrow nothing."""

    year: int | None = None
    rule: str = ""
    severity: str = ""
    state: str = ""


def visible_to(user: User, today: date) -> QuerySet[Paper]:
    """The papers a person may see: of organs in reach, and those without one that came in there."""
    reach = permissions.readable_organs(user, today=today).values("pk")
    papers = Paper.objects.filter(Q(organ__in=reach) | Q(organ=None, office__in=reach))
    return papers.select_related("organ", "office", "taken_by__user")


def intakes(user: User, today: date) -> QuerySet[Intake]:
    """The uploads a person may see."""
    reach = permissions.readable_organs(user, today=today)
    return Intake.objects.filter(office__in=reach.values("pk")).select_related("by__user", "office")


def rounds(reach: QuerySet[Organ]) -> QuerySet[Round]:
    """The rounds of organs in reach, open ones first."""
    found = Round.objects.filter(organ__in=reach.values("pk"))
    return found.select_related("organ", "paper").order_by(
        F("closed_at").asc(nulls_first=True), "due_on", "id"
    )


def open_round(organ: Organ, year: int) -> Round | None:
    """The round of an organ and year that is not closed."""
    return Round.objects.filter(organ=organ, year=year, closed_at=None).first()


def waiting(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Those to be read, the oldest first."""
    return papers.filter(waiting=True).order_by("taken_at", "file_name", "id")


def unassigned(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Those read that have no organ yet."""
    return papers.filter(organ=None, waiting=False)


def taken(sha256s: Iterable[str], office: Organ) -> dict[str, Paper]:
    """The papers the office has already, by hash, those of its subtree included."""
    near = Q(office=office) | Q(organ__path__startswith=office.path)
    found = Paper.objects.filter(near, sha256__in=list(sha256s))
    return {paper.sha256: paper for paper in found.select_related("organ")}


def versions(paper: Paper) -> list[Paper]:
    """All versions of the paper's organ and year, the newest first."""
    if paper.organ_id is None:
        return []
    same = Paper.objects.filter(organ=paper.organ_id, year=paper.year)
    return list(same.select_related("taken_by__user").order_by("-version"))


def current(organ: Organ, year: int) -> Paper | None:
    """The current paper of an organ and year."""
    return Paper.objects.filter(organ=organ, year=year, current=True).first()


def currents(reach: QuerySet[Organ], year: int) -> list[Paper]:
    """The current papers of a year in reach."""
    papers = Paper.objects.filter(organ__in=reach.values("pk"), year=year, current=True)
    return list(papers.select_related("organ").order_by("organ__position", "organ__path"))


def candidates(office: Organ) -> list[Candidate]:
    """Every organ of the office's subtree with its names and the place of its government."""
    organs = Organ.objects.under(office).prefetch_related("former_names").order_by("path")
    places: dict[int, str] = {}
    found = []
    for organ in organs:
        names = [organ.name, organ.short_name]
        for former in organ.former_names.all():
            names += [former.name, former.short_name]
        own = place_of(organ.name)
        place = own or places.get(organ.parent_id or 0, "")
        places[organ.pk] = place
        if own:
            names.append(own)
        found.append(Candidate(organ.pk, tuple(dict.fromkeys(names)), place))
    return found


def last_judgements(organ: int, year: int) -> dict[str, Judgement]:
    """The judgement in force of every fingerprint that has one (none after 撤回)."""
    last: dict[str, Judgement] = {}
    rows = Judgement.objects.filter(organ=organ, year=year).select_related("by__user")
    for row in rows.order_by("pk"):
        last[row.fingerprint] = row
    return {key: row for key, row in last.items() if row.verdict != Verdict.WITHDRAWN}


def issues(reach: QuerySet[Organ]) -> QuerySet[Issue]:
    """The findings of the current papers in reach, each with its ``state``."""
    verdicts = Judgement.objects.filter(
        organ=OuterRef("paper__organ"),
        year=OuterRef("paper__year"),
        fingerprint=OuterRef("fingerprint"),
    )
    last = verdicts.order_by("-pk").values("verdict")[:1]
    found = Issue.objects.filter(paper__current=True, paper__organ__in=reach.values("pk"))
    found = found.annotate(verdict=Subquery(last))
    return found.select_related("paper__organ").order_by(
        "-paper__year", "paper__organ__path", "position"
    )


def narrowed(found: QuerySet[Issue], filters: Filters, organ: Organ | None) -> QuerySet[Issue]:
    """The findings that the filters leave; an organ stands for all below it."""
    if organ is not None:
        found = found.filter(paper__organ__path__startswith=organ.path)
    if filters.year:
        found = found.filter(paper__year=filters.year)
    if filters.rule:
        found = found.filter(rule=filters.rule)
    if filters.severity:
        found = found.filter(severity=filters.severity)
    if filters.state == UNJUDGED:
        found = found.filter(Q(verdict=None) | Q(verdict=Verdict.WITHDRAWN))
    elif filters.state:
        found = found.filter(verdict=filters.state)  # type: ignore[misc]
    return found


def counts(found: QuerySet[Issue]) -> dict[str, int]:
    """How many findings of each weight."""
    rows = found.order_by().values_list("severity").annotate(number=Count("pk"))
    numbers = dict(rows)
    return {word: numbers.get(name, 0) for name, word in SEVERITIES.items()}


def rules_found(found: QuerySet[Issue]) -> list[str]:
    """The rules that have findings."""
    return sorted(found.order_by().values_list("rule", flat=True).distinct())


def years_found(reach: QuerySet[Organ]) -> list[int]:
    """The years of the papers in reach, the latest first."""
    papers = Paper.objects.filter(organ__in=reach.values("pk"), year__isnull=False)
    years = papers.order_by("-year").values_list("year", flat=True).distinct()
    return [year for year in years if year is not None]


def weights(papers: Sequence[Paper]) -> dict[object, dict[str, int]]:
    """How many findings of each weight every paper has."""
    found: dict[object, dict[str, int]] = defaultdict(dict)
    rows = Issue.objects.filter(paper__in=papers).order_by()
    for paper, severity, number in rows.values_list("paper", "severity").annotate(n=Count("pk")):
        found[paper][severity] = number
    return found


def papers_of(intake: Intake) -> QuerySet[Paper]:
    """The papers of one upload."""
    found = Paper.objects.filter(intake=intake).select_related("organ", "office")
    return found.order_by("file_name", "id")


def intake_counts(intake: Intake, papers: Sequence[Paper]) -> dict[str, int]:
    """What became of the files of an upload, in words."""
    read = [paper for paper in papers if paper.reading]
    whole = [paper for paper in read if paper.reading["complete"]]
    return {
        "读全": len(whole),
        "没有读全或读不了": len(read) - len(whole),
        "待读取": sum(1 for paper in papers if paper.waiting),
        "已归户": sum(1 for paper in papers if paper.organ_id),
        "未归户": sum(1 for paper in papers if not paper.organ_id and not paper.waiting),
        "已经收过": len(intake.identical),
        "没有收下": len(intake.refused),
    }


def beside(paper: Paper, reach: QuerySet[Organ]) -> list[Paper]:
    """Last year's paper of the organ, and this year's of its siblings in reach."""
    if paper.organ is None or paper.year is None:
        return []
    currents = Paper.objects.filter(current=True, organ__in=reach.values("pk"))
    near = Q(organ=paper.organ, year=paper.year - 1)
    near |= Q(organ__parent=paper.organ.parent_id, year=paper.year) & ~Q(organ=paper.organ)
    return list(currents.filter(near).select_related("organ").order_by("organ__path", "year"))


def to_reread(reach: QuerySet[Organ], year: int, engine: str) -> list[Paper]:
    """The current papers of a year that another engine read."""
    papers = Paper.objects.filter(current=True, year=year, organ__in=reach.values("pk"))
    return list(papers.filter(waiting=False).exclude(engine=engine).select_related("organ"))
