"""A county with so many cases: some in hand at every stage, the others concluded over the years.

Days are counted back from the day of filling. Cases in hand and those concluded within a year have
an applicant; the older ones came from imported ledgers and have none.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, cycle
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bench import plan
from bench.fill.ledger import TIDY
from bench.served import plain
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.applications.models import Applicant, Application, Source
from mingbai.applications.stages import OPEN, UNRECEIVED, Stage
from mingbai.organs.models import Organ, OrganKind

ORGANS, BATCH = 40, 2000
OFFICE, OFFICER = "bench-office", "bench-officer"
STAGES = (*UNRECEIVED, *OPEN)
OUTCOMES = ("provided", "partial", "not_exist", "not_responsible")
MATTERS = ("规划许可", "征地批复", "验收材料", "拆迁公告", "财政预算", "招标文件", "环评批复")
DAYS_BACK = 6 * 365


def fill(cases: int) -> None:
    """An empty database gets organs, officers and ``cases`` applications."""
    today = timezone.localdate()
    organs = _organs()
    handlers = [_post(f"officer-{n}", Role.OFFICER, organ) for n, organ in enumerate(organs[1:])]
    _post(OFFICE, Role.OFFICE, organs[0])
    _post(OFFICER, Role.OFFICER, organs[1])
    rows: list[Application] = []
    people: list[Applicant] = []
    numbers = count()
    for row in _cases(cases, handlers, today):
        rows.append(row)
        if row.source == Source.CASE:
            people.append(_applicant(row, next(numbers)))
        if len(rows) == BATCH:
            _save(rows, people)
    _save(rows, people)
    plain.make_table()
    _plain(cases, today)
    with connection.cursor() as cursor:
        for statement in TIDY[connection.vendor]:
            cursor.execute(statement)


def _save(rows: list[Application], people: list[Applicant]) -> None:
    Application.objects.bulk_create(rows, batch_size=500)
    Applicant.objects.bulk_create(people, batch_size=500)
    rows.clear()
    people.clear()


def _organs() -> list[Organ]:
    root = _organ("county", None, OrganKind.GOVERNMENT)
    root.save(force_insert=True)
    below = [_organ(f"o-{n}", root, OrganKind.DEPARTMENT) for n in range(1, ORGANS)]
    Organ.objects.bulk_create(below)
    return list(Organ.objects.order_by("path"))


def _organ(code: str, parent: Organ | None, kind: OrganKind) -> Organ:
    return Organ(
        code=code,
        name=f"机关{code}",
        short_name=code,
        kind=kind,
        parent=parent,
        path=(parent.path if parent else "") + f"{code}/",
        active_from=date(2008, 5, 1),
    )


def _post(username: str, role: Role, organ: Organ) -> Post:
    user = User.objects.create_user(username, name=username)
    return Post.objects.create(user=user, organ=organ, role=role, since=date(2018, 1, 1))


def _cases(cases: int, handlers: list[Post], today: date) -> Iterator[Application]:
    stages, outcomes = cycle(STAGES), cycle(OUTCOMES)
    for number in range(cases):
        handler = handlers[number % len(handlers)]
        facts = {
            "id": UUID(int=number + 1),
            "organ_id": handler.organ_id,
            "number": f"O-{number:08d}",
            "subject": f"某某路{number % 997}号{MATTERS[number % len(MATTERS)]}及其附图",
            "applicant_kind": "natural",
        }
        if number % plan.ONE_IN_HAND == 0:
            yield Application(**facts, **_in_hand(next(stages), number, handler, today))
        else:
            yield Application(**facts, **_concluded(next(outcomes), number, today))


def _in_hand(stage: Stage, number: int, handler: Post, today: date) -> dict[str, object]:
    """Due between ten days ago and fifty days from now; every seventh without a handler."""
    facts: dict[str, object] = {"stage": stage, "source": Source.CASE}
    if stage in UNRECEIVED:
        return facts
    received = today - timedelta(days=number % 25)
    return facts | {
        "received_on": received,
        "received_year": received.year,
        "due_on": today + timedelta(days=number % 61 - 10),
        "handler_id": None if number % 7 == 0 else handler.pk,
    }


def _concluded(outcome: str, number: int, today: date) -> dict[str, object]:
    concluded = today - timedelta(days=1 + number % DAYS_BACK)
    received = concluded - timedelta(days=number % 20)
    recent = concluded > today - timedelta(days=365)
    return {
        "stage": Stage.ARCHIVED if recent else Stage.LEDGER,
        "source": Source.CASE if recent else Source.IMPORT,
        "received_on": received,
        "received_year": received.year,
        "concluded_on": concluded,
        "concluded_year": concluded.year,
        "outcome": outcome,
    }


def _applicant(case: Application, number: int) -> Applicant:
    """One in five has asked before."""
    return Applicant(
        application_id=case.pk,
        name=f"申请人{number}",
        identity=f"E{number * 4 // 5:08d}",
        identity_kind="passport",
        phone="13800000000",
    )


def _plain(cases: int, today: date) -> None:
    made = (
        plain.Plain(
            name=f"申请人{n}",
            identity=f"E{n:08d}",
            phone="13800000000",
            address="建设路1号",
            description=f"某某路{n % 997}号规划许可及其附图",
            due_on=today + timedelta(days=n % 61 - 10),
        )
        for n in range(cases)
    )
    plain.Plain.objects.bulk_create(made, batch_size=500)
