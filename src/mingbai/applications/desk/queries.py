"""Reads of the open cases: the list with its filters, one case with all that belongs to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, F, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL

from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.applications.models import (
    Applicant,
    Application,
    Attachment,
    Filing,
    Paper,
    Reply,
)
from mingbai.applications.permissions import readable_organs
from mingbai.applications.stages import Stage
from mingbai.organs.models import Organ
from mingbai.rules import excessive
from mingbai.rules.excessive import Filed
from mingbai.vault import blind

# 与部分索引 application_in_hand 的条件相同。SQLite 只在条件不带参数时认得部分索引，故写成文字。
NOT_IN_HAND = (Stage.LEDGER, Stage.CLOSED, Stage.ARCHIVED, Stage.LAPSED)
_ENDED = ", ".join(f"'{stage.value}'" for stage in NOT_IN_HAND)
_IN_HAND = RawSQL(  # noqa: S611 (constants of our own, nothing from outside)
    f"NOT (applications_application.stage IN ({_ENDED}))", (), output_field=BooleanField()
)
ALIKE = 60
LISTED = 200


@dataclass(frozen=True)
class Filters:
    """What the list of open cases is narrowed to; empty values do not narrow."""

    organ: str = ""
    stage: str = ""
    handler: str = ""  # me
    due: str = ""  # soon, overdue or stopped
    text: str = ""


@dataclass(frozen=True)
class Alike:
    """An earlier application of the same applicant; ``percent`` how alike the subjects are."""

    application: Application
    percent: int


def in_hand(organs: QuerySet[Organ]) -> QuerySet[Application]:
    """The open cases of these organs, the one due first at the top, stopped ones last."""
    cases = Application.objects.filter(_IN_HAND, organ__in=organs)
    cases = cases.select_related("organ", "handler__user")
    return cases.order_by(F("due_on").asc(nulls_last=True), "number", "pk")


def narrowed(
    cases: QuerySet[Application], filters: Filters, *, user: User, today: date, soon: date
) -> QuerySet[Application]:
    """The cases that pass the filters; ``soon`` is the last day that counts as due soon."""
    due = {
        "soon": Q(due_on__gte=today, due_on__lte=soon),
        "overdue": Q(due_on__lt=today),
        "stopped": Q(due_on=None),
    }
    if filters.organ:
        cases = cases.filter(organ__code=filters.organ)
    if filters.stage:
        cases = cases.filter(stage=filters.stage)
    if filters.handler == "me":
        cases = cases.filter(handler__user=user)
    if filters.due in due:
        cases = cases.filter(due[filters.due])
    if filters.text:
        cases = cases.filter(Q(number__icontains=filters.text) | Q(subject__icontains=filters.text))
    return cases


def cases_of(user: User, *, today: date) -> QuerySet[Application]:
    """Every case of the procedure that the person may read today."""
    organs = readable_organs(user, today=today)
    return Application.objects.filter(organ__in=organs).exclude(stage=Stage.LEDGER)


def whole(cases: QuerySet[Application]) -> QuerySet[Application]:
    """The same with all that the page of a case shows."""
    papers = Paper.objects.prefetch_related("deliveries").order_by("at", "pk")
    replies = Reply.objects.select_related("author__user").prefetch_related("reviews__by__user")
    return cases.select_related("organ", "handler__user", "filing").prefetch_related(
        "inquiries",
        "extensions__proposed_by__user",
        "extensions__decided_by__user",
        "reopenings",
        "attachments",
        "opinions__by__user",
        Prefetch("papers", papers),
        Prefetch("replies", replies),
    )


def applicant_of(application: Application) -> Applicant | None:
    """Who asked; None for a row of the ledger that was taken up again."""
    return Applicant.objects.filter(application=application).first()


def of_same_applicant(application: Application) -> list[Application]:
    """The other cases of the organ by the same person, newest first (blind index)."""
    applicant = applicant_of(application)
    if applicant is None or not applicant.identity:
        return []
    who = blind.candidates("person", applicant.identity)
    others = Application.objects.filter(
        organ_id=application.organ_id, applicant__who__in=who
    ).exclude(pk=application.pk)
    return list(others.order_by("-received_on", "number")[:LISTED])


def alike(application: Application) -> list[Alike]:
    """The applicant's other cases, the most alike first."""
    found = [
        Alike(other, excessive.likeness(application.subject, other.subject))
        for other in of_same_applicant(application)
    ]
    return sorted(found, key=lambda each: -each.percent)


def filed_by_same(application: Application) -> list[Filed]:
    """All applications of the applicant with the organ, this one included, for 第三十五条."""
    rows = [application, *of_same_applicant(application)]
    return [Filed(row.number, row.received_on, row.subject) for row in rows if row.received_on]


def items_before(application: Application) -> int:
    """How many items the applicant had asked in the same month before this one (FEE-3)."""
    received = application.received_on
    if received is None:
        return 0
    return sum(
        1
        for other in of_same_applicant(application)
        if other.received_on
        and (other.received_on.year, other.received_on.month) == (received.year, received.month)
        and (other.received_on, other.number) < (received, application.number)
    )


def officers_of(organ: Organ, *, today: date) -> QuerySet[Post]:
    """Who may be named as the handler of an organ's case."""
    last = list(organ.lineage())[-1]
    held = Post.objects.held(today).filter(organ=last, role__in=[Role.OFFICER, Role.OFFICE])
    return held.filter(user__is_active=True).select_related("user", "organ")


def posts_of(user: User, roles: Collection[Role], *, today: date) -> QuerySet[Post]:
    """The person's own posts of today in these roles, at organs that still exist."""
    held = Post.objects.held(today).filter(user=user, role__in=list(roles), organ__active_to=None)
    return held.select_related("organ").order_by("organ__path")


def attachment(cases: QuerySet[Application], key: UUID, file: UUID) -> Attachment | None:
    """A file of one of these cases."""
    found = Attachment.objects.filter(pk=file, application=key, application__in=cases)
    return found.select_related("application__organ").first()


def attachment_by_key(cases: QuerySet[Application], file: UUID) -> Attachment | None:
    """A file of one of these cases by its own key."""
    found = Attachment.objects.filter(pk=file, application__in=cases)
    return found.select_related("application__organ").first()


def paper(cases: QuerySet[Application], key: UUID, paper_key: UUID) -> Paper | None:
    """A paper of one of these cases."""
    found = Paper.objects.filter(pk=paper_key, application=key, application__in=cases)
    return found.select_related("application__organ").first()


def last_reviewed(replies: Sequence[Reply], reply: Reply) -> Reply | None:
    """The version before ``reply`` that somebody has read."""
    earlier = [each for each in replies if each.number < reply.number and each.reviews.all()]
    return max(earlier, key=lambda each: each.number, default=None)


def split_from(application: Application) -> Iterable[Filing]:
    """The filings of the cases that were divided off this one."""
    return Filing.objects.filter(split_from=application).select_related("application")
