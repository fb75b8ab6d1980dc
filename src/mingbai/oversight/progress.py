"""A round of 整改 against the paper of now: what is gone, what remains, what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingbai.oversight.models import Issue, Paper, Round


@dataclass(frozen=True)
class Asked:
    """One finding the round asked to put right; ``state`` is 已改正, 仍在 or 仍在，数字有变."""

    rule: str
    severity: str
    message: str
    state: str
    tone: str


@dataclass(frozen=True)
class Progress:
    """Where a round stands; ``fresh`` are findings the first paper did not have."""

    answered: bool
    asked: list[Asked]
    fresh: list[Issue]

    @property
    def remaining(self) -> int:
        """How many are still there."""
        return sum(1 for item in self.asked if item.state != "已改正")


def of(opened: Round, now: Paper | None) -> Progress:
    """Compare; before a new version came, everything asked is still there."""
    answered = now is not None and now.pk != opened.paper_id
    found = list(now.issues.all()) if now else []
    known = {issue.fingerprint for issue in found}
    places = {(issue.rule, issue.where) for issue in found}
    asked = [_asked(item, known, places) for item in opened.asked]
    before = {(issue.rule, issue.where) for issue in opened.paper.issues.all()}
    fresh = [
        issue
        for issue in found
        if answered and issue.severity != "info" and (issue.rule, issue.where) not in before
    ]
    return Progress(answered, asked, fresh)


def _asked(item: Mapping[str, Any], known: set[str], places: set[tuple[str, str]]) -> Asked:
    if item["fingerprint"] in known:
        state, tone = "仍在", "danger"
    elif item["where"] and (item["rule"], item["where"]) in places:
        state, tone = "仍在，数字有变", "amber"
    else:
        state, tone = "已改正", "green"
    return Asked(item["rule"], item["severity"], item["message"], state, tone)


def in_words(progress: Progress) -> str:
    """One sentence."""
    total = len(progress.asked)
    if not progress.answered:
        return f"要求改正{total}处，还没有收到新版本。"
    gone: Sequence[Asked] = [item for item in progress.asked if item.state == "已改正"]
    new = f"，新出现{len(progress.fresh)}处" if progress.fresh else ""
    return f"要求改正{total}处，已改正{len(gone)}处，仍在{progress.remaining}处{new}。"
