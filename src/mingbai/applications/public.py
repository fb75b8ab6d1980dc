"""What an applicant may see of his case: stage, steps, clock, papers to him; never who or what.

Nothing here gives a name, an identity number, an address or the words of the application
(ABU-05); papers and files are listed by kind and opened elsewhere, after a second proof.
"""

import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mingbai.applications import clock, drafts, guards, papers, queries, telling
from mingbai.applications.models import (
    Applicant,
    Application,
    Attachment,
    Delivery,
    Inquiry,
    InquiryKind,
    Paper,
    Rating,
)
from mingbai.applications.stages import ENDED, Move, Stage
from mingbai.documents.kinds import KINDS
from mingbai.documents.paper import Paper as Words
from mingbai.limits import codes
from mingbai.organs.models import Organ
from mingbai.organs.respondents import respondent_of
from mingbai.refusal import Refusal
from mingbai.rules.explain import Explanation, sentence
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.remedy_rights import Deadline, deadlines
from mingbai.rules.report.outcomes import Outcome

# 写给申请人的文书；答复另看是否已经送出。征求意见函、审批表等是机关之间、机关内部的
TO_APPLICANT = frozenset(
    {
        "receipt",
        "correction_notice",
        "reason_notice",
        "extension_notice",
        "delay_notice",
        "third_party_notice_to_applicant",
        "fee_notice",
        "notice_abandoned",
        "withdraw_notice",
    }
)
NEEDED = 4


@dataclass(frozen=True)
class Step:
    """One thing that happened."""

    at: datetime
    words: str


@dataclass(frozen=True)
class Letter:
    """A paper to the applicant by its kind; ``reply``: it answers the application."""

    id: UUID
    name: str
    on: date
    reply: bool


@dataclass(frozen=True)
class Clock:
    """The period in one sentence, the working days left (None when it does not run), the days."""

    words: str
    left: int | None
    explanation: Explanation | None


def by_number(number: str, root: Organ | None) -> Application | None:
    """The case of a number within a site, with its filing; None for none, or one without a code."""
    cases = Application.objects.select_related("organ", "filing").filter(number=number)
    if root is not None:
        cases = cases.filter(organ__path__startswith=root.path)
    return cases.exclude(filing=None).exclude(filing__code_hash="").order_by("pk").first()


def opened(number: str, code: str, root: Organ | None) -> Application | None:
    """The case whose number and code these are; an unknown number takes as long (SEC-03)."""
    found = by_number(number, root)
    right = codes.matches(code, found.filing.code_hash if found else "")
    return found if right else None


def case_of(application_id: UUID) -> Application:
    """The case for its status page, with what its clock reads; raises ``DoesNotExist``."""
    return (
        Application.objects.select_related("organ", "filing")
        .prefetch_related("inquiries", "extensions", "reopenings")
        .get(pk=application_id)
    )


def proves(application: Application, four: str) -> bool:
    """Whether these are the last four of the telephone or identity number (ABU-05)."""
    given = _last_four(four)
    person = Applicant.objects.filter(application=application).first()
    if person is None or len(given) != NEEDED:
        return False
    known = (person.phone, person.identity, person.agent_phone, person.agent_identity)
    hits = [secrets.compare_digest(given, _last_four(each)) for each in known if each]
    return any(hits)


def steps(application: Application) -> list[Step]:
    """What happened, oldest first, without what is the office's own business."""
    found: list[Step] = []
    for event in queries.history(application):
        words = telling.step_of_event(event.verb)
        if words and not (found and found[-1].words == words):
            found.append(Step(event.at, words))
    return found


def clock_of(application: Application, *, today: date) -> Clock:
    """Where the period stands today."""
    if application.received_on is None:
        return Clock("确认收到之后才开始计算答复期限。", None, None)
    told = clock.explanation(application)
    if Stage(application.stage) in ENDED:
        ended = application.concluded_on
        return Clock(f"{chinese_date(ended)}办结。" if ended else "已办结。", None, told)
    due = application.due_on
    if due is None:
        return Clock(_standing_still(application), None, None)
    if due > told.due:
        return Clock(f"依法延迟，最迟{chinese_date(due, weekday=True)}答复。", None, told)
    if today > due:
        return Clock(f"答复期限已于{chinese_date(due, weekday=True)}届满。", -1, told)
    left = clock.calendar().workdays_between(today, due)
    last = chinese_date(due, weekday=True)
    return Clock(f"还剩{left}个工作日，最迟{last}答复。", left, told)


def derivation(explanation: Explanation) -> str:
    """The clock in one sentence, with what moved it."""
    return sentence(explanation)


def may(application: Application, move: Move, *, today: date) -> bool:
    """Whether the applicant can make the move now."""
    if not move.law.applicant:
        return False
    try:
        guards.check(application, move, today=today)
    except Refusal:
        return False
    return True


def waiting(application: Application) -> Inquiry | None:
    """What the applicant is asked and has not answered: 补正, 说明理由 or 缴费."""
    kinds = (InquiryKind.CORRECTION, InquiryKind.REASON, InquiryKind.PAYMENT)
    found = (each for each in application.inquiries.all() if each.kind in kinds)
    return next((each for each in found if each.answered_on is None), None)


def letters(application: Application) -> list[Letter]:
    """The papers to the applicant that have gone out, oldest first."""
    return [
        Letter(paper.pk, KINDS[paper.kind].name, paper.on, paper.reply_id is not None)
        for paper in _visible(application)
    ]


def paper_of(application: Application, paper_id: UUID) -> Paper | None:
    """One of these papers."""
    return next((paper for paper in _visible(application) if paper.pk == paper_id), None)


def words(paper: Paper) -> Words:
    """The paper as it went out; raises ``Refusal`` when its retention is over."""
    return papers.words(paper)


def retention_over(application: Application) -> bool:
    """Whether the personal data and the words of the papers were erased (PIP-05)."""
    return Applicant.objects.filter(application=application, erased_at__isnull=False).exists()


def files(application: Application) -> list[Attachment]:
    """What was supplied with the reply."""
    rows = Attachment.objects.filter(application=application, purpose="reply")
    return list(rows.filter(from_applicant=False))


def service(application: Application) -> Delivery | None:
    """How the last reply reached the applicant; None before one went out."""
    rows = Delivery.objects.filter(paper__application=application, paper__reply__isnull=False)
    rows = rows.filter(paper__voided_at=None).select_related("paper__reply")
    return rows.order_by("-at").first()


def remedies(application: Application) -> tuple[Deadline, ...]:
    """The applicant's own last days once the reply is served; empty before (CLK-4)."""
    last = service(application)
    if last is None or last.served_on is None or last.paper.reply is None:
        return ()
    reply = last.paper.reply
    return deadlines(
        last.served_on,
        outcome=Outcome(reply.outcome),
        decided_on=last.paper.on,
        calendar=clock.calendar(),
        withheld=[part.outcome for part in drafts.from_json(reply.content).withheld],
        kind=respondent_of(application.organ).kind,
    )


def rating(application: Application) -> Rating | None:
    """The applicant's rating, where he gave one."""
    return Rating.objects.filter(application=application).first()


def _standing_still(application: Application) -> str:
    asked = waiting(application)
    what = "缴费" if asked and asked.kind == InquiryKind.PAYMENT else "补正"
    return f"等您{what}，这段时间不计入答复期限，{what}之后重新计算。"


def _visible(application: Application) -> Iterator[Paper]:
    rows = Paper.objects.filter(application=application, voided_at=None).exclude(content="")
    for paper in rows.prefetch_related("deliveries"):
        sent = paper.reply_id is not None and bool(paper.deliveries.all())
        if paper.kind in TO_APPLICANT or sent:
            yield paper


def _last_four(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in folded if c.isascii() and c.isalnum())[-NEEDED:]
