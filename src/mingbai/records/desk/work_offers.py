"""What is offered to an officer on the page of a record, and why some of it cannot be done now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from mingbai.accounts.models import Post
from mingbai.records.desk.work_acts import ACTS, Act
from mingbai.records.desk.work_case import Case
from mingbai.refusal import Refusal


@dataclass(frozen=True)
class Offer:
    """An act for one post of the officer; ``reason`` in words where it cannot be done now."""

    act: Act
    post: Post
    reason: str = ""

    @property
    def possible(self) -> bool:
        """Whether it can be done now."""
        return not self.reason


def offer(act: Act, case: Case, posts: Sequence[Post]) -> Offer | None:
    """The act for the first post that may do it; None where it is nobody's of these."""
    refused: Offer | None = None
    for post in posts:
        try:
            act.check(case, post)
        except PermissionDenied:
            continue
        except Refusal as refusal:
            refused = refused or Offer(act, post, str(refusal))
            continue
        return Offer(act, post)
    return refused


def offers(case: Case, posts: Sequence[Post]) -> list[Offer]:
    """Everything that concerns the record now and is the officer's to do, possible or not."""
    due = (act for act in ACTS.values() if act.due(case))
    return [made for act in due if (made := offer(act, case, posts)) is not None]
