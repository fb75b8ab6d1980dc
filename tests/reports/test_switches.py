"""The deployment's counting choices are checked at start-up and used in counting."""

from datetime import date
from typing import Any

import pytest

from mingbai.reports.apps import switches_exist
from mingbai.reports.figures import figures
from tests.factories import organ, remedy


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        pytest.param({}, False, id="全部默认"),
        pytest.param({"remedy_year": "by_acceptance_year"}, False, id="按受理年度"),
        pytest.param({"remedy_year": "by_moon"}, True, id="没有的取值"),
        pytest.param({"remedy_month": "x"}, True, id="没有的口径"),
    ],
)
def test_a_choice_that_does_not_exist_stops_the_start(
    settings: Any, chosen: dict[str, str], wrong: bool
) -> None:
    settings.REPORT_SWITCHES = chosen
    assert bool(switches_exist()) is wrong


@pytest.mark.django_db
def test_the_year_of_a_remedy_follows_the_switch(settings: Any) -> None:
    here = organ()
    remedy(
        here,
        accepted_on=date(2018, 8, 1),
        concluded_on=date(2019, 3, 2),
        result="review_upheld",
    )
    assert figures(here, 2019, subtree=False).cells["review/upheld"] == 1
    settings.REPORT_SWITCHES = {"remedy_year": "by_acceptance_year"}
    assert figures(here, 2019, subtree=False).cells["review/upheld"] == 0
