"""What is erased when the retention is over, what stays, what keeps it (PIP-05)."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from mingbai.accounts.roles import Role
from mingbai.applications import actions, papers, queries, tally
from mingbai.applications.models import Applicant, Application
from mingbai.audit.actors import TICK
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.vault import shelf
from tests import factories
from tests.factories import noon

pytestmark = pytest.mark.django_db


def withdrawn(organ: Organ) -> Application:
    officer = factories.post(Role.OFFICER, organ)
    case = factories.filed(organ, date(2019, 9, 25)).application
    at = noon(date(2019, 9, 27))
    actions.withdraw(case.pk, statement="不需要了", on=date(2019, 9, 27), by=officer, at=at)
    return case


def test_after_five_years_nothing_identifies_the_applicant_and_the_report_is_the_same() -> None:
    organ = factories.described(factories.organ())
    case = withdrawn(organ)
    before = queries.year_groups([organ.pk], 2019)

    assert actions.erase(limit=10, by=TICK, at=noon(date(2024, 9, 27))) == 0
    assert actions.erase(limit=10, by=TICK, at=noon(date(2024, 9, 28))) == 1

    applicant = Applicant.objects.get(application=case)
    assert (applicant.name, applicant.identity, applicant.phone, applicant.who) == ("", "", "", "")
    assert Application.objects.get(pk=case.pk).filing.description == "（保存期满，已清除）"
    with pytest.raises(Refusal, match="保存期已满"):
        papers.words(case.papers.get(kind="withdraw_notice"))
    assert queries.year_groups([organ.pk], 2019) == before
    assert tally.recount() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, identity, phone, who FROM applications_applicant")
        assert cursor.fetchone() == ("", "", "", "")


def test_a_case_on_hold_and_one_before_a_court_are_left_alone() -> None:
    organ = factories.described(factories.organ())
    held, sued = withdrawn(organ), withdrawn(organ)
    actions.hold(held.pk, on=True, by=TICK, at=noon(date(2024, 1, 1)))
    factories.remedy(organ, application_number=sued.number)
    assert actions.erase(limit=10, by=TICK, at=noon(date(2026, 1, 1))) == 0


def test_a_file_without_a_case_goes_after_a_day(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    name = shelf.keep(b"left behind by a killed server", about="nowhere")
    now = timezone.now()
    assert actions.drop_strays(before=now - timedelta(days=1)) == 0
    assert actions.drop_strays(before=now + timedelta(days=1)) == 1
    assert list(shelf.names()) == []
    assert name
