"""Reading what waits: outside every transaction, each paper in a bounded process of its own."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from mingbai.audit.actors import Acting
from mingbai.files import store
from mingbai.oversight import actions, queries
from mingbai.oversight.models import Paper
from mingbai.reading.bounded import Item, read_all
from mingbai.reading.reader import Reading
from mingbai.refusal import Refusal
from mingbai.rules.findings import Finding, Severity

JOBS = 2
AT_ONCE = 20  # papers whose bytes are held in memory at a time
MOST = 500  # papers of one tick


def read_waiting(*, at: datetime, by: Acting) -> int:
    """Read all that waits, up to a bound; returns how many (the tick's task)."""
    papers = list(queries.waiting(Paper.objects.all())[:MOST])
    for start in range(0, len(papers), AT_ONCE):
        read(papers[start : start + AT_ONCE], by=by, at=at)
    return len(papers)


def read(papers: Sequence[Paper], *, by: Acting, at: datetime) -> None:
    """Read these papers and keep what was found; none is left waiting."""
    for paper, reading in _readings(papers):
        actions.keep_reading(paper.pk, reading, by=by, at=at)


def _readings(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Reading]]:
    items, found = [], []
    for paper in papers:
        try:
            items.append(Item(paper.file_name, store.get(paper.sha256)))
            found.append(paper)
        except Refusal as refusal:
            yield paper, _gone(paper, refusal)
    if items:
        for place, reading in read_all(items, jobs=min(JOBS, len(items))):
            yield found[place], reading


def _gone(paper: Paper, refusal: Refusal) -> Reading:
    finding = Finding("READ-FILE", Severity.ERROR, refusal.reason, hint=refusal.remedy)
    return Reading(paper.file_name, readable=False, complete=False, findings=(finding,))
