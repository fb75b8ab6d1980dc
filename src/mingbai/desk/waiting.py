"""What waits for an officer today, put together from the ledgers and the reviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from mingbai.accounts.models import User
from mingbai.applications.models import Application
from mingbai.applications.permissions import readable_organs
from mingbai.applications.queries import Redated, redated
from mingbai.applications.queries import visible_to as visible_applications
from mingbai.applications.stages import OPEN, Stage
from mingbai.desk.owed import Owing, owed
from mingbai.desk.publishing_hints import Suggestion, suggestions
from mingbai.desk.turns import Turns, turns
from mingbai.records import kinds
from mingbai.records.desk.list_rows import address as address_of
from mingbai.records.kinds import Step
from mingbai.records.models import Version
from mingbai.records.queries import changes, to_carry_on, waiting_for
from mingbai.records.queries.waiting import overrides_to_allow, withdrawals_to_confirm
from mingbai.remedies.queries import Waiting as WaitingRemedy
from mingbai.remedies.queries import waiting as waiting_remedies
from mingbai.rules.calendar import Calendar
from mingbai.rules.explain import due_on
from mingbai.rules.reply import ReplyClock

SHOWN = 50
DUE_SOON = 5
TOLD_FOR = timedelta(days=10)


@dataclass(frozen=True)
class OpenCase:
    """An application without an answer; ``left`` counts working days and is negative when late."""

    application: Application
    due: date
    left: int

    @property
    def tone(self) -> str:
        """The colour of the pill."""
        return "danger" if self.left < 0 else "amber" if self.left <= DUE_SOON else "green"

    @property
    def words(self) -> str:
        """The pill: never a colour alone."""
        if self.left < 0:
            return f"已逾期 {-self.left} 个工作日"
        return f"还剩 {self.left} 个工作日" if self.left else "今天到期"


@dataclass(frozen=True)
class WaitingReview:
    """A version that waits for a review of the person's; ``address`` is where it is given."""

    version: Version
    step: Step
    address: str


@dataclass(frozen=True)
class OwnDraft:
    """A version that waits for its own officers: sent back, or reviewed and not yet public."""

    version: Version
    state: str
    address: str


@dataclass(frozen=True)
class Waiting:
    """Everything on the first page of the desk; ``open_count`` counts beyond what is listed."""

    cases: list[OpenCase]
    open_count: int
    reviews: list[WaitingReview]
    drafts: list[OwnDraft]
    remedies: list[WaitingRemedy]
    turns: Turns
    redated: list[Redated]
    suggestions: list[Suggestion]
    withdrawals: int
    changes: int
    overrides: int
    owed: list[Owing]

    @property
    def nothing(self) -> bool:
        """Whether the desk is clear."""
        here = self.cases or self.reviews or self.drafts or self.remedies or self.suggestions
        second = self.withdrawals or self.changes or self.overrides or self.owed
        return not here and not second and not self.redated and self.turns.nothing


def waiting(user: User, *, today: date) -> Waiting:
    """The cases in hand, open rows of the ledger, reviews and drafts of the posts, the remedies."""
    still_open = visible_applications(user, today).filter(concluded_year=None, stage=Stage.LEDGER)
    oldest = still_open.order_by("received_on", "number")[:SHOWN]
    return Waiting(
        cases=list(_with_clock(oldest, today)),
        open_count=still_open.order_by().count(),
        reviews=[_review(*found) for found in waiting_for(user, today=today)],
        drafts=[
            OwnDraft(version, state, _address(version))
            for version, state in to_carry_on(user, today=today)
        ],
        remedies=waiting_remedies(readable_organs(user, today=today), today, at_most=SHOWN),
        turns=turns(user, today=today),
        redated=_redated(user, today),
        suggestions=suggestions(user, today=today),
        withdrawals=len(withdrawals_to_confirm(user, today=today)),
        changes=len(changes.to_confirm(user, today=today)),
        overrides=len(overrides_to_allow(user, today=today)),
        owed=owed(user, today=today),
    )


def _redated(user: User, today: date) -> list[Redated]:
    """Open cases whose day to reply a holiday notice has moved in the last days (CAL-3)."""
    begin = timezone.make_aware(datetime.combine(today - TOLD_FOR, time()))
    in_hand = visible_applications(user, today).filter(stage__in=OPEN)
    return redated(in_hand, since=begin)[:SHOWN]


def _review(version: Version, step: Step) -> WaitingReview:
    return WaitingReview(version, step, _address(version))


def _address(version: Version) -> str:
    """A document is reviewed on its own page, a report on that of its app."""
    record = version.record
    if kinds.kind(record.kind).is_document:
        return address_of(record)
    place = {"code": record.organ.code, "year": record.key, "number": version.number}
    return reverse("reports:version", kwargs=place)


def _with_clock(cases: Iterable[Application], today: date) -> Iterable[OpenCase]:
    """The ledger knows only the receipt: corrections and extensions are not in these dates yet."""
    calendar = Calendar.load()
    for case in cases:
        if case.received_on is None:
            continue
        due = due_on(ReplyClock(received=case.received_on), calendar)
        yield OpenCase(case, due, calendar.workdays_between(today, due))
