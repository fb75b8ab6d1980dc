"""Two officers at one moment: every case is counted, one number is registered once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from mingbai.applications import actions, tally
from mingbai.applications.facts import Facts
from mingbai.applications.models import Application, YearCount
from mingbai.audit.actors import COMMAND
from mingbai.refusal import Refusal
from mingbai.rules.report.outcomes import ApplicantKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, EACH = 4, 5


@pytest.fixture(autouse=True)
def _real_writers() -> None:
    """SQLite has one writer, and its test database in memory does not wait for a lock."""
    if connection.vendor == "sqlite":
        pytest.skip("同时写入在 PostgreSQL 上验证")


def test_the_rollup_counts_every_case_of_writers_at_one_moment() -> None:
    organ = factories.organ()

    def write(writer: int) -> None:
        for turn in range(EACH):
            factories.application(organ, number=f"{writer}-{turn}")
        connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert YearCount.objects.get().count == WRITERS * EACH
    assert tally.recount() == []


def test_a_rebuild_among_writers_loses_no_case_and_invents_none() -> None:
    organ = factories.organ()
    cases = [factories.application(organ) for _ in range(WRITERS * EACH)]

    def write(writer: int) -> None:
        for turn in range(EACH):
            factories.application(organ, number=f"{writer}-{turn}")
            case = cases[writer * EACH + turn]
            actions.remove(case.pk, reason="重复登记", by=COMMAND, at=NOON)
        connection.close()

    def rebuild(_: int) -> None:
        for _turn in range(EACH):
            tally.recount(organ, rebuild=True)
        connection.close()

    with ThreadPoolExecutor(WRITERS + 2) as pool:
        acts = [pool.submit(write, writer) for writer in range(WRITERS)]
        acts += [pool.submit(rebuild, turn) for turn in range(2)]
        for act in acts:
            act.result()
    assert Application.objects.count() == WRITERS * EACH
    assert tally.recount() == []


def test_one_number_is_registered_once() -> None:
    organ = factories.organ()

    def register(_: int) -> bool:
        try:
            factories.application(organ, number="同号")
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(WRITERS) as pool:
        done = list(pool.map(register, range(WRITERS)))
    assert done.count(True) == 1
    assert Application.objects.count() == YearCount.objects.get().count == 1


def test_one_file_at_two_desks_enters_once() -> None:
    organ = factories.organ()
    rows = [Facts(str(n), "事项", ApplicantKind.NATURAL, date(2019, 3, 4)) for n in range(50)]

    def load(_: int) -> int:
        done = actions.import_batch(organ=organ, rows=rows, sha256="0", by=COMMAND, at=NOON)
        connection.close()
        return done.new

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(load, range(2))) == [0, 50]
    assert tally.recount() == []


def test_a_file_and_a_form_with_one_number_end_in_one_case() -> None:
    organ = factories.organ()
    rows = [Facts(str(n), "事项", ApplicantKind.NATURAL, date(2019, 3, 4)) for n in range(50)]

    def load() -> None:
        actions.import_batch(organ=organ, rows=rows, sha256="0", by=COMMAND, at=NOON)

    def register() -> None:
        factories.application(organ, number="49", subject="另一事项")

    def told(act: Callable[[], None]) -> bool:
        try:
            act()
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(told, (load, register))) == [False, True]
    assert Application.objects.filter(number="49").count() == 1
    assert tally.recount() == []
