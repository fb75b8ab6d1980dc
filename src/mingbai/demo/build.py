"""Building the demonstration district through the product's own actions; the same every time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.applications import actions as applications
from mingbai.applications.models import Application
from mingbai.audit.actors import COMMAND
from mingbai.demo import cases, course, live, officers, profiles, publishing, reporting
from mingbai.demo import remedies as invented
from mingbai.demo.cases import DemoCase
from mingbai.demo.credit_codes import credit_code
from mingbai.demo.moments import moment
from mingbai.demo.officers import Staff
from mingbai.demo.remedies import DemoRemedy
from mingbai.demo.source import YEAR, organs
from mingbai.organs.actions import establish
from mingbai.organs.models import Organ, Site
from mingbai.refusal import Refusal
from mingbai.remedies import actions as remedies
from mingbai.remedies.models import Remedy

FOUNDED = date(2010, 1, 1)
Act = tuple[datetime, Callable[[datetime], object]]


@dataclass(frozen=True)
class Built:
    """How much was built."""

    organs: int
    cases: int
    remedies: int


@transaction.atomic
def build(*, now: datetime | None = None) -> Built:
    """Build everything or nothing; with ``now`` also the cases under way on that day.

    Raises ``Refusal`` on a database that holds an organ or user.
    """
    if Organ.objects.exists() or User.objects.exists():
        raise Refusal(
            "数据库里已有机关或账号，演示地区只装入空数据库",
            remedy="请另设 MINGBAI_VAR 或 DATABASE_URL，或删去演示用的 var 目录",
        )
    made, staff = found()
    _live_through(made, staff)
    reporting.publish_all(made, staff)
    if now:
        live.begin(made, staff, now=now)
    course.live_through(made, staff)
    publishing.publish_all(made, staff, now=now)
    return Built(len(made), Application.objects.count(), Remedy.objects.count())


def found() -> tuple[dict[str, Organ], Staff]:
    """The organs with their facts and officers, before anything has happened."""
    made = _organs()
    profiles.describe_all(made, at=moment(FOUNDED))
    staff = officers.appoint(list(made.values()), since=FOUNDED, at=moment(FOUNDED))
    profiles.mark_all(made, staff, at=moment(FOUNDED))
    return made, staff


def _organs() -> dict[str, Organ]:
    made: dict[str, Organ] = {}
    for row in organs():
        made[row.code] = establish(
            by=COMMAND,
            at=moment(FOUNDED),
            parent=made[row.parent] if row.parent else None,
            code=row.code,
            name=row.name,
            short_name=row.short,
            kind=row.kind,
            credit_code=credit_code(row.serial),
            position=row.serial,
            active_from=FOUNDED,
            ledger_from=YEAR,
        )
    Site.objects.create(
        host="127.0.0.1", name="示范市明阳区人民政府", root=made["mingyang"], demo=True
    )
    return made


def _live_through(made: dict[str, Organ], staff: Staff) -> None:
    """Do every act of the ledgers on its day, in the order of time, as the officers would have."""
    acts: list[Act] = []
    for case in cases.cases():
        acts += _of_case(case, made[case.organ.code], staff[case.organ.code, Role.OFFICER])
    for row in invented.remedies(cases.cases()):
        code = row.case.organ.code
        acts += _of_remedy(row, made[code], staff[code, Role.OFFICER])
    for at, act in sorted(acts, key=lambda pair: pair[0]):
        act(at)


def _of_case(case: DemoCase, organ: Organ, by: Post) -> list[Act]:
    def register(at: datetime) -> None:
        applications.register(
            organ=organ,
            number=case.number,
            subject=case.subject,
            applicant_kind=case.kind,
            received_on=case.received_on,
            by=by,
            at=at,
        )

    def conclude(at: datetime) -> None:
        row = Application.objects.get(organ=organ, number=case.number)
        applications.conclude(
            row.pk, outcome=case.outcome, concluded_on=case.concluded_on, by=by, at=at
        )

    return [(moment(case.received_on), register), (moment(case.concluded_on, 16), conclude)]


def _of_remedy(row: DemoRemedy, organ: Organ, by: Post) -> list[Act]:
    def register(at: datetime) -> None:
        remedies.register(
            organ=organ,
            kind=row.kind,
            case_no=row.case_no,
            authority=row.authority,
            subject=f"不服对“{row.case.subject}”的答复",
            accepted_on=row.accepted_on,
            application_number=row.case.number,
            by=by,
            at=at,
        )

    def conclude(at: datetime) -> None:
        found = Remedy.objects.get(organ=organ, case_no=row.case_no)
        remedies.conclude(
            found.pk, result=row.result, concluded_on=row.concluded_on or at.date(), by=by, at=at
        )

    registered = (moment(row.accepted_on), register)
    return (
        [registered, (moment(row.concluded_on, 16), conclude)] if row.concluded_on else [registered]
    )
