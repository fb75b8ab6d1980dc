"""The cases under way in the demonstration: each stage once, on any day, without a real person."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from mingbai.applications.models import Applicant, Application
from mingbai.applications.stages import Stage
from mingbai.demo import build, live
from mingbai.demo.logins import CODE
from mingbai.limits import codes
from mingbai.rules.privacy.detecting import find
from mingbai.rules.privacy.findings import Kind
from mingbai.rules.privacy.folding import fold

pytestmark = pytest.mark.django_db

# 平日、周末、长假之中
DAYS = [
    datetime(2026, 11, 24, 2, tzinfo=UTC),
    datetime(2026, 11, 22, 2, tzinfo=UTC),
    datetime(2026, 10, 4, 2, tzinfo=UTC),
]


@pytest.fixture(scope="module", params=DAYS, ids=lambda at: at.date().isoformat())
def now(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[datetime]:
    with django_db_blocker.unblock(), transaction.atomic():
        live.begin(*build.found(), now=request.param)
        yield request.param
        transaction.set_rollback(True)


def test_each_typical_stage_is_there_and_one_is_due_tomorrow(now: datetime) -> None:
    cases = Application.objects.all()
    assert {Stage(case.stage) for case in cases} == {
        Stage.REGISTERED,
        Stage.SUBMITTED,
        Stage.PROCESSING,
        Stage.AWAITING_CORRECTION,
        Stage.CONSULTING_THIRD_PARTY,
        Stage.LEGAL_REVIEW,
        Stage.CLOSED,
    }
    due = [case.due_on for case in cases if case.due_on]
    assert any(day < now.date() for day in due)
    assert any(0 < (day - now.date()).days <= 10 for day in due)


def test_every_identity_number_is_impossible_and_the_code_opens(now: datetime) -> None:
    for applicant in Applicant.objects.all():
        hits = find(fold(applicant.identity), (), date(2026, 11, 24))
        assert [hit for hit in hits if hit.kind is Kind.ID_CARD] == []
    case = Application.objects.get(number=live.answered())
    assert codes.matches(CODE, case.filing.code_hash)
