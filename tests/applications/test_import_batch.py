"""A file enters whole or not at all; the second time it changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.applications import actions, tally
from mingbai.applications.facts import Facts
from mingbai.applications.models import Application, Import, YearCount
from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.rules.report.outcomes import ApplicantKind, Outcome
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

ROW = Facts("2019-1", "规划许可", ApplicantKind.NATURAL, date(2019, 3, 4))


def load(organ: Organ, *rows: Facts) -> actions.Imported:
    return actions.import_batch(organ=organ, rows=rows, sha256="ab" * 32, by=COMMAND, at=NOON)


def test_one_event_for_the_whole_file() -> None:
    organ = factories.organ()
    result = load(organ, ROW, replace(ROW, number="2019-2"))
    assert result == actions.Imported(new=2, identical=0)
    event = Event.objects.get(verb="applications.imported")
    assert event.data["rows"] == 2
    assert {case.batch for case in Application.objects.all()} == {Import.objects.get()}


def test_one_impossible_row_keeps_the_whole_file_out() -> None:
    organ = factories.organ()
    with pytest.raises(Refusal, match="晚于今天"):
        load(organ, ROW, replace(ROW, number="2019-2", received_on=date(2030, 1, 1)))
    assert not Application.objects.exists()
    assert not Import.objects.exists()
    assert not YearCount.objects.exists()


def test_a_number_with_other_facts_keeps_the_file_out() -> None:
    organ = factories.organ()
    load(organ, ROW)
    with pytest.raises(Refusal, match="2019-1已登记"):
        load(organ, replace(ROW, subject="别的"), replace(ROW, number="2019-2"))
    assert Application.objects.count() == 1


def test_a_row_twice_in_one_file_counts_once() -> None:
    assert load(factories.organ(), ROW, ROW) == actions.Imported(new=1, identical=1)


cases = st.builds(
    lambda received, ended, kind, outcome: Facts(
        number="",
        subject="申请",
        applicant_kind=kind,
        received_on=received,
        outcome=outcome if ended is not None else None,
        concluded_on=received + timedelta(days=ended) if ended is not None else None,
    ),
    st.dates(date(2017, 1, 1), date(2019, 6, 30)),
    st.none() | st.integers(0, 120),
    st.sampled_from(ApplicantKind),
    st.sampled_from([item for item in Outcome if item is not Outcome.ABANDONED_NO_FEE]),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(cases, max_size=12))
def test_importing_twice_is_importing_once(rows: list[Facts]) -> None:
    organ = factories.organ()
    numbered = [replace(row, number=str(index)) for index, row in enumerate(rows)]
    assert load(organ, *numbered) == actions.Imported(len(rows), 0)
    events = Event.objects.filter(chain=organ.code).count()
    assert load(organ, *numbered) == actions.Imported(0, len(rows))
    assert Application.objects.filter(organ=organ).count() == len(rows)
    assert Event.objects.filter(chain=organ.code).count() == events
    assert tally.recount(organ) == []
