"""建议主动公开: what several people asked and got belongs on the site (第四十四条)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import F

from mingbai.accounts import rights
from mingbai.accounts.models import User
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications.models import Application
from mingbai.rules.excessive import likeness
from mingbai.rules.report.outcomes import Outcome

LOOKED_AT = 300
SHOWN = 10
PROVIDED = (Outcome.PROVIDED.value, Outcome.PARTIAL.value)


@dataclass(frozen=True)
class Suggestion:
    """One matter that several people asked for; ``applicants`` different ones."""

    subject: str
    cases: tuple[Application, ...]
    applicants: int


def suggestions(user: User, *, today: date) -> list[Suggestion]:
    """The matters of the last year in the organs the person writes for, the most asked first.

    ``settings.PUBLISH_ASKED_BY`` different applicants, subjects at least
    ``settings.PUBLISH_ALIKE`` percent alike.  Of the last twelve months no more than the latest
    ``LOOKED_AT`` cases are looked at, however large the ledger is.
    """
    organs = rights.organs(user, roles=LEDGER_WRITERS, today=today)
    since = today - timedelta(days=365)
    # 年份在索引 application_counting 里，日期不在
    cases = Application.objects.filter(
        organ__in=organs,
        outcome__in=PROVIDED,
        concluded_year__gte=since.year,
        concluded_on__gt=since,
    )
    # 只取盲索引，不解密任何人的信息
    known = cases.filter(applicant__isnull=False).annotate(asked_by=F("applicant__who"))
    narrow = known.only("number", "subject", "stage", "organ__short_name", "organ__name")
    recent = list(narrow.select_related("organ").order_by("-concluded_on", "number")[:LOOKED_AT])
    found = [
        Suggestion(group[0].subject, tuple(group), len({vars(case)["asked_by"] for case in group}))
        for group in _matters(recent)
    ]
    asked = [each for each in found if each.applicants >= settings.PUBLISH_ASKED_BY]
    return sorted(asked, key=lambda each: -each.applicants)[:SHOWN]


def _matters(cases: Iterable[Application]) -> list[list[Application]]:
    """Each case joins the first matter of its organ that it resembles."""
    matters: list[list[Application]] = []
    for case in cases:
        for matter in matters:
            first = matter[0]
            # The organ first: comparing subjects is what costs.
            if first.organ_id == case.organ_id and _alike(first, case):
                matter.append(case)
                break
        else:
            matters.append([case])
    return matters


def _alike(one: Application, other: Application) -> bool:
    return likeness(one.subject, other.subject) >= int(settings.PUBLISH_ALIKE)
