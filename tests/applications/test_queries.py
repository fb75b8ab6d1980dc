"""What a report counts, from the ledger and from the rollup, and what stands behind a cell."""

from collections import Counter
from datetime import date

import pytest

from mingbai.applications import queries, tally
from mingbai.applications.models import Application, YearCount
from mingbai.organs.models import Organ
from mingbai.rules.report.counting import CaseGroup, Selection
from mingbai.rules.report.outcomes import ApplicantKind, Outcome
from tests import factories

pytestmark = pytest.mark.django_db

CASES = [
    # 收到、办结、类别、结果
    (date(2018, 11, 1), date(2018, 12, 1), "natural", "provided"),
    (date(2018, 12, 1), date(2019, 1, 2), "natural", "partial"),
    (date(2018, 12, 2), None, "org_other", ""),
    (date(2019, 2, 1), date(2019, 2, 20), "natural", "provided"),
    (date(2019, 2, 2), date(2019, 2, 20), "natural", "provided"),
    (date(2019, 12, 1), date(2020, 1, 2), "org_business", "repeat"),
    (date(2020, 1, 2), None, "natural", ""),
]


@pytest.fixture
def organ() -> Organ:
    root = factories.organ("district")
    organ = factories.organ(parent=root)
    for received, ended, kind, outcome in CASES:
        factories.application(
            organ, received_on=received, concluded_on=ended, applicant_kind=kind, outcome=outcome
        )
    return organ


def sums(groups: list[CaseGroup]) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter()
    for group in groups:
        found[(group.received, group.concluded, group.kind, group.outcome)] += group.count
    return found


def test_the_year_has_what_was_open_or_ended_in_it(organ: Organ) -> None:
    assert sums(queries.year_groups([organ.pk], 2019)) == {
        (2018, 2019, ApplicantKind.NATURAL, Outcome.PARTIAL): 1,
        (2018, None, ApplicantKind.ORG_OTHER, None): 1,
        (2019, 2019, ApplicantKind.NATURAL, Outcome.PROVIDED): 2,
        (2019, 2020, ApplicantKind.ORG_BUSINESS, Outcome.REPEAT): 1,
    }


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2020, 2021])
def test_ledger_and_rollup_say_the_same(organ: Organ, year: int) -> None:
    root = Organ.objects.get(code="district")
    factories.application(root, received_on=date(2019, 5, 5))
    both = [root.pk, organ.pk]
    assert sums(queries.year_groups(both, year)) == sums(queries.tree_groups(root, year))


def test_one_statement_each(organ: Organ, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.year_groups([organ.pk], 2019)
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.tree_groups("district/", 2019)


@pytest.mark.parametrize("period", ["received", "carried_in", "concluded", "carried_out"])
@pytest.mark.parametrize("year", [2018, 2019, 2020])
@pytest.mark.parametrize("kinds", [None, frozenset({ApplicantKind.NATURAL})])
@pytest.mark.parametrize("outcomes", [None, frozenset({Outcome.PROVIDED, Outcome.PARTIAL})])
def test_behind_a_cell_stand_as_many_cases_as_it_counts(
    organ: Organ, period: str, year: int, kinds: object, outcomes: object
) -> None:
    selection = Selection(period, kinds, outcomes, year)  # type: ignore[arg-type]
    counted = sum(
        group.count for group in queries.year_groups([organ.pk], year) if selection.holds(group)
    )
    assert queries.behind(selection, [organ.pk]).count() == counted


def test_a_tampered_rollup_is_named_and_rebuilt(organ: Organ) -> None:
    YearCount.objects.filter(outcome="provided", received_year=2019).update(count=7)
    Application.objects.filter(received_year=2020).delete()
    found = tally.recount(organ)
    assert {(item.key[0], item.ledger, item.rollup) for item in found} == {
        (2019, 2, 7),
        (2020, 0, 1),
    }
    assert len(tally.recount(organ, rebuild=True)) == 2
    assert tally.recount() == []


NARROWED = {
    "收到年份": (queries.Filters(year=2019), 3),
    "在办": (queries.Filters(state="open"), 2),
    "已办结": (queries.Filters(state="concluded"), 5),
    "类别": (queries.Filters(kind="org_other"), 1),
    "结果": (queries.Filters(outcome="provided"), 3),
    "文字": (queries.Filters(text="道路改造"), 7),
    "没有的文字": (queries.Filters(text="不存在"), 0),
    "别的机关": (queries.Filters(organ="district"), 0),
    "年份和状态": (queries.Filters(year=2020, state="open"), 1),
}


@pytest.mark.parametrize(("filters", "expected"), NARROWED.values(), ids=list(NARROWED))
def test_the_list_is_narrowed_by(organ: Organ, filters: queries.Filters, expected: int) -> None:
    assert queries.size(queries.narrowed(Application.objects.all(), filters)) == expected
