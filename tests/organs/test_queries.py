"""Who counts in whose report when organs are merged: nothing lost, nothing twice."""

from datetime import date

import pytest

from mingbai.audit.actors import COMMAND
from mingbai.organs import actions, queries
from mingbai.organs.models import Organ, Site
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def merge(organ: Organ, into: Organ, on: date) -> None:
    actions.merge(organ, into=into, on=on, by=COMMAND, at=NOON)


@pytest.fixture
def county() -> dict[str, Organ]:
    """A county with A, B and D; C, founded mid-2018, takes over A and B on 2018-06-30."""
    root = factories.organ("county")
    made = {code: factories.organ(code, parent=root) for code in ("a", "b", "d")}
    made["c"] = factories.organ("c", parent=root, active_from=date(2018, 7, 1))
    merge(made["a"], made["c"], date(2018, 6, 30))
    merge(made["b"], made["c"], date(2018, 6, 30))
    return made | {"county": root}


def own(organ: Organ, year: int) -> set[str]:
    keys = queries.own_scope(organ, year)
    assert len(keys) == len(set(keys))
    return set(Organ.objects.filter(pk__in=keys).values_list("code", flat=True))


def reporting(organ: Organ, year: int) -> set[str]:
    return set(queries.codes(queries.reporting_children(organ, year)))


def counted(root: Organ, year: int) -> list[str]:
    """The codes whose cases are counted by the root and its reporting children together."""
    found = sorted(own(root, year))
    for child in queries.reporting_children(root, year):
        found += sorted(own(child, year))
    return sorted(found)


@pytest.mark.parametrize(
    ("year", "children", "of_c"),
    [
        (2017, {"a", "b", "d"}, {"c"}),
        (2018, {"c", "d"}, {"a", "b", "c"}),
        (2019, {"c", "d"}, {"a", "b", "c"}),
    ],
    ids=["合并前一年各自报告", "合并当年由新机关报告", "合并后由新机关报告"],
)
def test_two_organs_merged_into_a_third_in_mid_year(
    county: dict[str, Organ], year: int, children: set[str], of_c: set[str]
) -> None:
    assert reporting(county["county"], year) == children
    assert own(county["c"], year) == of_c


@pytest.mark.parametrize("year", [2018, 2019])
def test_each_organ_counts_exactly_once(county: dict[str, Organ], year: int) -> None:
    everything = sorted(queries.codes(queries.subtree_scope(county["county"], year)))
    assert counted(county["county"], year) == everything


def test_a_chain_of_mergers_is_followed_to_its_end(county: dict[str, Organ]) -> None:
    merge(county["c"], county["d"], date(2019, 3, 31))
    assert own(county["c"], 2018) == {"a", "b", "c"}
    assert own(county["d"], 2018) == {"d"}
    assert own(county["d"], 2019) == {"a", "b", "c", "d"}
    assert reporting(county["county"], 2019) == {"d"}
    assert counted(county["county"], 2019) == ["a", "b", "c", "county", "d"]


def test_a_merger_on_the_last_day_of_the_year_counts_for_that_year(
    county: dict[str, Organ],
) -> None:
    merge(county["d"], county["c"], date(2018, 12, 31))
    assert "d" in own(county["c"], 2018)
    assert "d" not in own(county["c"], 2017)


def test_an_organ_merged_into_its_superior_is_counted_there(county: dict[str, Organ]) -> None:
    merge(county["d"], county["county"], date(2019, 12, 31))
    assert own(county["county"], 2019) == {"county", "d"}
    assert counted(county["county"], 2019) == ["a", "b", "c", "county", "d"]


def within(organ: Organ, year: int) -> set[str]:
    return set(queries.codes(queries.subtree_scope(organ, year)))


def test_what_is_merged_across_the_border_of_a_subtree_is_counted_by_its_successor(
    county: dict[str, Organ],
) -> None:
    unit = factories.organ("unit", parent=county["d"])
    assert within(county["d"], 2019) == {"d", "unit"}
    merge(unit, county["c"], date(2019, 5, 1))
    assert within(county["d"], 2018) == {"d", "unit"}
    assert within(county["d"], 2019) == {"d"}
    assert within(county["c"], 2018) == {"a", "b", "c"}
    assert within(county["c"], 2019) == {"a", "b", "c", "unit"}
    assert within(county["county"], 2019) == {"a", "b", "c", "county", "d", "unit"}


def test_a_chain_of_mergers_that_comes_home_again_stays(county: dict[str, Organ]) -> None:
    first, second = (factories.organ(code, parent=county["d"]) for code in ("u1", "u2"))
    merge(first, county["c"], date(2019, 5, 1))
    merge(county["c"], second, date(2019, 6, 1))
    assert within(county["d"], 2019) == {"a", "b", "c", "d", "u1", "u2"}


def test_an_organ_that_ended_still_has_its_own_scope(county: dict[str, Organ]) -> None:
    merge(county["d"], county["c"], date(2019, 5, 1))
    assert within(county["d"], 2019) == own(county["d"], 2019) == {"d"}


def test_an_organ_is_not_taken_for_another_whose_code_begins_alike() -> None:
    short, longer = factories.organ("mz"), factories.organ("mzj")
    assert list(queries.subtree_scope(short, 2019)) == [short]
    assert not short.contains(longer)


def test_the_tree_is_drawn_by_position_then_code() -> None:
    root = factories.organ("county")
    factories.organ("z", parent=root, position=1)
    second = factories.organ("b", parent=root, position=2)
    factories.organ("a", parent=root, position=2)
    factories.organ("below", parent=second)
    drawn = [(b.organ.code, b.depth) for b in queries.tree(Organ.objects.under(root))]
    assert drawn == [("county", 0), ("z", 1), ("a", 1), ("b", 1), ("below", 2)]


def test_a_lone_site_answers_for_every_host() -> None:
    root = factories.organ()
    assert queries.site_for("any.example") is None
    site = actions.open_site("a.gov.cn", name="甲", root=root, by=COMMAND, at=NOON)
    assert queries.site_for("any.example") == site
    other = Site.objects.create(host="b.gov.cn", name="乙", root=root)
    assert queries.site_for("b.gov.cn") == other
    assert queries.site_for("any.example") is None
