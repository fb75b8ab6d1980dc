"""What became of an application and who asked: codes, articles, rows of table 3."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from mingbai.refusal import Refusal
from mingbai.rules.report import data
from mingbai.rules.report.formats import Format
from mingbai.rules.report.remedies import RemedyKind as RemedyKind
from mingbai.rules.report.remedies import RemedyResult as RemedyResult
from mingbai.rules.report.remedies import block_of as block_of
from mingbai.rules.report.remedies import remedy_column as remedy_column
from mingbai.rules.report.switches import DEFAULT, Switches


class Outcome(StrEnum):
    """How one application ended; each has a ``label``, an ``article`` and a row in each form."""

    ALREADY_PUBLIC = "already_public"
    PROVIDED = "provided"
    PARTIAL = "partial"
    REFUSE_STATE_SECRET = "refuse_state_secret"  # noqa: S105 (国家秘密, not a password)
    REFUSE_LAW_FORBIDS = "refuse_law_forbids"
    REFUSE_THREE_SAFETY = "refuse_three_safety"
    REFUSE_THIRD_PARTY = "refuse_third_party"
    REFUSE_INTERNAL_AFFAIRS = "refuse_internal_affairs"
    REFUSE_PROCESS_INFO = "refuse_process_info"
    REFUSE_ENFORCEMENT_FILE = "refuse_enforcement_file"
    SPECIAL_QUERY_REGIME = "special_query_regime"
    NOT_EXIST = "not_exist"
    NOT_RESPONSIBLE = "not_responsible"
    NEEDS_CREATION = "needs_creation"
    STILL_UNCLEAR = "still_unclear"
    PETITION_COMPLAINT = "petition_complaint"
    REPEAT = "repeat"
    PUBLICATION = "publication"
    EXCESSIVE_UNJUSTIFIED = "excessive_unjustified"
    CONFIRM_OR_REISSUE = "confirm_or_reissue"
    ABANDONED_NO_CORRECTION = "abandoned_no_correction"
    ABANDONED_NO_FEE = "abandoned_no_fee"
    WITHDRAWN = "withdrawn"
    NOT_GOV_INFO = "not_gov_info"
    APPLICANT_ENDED = "applicant_ended"
    MERGED = "merged"
    ARCHIVES_LAW = "archives_law"

    @property
    def label(self) -> str:
        """The outcome in Chinese."""
        return str(self._raw["label"])

    @property
    def article(self) -> str:
        """The article it rests on; empty where there is none."""
        return str(self._raw["article"])

    @property
    def mark(self) -> str:
        """How sure the row is: H printed, M derived, L local practice."""
        return str(self._raw["mark"])

    @property
    def refused(self) -> bool:
        """Refused under arts 14-16: the acts that must first go to reconsideration (NEW-2)."""
        return self.value.startswith("refuse_")

    @property
    def _raw(self) -> dict[str, Any]:
        raw: dict[str, Any] = data.table("outcomes")["outcome"][self.value]
        return raw


class ApplicantKind(StrEnum):
    """The six columns of table 3 (CNT-9); fixed at registration."""

    NATURAL = "natural"
    ORG_BUSINESS = "org_business"
    ORG_RESEARCH = "org_research"
    ORG_PUBLIC_GOOD = "org_public_good"
    ORG_LEGAL_SERVICE = "org_legal_service"
    ORG_OTHER = "org_other"

    @property
    def label(self) -> str:
        """The column head."""
        return str(data.table("outcomes")["applicant"][self.value]["label"])

    @property
    def covers(self) -> str:
        """Who belongs there, in words for the person who registers."""
        return str(data.table("outcomes")["applicant"][self.value]["covers"])


GIVEN = frozenset({Outcome.ALREADY_PUBLIC, Outcome.PROVIDED})
UNAVAILABLE = frozenset({Outcome.NOT_EXIST, Outcome.NOT_RESPONSIBLE, Outcome.NEEDS_CREATION})


def row_of(outcome: Outcome, fmt: Format, switches: Switches = DEFAULT) -> str:
    """The row of table 3 in which a case with this outcome counts."""
    if outcome is Outcome.ARCHIVES_LAW and switches.archives_law_row == "query_regime":
        return "t3.3.3.8"
    row: str = data.table("outcomes")["outcome"][outcome.value][f"row{fmt.id}"]
    return row


def outcomes_in(row_id: str, fmt: Format, switches: Switches = DEFAULT) -> frozenset[Outcome]:
    """The outcomes that count in a row; empty for a row that is not a result."""
    return frozenset(item for item in Outcome if row_of(item, fmt, switches) == row_id)


def of_mixed(
    parts: Sequence[Outcome], *, primary: Outcome | None = None, switches: Switches = DEFAULT
) -> Outcome:
    """The one outcome of a reply that answers several items differently (CNT-5).

    Given plus refused is 部分公开 (printed on the form); given plus unavailable follows the switch;
    several negative kinds need the handler's ``primary``.  Raises Refusal without parts, or where
    the choice is open and ``primary`` is not one of the parts.
    """
    kinds = set(parts)
    given = kinds & GIVEN
    if Outcome.PARTIAL in kinds or (given and any(kind.refused for kind in kinds)):
        return Outcome.PARTIAL
    if len(kinds) == 1:
        return kinds.pop()
    if given and kinds <= GIVEN:
        return Outcome.PROVIDED
    if given and kinds & UNAVAILABLE:
        partial = switches.mixed_reply == "partial_first"
        return Outcome.PARTIAL if partial else Outcome.PROVIDED
    if primary is not None and primary in kinds:
        return primary
    raise Refusal(
        "一件申请有几种答复，须指明主要事项的结果" if kinds else "没有答复结果",
        article="年度报告格式，CNT-5",
        remedy="请选定主要申请内容对应的处理结果",
    )


def individual_business_kind(switches: Switches = DEFAULT) -> ApplicantKind:
    """The column of a 个体工商户, for which the form names none (CNT-9)."""
    return ApplicantKind(switches.individual_business_kind)
