"""Reads of migration batches: whose they are, how far they are, what a review of them covers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from mingbai.accounts.models import Post, User
from mingbai.organs.models import Site
from mingbai.records import gate, permissions
from mingbai.records.kinds import Step
from mingbai.records.models import Batch, BatchReview, BatchRow, Column, LegacyAddress, Version

States = BatchRow.State
_REVIEW = Batch.Stage.REVIEW
# 每一种类取一件来问还缺哪一环节
SAMPLES = 20
REVIEWED_AT_ONCE = 20


@dataclass(frozen=True)
class Progress:
    """How many rows stand where; ``done`` of ``total`` in the work that is under way."""

    counts: Mapping[str, int]
    total: int
    done: int


def visible(user: User, *, today: date) -> QuerySet[Batch]:
    """The batches of the organs whose records the person may see; all else is a 404 (SEC-07)."""
    organs = permissions.readable_organs(user, today=today)
    return Batch.objects.filter(organ__in=organs).select_related("organ", "site", "by__user")


def rows(batch: Batch, state: str = "") -> QuerySet[BatchRow]:
    """The rows in order, of one state or of all."""
    found = BatchRow.objects.filter(batch=batch).select_related("record").order_by("number")
    return found.filter(state=state) if state in States.values else found


def progress(batch: Batch) -> Progress:
    """Counts by state; while it is read, of the rows read; after that, of those made public."""
    found = BatchRow.objects.filter(batch=batch).order_by().values_list("state")
    counts = dict(found.annotate(Count("pk")))
    total = sum(counts.values())
    if batch.stage in (Batch.Stage.PUBLISHING, Batch.Stage.DONE):
        public = counts.get(States.PUBLIC, 0)
        return Progress(counts, public + counts.get(States.READ, 0), public)
    return Progress(counts, total, total - counts.get(States.WAITING, 0))


def waiting(batch: Batch, state: BatchRow.State, limit: int) -> list[int]:
    """The keys of the next rows in that state, in order."""
    found = BatchRow.objects.filter(batch=batch, state=state).order_by("number")
    return list(found.values_list("pk", flat=True)[:limit])


def reviews_in_force(batch: Batch) -> dict[str, BatchReview]:
    """The last review of each step of this very manifest."""
    given = BatchReview.objects.filter(batch=batch, manifest=batch.manifest)
    return {each.step: each for each in given.select_related("reviewer__user").order_by("pk")}


def next_step(batch: Batch) -> Step | None:
    """The first review that some kind of page in the batch still needs, a signature last."""
    missing = [step for each in _samples(batch) if (step := gate.next_step(each))]
    return min(missing, key=lambda step: step.id == "sign", default=None)


def steps(batch: Batch) -> list[Step]:
    """Every review that the pages of the batch need, the signature last."""
    found = {step.id: step for each in _samples(batch) for step in gate.steps(each.record)}
    return sorted(found.values(), key=lambda step: step.id == "sign")


def _samples(batch: Batch) -> list[Version]:
    """One page of every kind among those to be published."""
    read = BatchRow.objects.filter(batch=batch, state__in=[States.READ, States.PUBLIC])
    kinds = read.order_by().values_list("record__kind", flat=True).distinct()
    found = []
    for kind in kinds[:SAMPLES]:
        of_kind = read.filter(record__kind=kind).order_by("number")
        row = of_kind.select_related("version__record__organ", "version__batch").first()
        if row and row.version:
            found.append(row.version)
    return found


def column_codes(site: Site | None) -> dict[str, str]:
    """The code of every open column of the site, by code and by name; ambiguous names are out."""
    columns = list(Column.objects.filter(site=site, closed_on=None)) if site else []
    names = [each.name for each in columns]
    found = {each.name: each.code for each in columns if names.count(each.name) == 1}
    return found | {each.code: each.code for each in columns}


def site_of(organ_path: str) -> Site | None:
    """The site that shows an organ: that of the nearest organ above it."""
    roots = organ_path.rstrip("/").split("/")
    return Site.objects.filter(root__code__in=roots).order_by("-root__path").first()


def under_way() -> list[Batch]:
    """The batches that were begun and not finished, the oldest first."""
    stages = [Batch.Stage.READING, Batch.Stage.PUBLISHING]
    found = Batch.objects.filter(stage__in=stages).order_by("at", "pk")
    return list(found.select_related("by", "publisher"))


def for_review(user: User, *, today: date) -> list[tuple[Batch, Step]]:
    """The batches whose next review one of the person's posts may give.

    Of the organs where one reviews, the oldest ``REVIEWED_AT_ONCE`` are looked at.
    """
    posts = Post.objects.held(today).filter(user=user, role__in=permissions.REVIEWERS)
    roles = set(posts.values_list("organ_id", "role"))
    if not roles:
        return []
    waiting = Batch.objects.filter(organ__in={organ for organ, _ in roles}, stage=_REVIEW)
    waiting = waiting.select_related("organ", "site", "by__user").order_by("at", "pk")
    found = []
    for batch in waiting[:REVIEWED_AT_ONCE]:
        step = next_step(batch)
        if step is None or (batch.organ_id, step.role) not in roles:
            continue
        given = {review.reviewer.user_id for review in reviews_in_force(batch).values()}
        if user.pk not in {batch.by.user_id, *given}:
            found.append((batch, step))
    return found


def report(batch: Batch) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    """A line per row: number, title, address, state, message, index number, public address."""
    for row in rows(batch).iterator(1000):
        values = row.data["values"]
        record = row.record
        yield (
            row.number,
            title_of(row),
            values.get("address", ""),
            States(row.state).label,
            row.message,
            (record.index_no or "") if record else "",
            record.public_path if record and record.is_public else "",
        )


def title_of(row: BatchRow) -> str:
    """What a row is called: by its record, by the list, by its file."""
    listed = row.data["values"].get("title", "")
    body = row.data["body"]["name"] if row.data["body"] else ""
    return (row.record.title if row.record else "") or listed or body or "（无标题）"


def legacy(site: Site, path: str) -> LegacyAddress | None:
    """What the path of the old site leads to."""
    found = LegacyAddress.objects.filter(site=site, path=path)
    return found.select_related("record").first()
