"""The findings of a paper with what people said of them."""

import re
from dataclasses import dataclass

from mingbai.oversight import queries
from mingbai.oversight.models import Correction, Issue, Judgement, Paper, Verdict
from mingbai.rules.findings import Finding, Severity

CELL = re.compile(r"(?:t[23]\.[a-z0-9_.]+|review|suit_[a-z_]+)/[a-z_]+")
TONES = {queries.UNJUDGED: "amber", "confirmed": "danger", "dismissed": "plain"}


@dataclass(frozen=True)
class Judged:
    """A finding, and the judgement in force; ``state`` is a key of ``queries.STATES``."""

    finding: Finding
    fingerprint: str
    judgement: Judgement | None

    @property
    def state(self) -> str:
        """Open, confirmed or dismissed."""
        return Verdict(self.judgement.verdict).value if self.judgement else queries.UNJUDGED

    @property
    def word(self) -> str:
        """The state in words."""
        return queries.STATES[self.state]

    @property
    def cell(self) -> str:
        """The cell it names, empty for a column, a row or a clause of the text."""
        return self.finding.where if CELL.fullmatch(self.finding.where) else ""

    @property
    def tone(self) -> str:
        """The colour of its pill."""
        return TONES[self.state]


def of(paper: Paper) -> list[Judged]:
    """The findings of the last check, in its order."""
    last: dict[str, Judgement] = {}
    if paper.organ_id is not None and paper.year is not None:
        last = queries.last_judgements(paper.organ_id, paper.year)
    return [
        Judged(finding(issue), issue.fingerprint, last.get(issue.fingerprint))
        for issue in paper.issues.all()
    ]


def finding(issue: Issue) -> Finding:
    """The row as the rules made it."""
    return Finding(
        issue.rule,
        Severity(issue.severity),
        issue.message,
        issue.where,
        issue.expected,
        issue.found,
        issue.hint,
        issue.basis,
    )


def corrections(paper: Paper, cell: str) -> list[Correction]:
    """Everything a person entered for a cell, the oldest first."""
    rows = Correction.objects.filter(paper=paper, cell=cell)
    return list(rows.select_related("by__user").order_by("pk"))
