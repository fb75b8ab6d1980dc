"""Results of reconsiderations and suits and their column in table 4 (LIT-3, LIT-4)."""

from enum import StrEnum
from typing import Any

from mingbai.rules.report import data
from mingbai.rules.report.switches import DEFAULT, Switches


class RemedyKind(StrEnum):
    """行政复议 or 行政诉讼."""

    REVIEW = "review"
    SUIT = "suit"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return str(data.table("remedies")["kind"][self.value]["label"])


class RemedyResult(StrEnum):
    """What a reconsideration body or a court decided."""

    REVIEW_UPHELD = "review_upheld"
    REVIEW_REQUEST_REJECTED = "review_request_rejected"
    REVIEW_CHANGED = "review_changed"
    REVIEW_ANNULLED = "review_annulled"
    REVIEW_PARTLY_ANNULLED = "review_partly_annulled"
    REVIEW_ORDERED_ANEW = "review_ordered_anew"
    REVIEW_ANNULLED_NO_ANSWER = "review_annulled_no_answer"
    REVIEW_ILLEGAL = "review_illegal"
    REVIEW_ORDERED_TO_PERFORM = "review_ordered_to_perform"
    REVIEW_VOID = "review_void"
    REVIEW_APPLICATION_REJECTED = "review_application_rejected"
    REVIEW_TERMINATED = "review_terminated"
    REVIEW_SETTLED = "review_settled"
    REVIEW_MEDIATED = "review_mediated"
    REVIEW_SUSPENDED = "review_suspended"
    REVIEW_PENDING = "review_pending"
    REVIEW_NOT_ACCEPTED = "review_not_accepted"
    SUIT_CLAIMS_DISMISSED = "suit_claims_dismissed"
    SUIT_ANNULLED = "suit_annulled"
    SUIT_ORDERED_TO_PERFORM = "suit_ordered_to_perform"
    SUIT_ORDERED_TO_PAY = "suit_ordered_to_pay"
    SUIT_ILLEGAL = "suit_illegal"
    SUIT_VOID = "suit_void"
    SUIT_CHANGED = "suit_changed"
    SUIT_REJECTED = "suit_rejected"
    SUIT_WITHDRAWN = "suit_withdrawn"
    SUIT_DEEMED_WITHDRAWN = "suit_deemed_withdrawn"
    SUIT_TERMINATED = "suit_terminated"
    SUIT_PENDING = "suit_pending"
    SUIT_NOT_FILED = "suit_not_filed"

    @property
    def kind(self) -> RemedyKind:
        """Whether a reconsideration or a suit ends like this."""
        return RemedyKind(self._raw["kind"])

    @property
    def label(self) -> str:
        """The result in Chinese."""
        return str(self._raw["label"])

    @property
    def article(self) -> str:
        """The article it rests on."""
        return str(self._raw["article"])

    @property
    def column(self) -> str:
        """The column before switches: upheld, corrected, other, pending or not_counted."""
        return str(self._raw["column"])

    @property
    def _raw(self) -> dict[str, Any]:
        raw: dict[str, Any] = data.table("remedies")["result"][self.value]
        return raw


COLUMNS = ("upheld", "corrected", "other", "pending")


def remedy_column(result: RemedyResult, switches: Switches = DEFAULT) -> str | None:
    """The column of table 4 for a result: one of COLUMNS, or None when it is not counted."""
    if result is RemedyResult.REVIEW_REQUEST_REJECTED:
        return switches.dismissal_counts_as
    if result.column == "not_counted":
        return "other" if switches.not_accepted_counted == "yes" else None
    return result.column


def results_in(column: str | None, switches: Switches = DEFAULT) -> frozenset[RemedyResult]:
    """The results that count in a column; with None, those that are not counted at all."""
    return frozenset(item for item in RemedyResult if remedy_column(item, switches) == column)


def block_of(kind: RemedyKind, after_review: bool) -> str:
    """The block of table 4: review, suit_direct or suit_after_review (LIT-5)."""
    if kind is RemedyKind.REVIEW:
        return "review"
    return "suit_after_review" if after_review else "suit_direct"
