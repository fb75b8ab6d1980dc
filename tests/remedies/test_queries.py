"""What table four counts and which cases stand behind its cells (LIT-1 … LIT-5)."""

from datetime import date

import pytest

from mingbai.organs.models import Organ
from mingbai.remedies import queries
from mingbai.remedies.models import Remedy
from mingbai.rules.report.counting import RemedySelection, count_remedies, remedy_selection
from mingbai.rules.report.formats import for_year
from mingbai.rules.report.switches import Switches
from tests import factories

pytestmark = pytest.mark.django_db

SUIT, LATER = {"kind": "suit"}, {"concluded_on": date(2020, 1, 6)}
CASES = [
    {"result": "review_upheld", "concluded_on": date(2019, 9, 1)},
    {"result": "review_annulled", "concluded_on": date(2019, 9, 1)},
    {"result": "review_not_accepted", "concluded_on": date(2019, 9, 1)},
    {"result": "review_upheld", **LATER},
    {},
    {**SUIT, "result": "suit_withdrawn", "concluded_on": date(2019, 9, 1)},
    {**SUIT, "after_review": True, "result": "suit_annulled", "concluded_on": date(2019, 9, 1)},
    {**SUIT, "after_review": True, "joint_respondent": True},
    {**SUIT, "accepted_on": date(2018, 8, 1), "result": "suit_void", **LATER},
]
SWITCHES = {
    "默认口径": Switches(),
    "按受理年": Switches(remedy_year="by_acceptance_year"),
    "共同被告、不予受理也计": Switches(joint_respondent="counted", not_accepted_counted="yes"),
}


@pytest.fixture
def organ() -> Organ:
    organ = factories.organ(parent=factories.organ("district"))
    for facts in CASES:
        factories.remedy(organ, **facts)
    return organ


@pytest.mark.parametrize("switches", SWITCHES.values(), ids=list(SWITCHES))
@pytest.mark.parametrize("year", [2018, 2019, 2020])
def test_behind_every_cell_stand_as_many_cases_as_it_counts(
    organ: Organ, year: int, switches: Switches
) -> None:
    fmt = for_year(2019)
    groups = queries.year_groups([organ.pk], year)
    assert groups
    for cell, counted in count_remedies(groups, year=year, fmt=fmt, switches=switches).items():
        selection: RemedySelection = remedy_selection(cell, year=year, fmt=fmt, switches=switches)
        assert queries.behind(selection, [organ.pk]).count() == counted, cell


def test_the_tree_counts_what_stands_below(organ: Organ) -> None:
    root = Organ.objects.get(code="district")
    assert sum(group.count for group in queries.tree_groups(root, 2019)) == len(CASES)
    assert queries.year_groups([root.pk], 2019) == []


NARROWED = {
    "受理年份": (queries.Filters(year=2018), 1),
    "未结": (queries.Filters(state="open"), 2),
    "诉讼": (queries.Filters(kind="suit"), 4),
    "受理机关": (queries.Filters(text="明阳区"), 9),
    "没有的文字": (queries.Filters(text="不存在"), 0),
}


@pytest.mark.parametrize(("filters", "expected"), NARROWED.values(), ids=list(NARROWED))
def test_the_list_is_narrowed_by(organ: Organ, filters: queries.Filters, expected: int) -> None:
    assert queries.narrowed(Remedy.objects.all(), filters).count() == expected
