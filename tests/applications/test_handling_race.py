"""Two at one moment on one case or series: one wins, the other is told in words (PostgreSQL)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection

from mingbai.accounts.roles import Role
from mingbai.applications import actions, tally
from mingbai.applications.models import Application, Delivery, Inquiry
from mingbai.applications.stages import Stage
from mingbai.audit.models import Event
from mingbai.documents.models import Series
from mingbai.refusal import Refusal
from mingbai.rules.receipt import Channel
from tests import factories
from tests.applications.casework import NOT_FOUND, WORDS, day, opened

pytestmark = pytest.mark.django_db(transaction=True)

ON = "2019-10-08"
AT = factories.noon(date(2019, 10, 8))
TWO = 2


@pytest.fixture(autouse=True)
def _real_writers() -> None:
    """SQLite has one writer, and its test database in memory does not wait for a lock."""
    if connection.vendor == "sqlite":
        pytest.skip("同时写入在 PostgreSQL 上验证")


def both(act: Callable[[int], Any]) -> list[Any]:
    """What two threads come back with: a result, or the refusal."""

    def one(turn: int) -> Any:
        try:
            return act(turn)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(TWO) as pool:
        return list(pool.map(one, range(TWO)))


def refusals(results: list[Any]) -> list[Refusal]:
    return [each for each in results if isinstance(each, Refusal)]


def test_a_reply_is_served_once() -> None:
    desk = opened("2019-09-25")
    desk.signed(ON, NOT_FOUND)
    by = desk.posts[Role.OFFICER]
    served = {"method": "direct", "signed_on": day(ON), "by": by, "at": AT}
    lost = refusals(both(lambda _: actions.serve(desk.pk, **served)))
    assert [str(each)[:7] for each in lost] == ["本件现在是“已"]
    assert Delivery.objects.count() == 1
    assert Event.objects.filter(verb="application.served").count() == 1
    assert tally.recount() == []


def test_a_correction_is_asked_once() -> None:
    desk = opened("2019-09-25")
    asked = {**WORDS["ask_correction"], "by": desk.posts[Role.OFFICER], "at": AT}
    assert len(refusals(both(lambda _: actions.ask_correction(desk.pk, **asked)))) == 1
    assert Inquiry.objects.count() == 1
    assert desk.stage is Stage.AWAITING_CORRECTION


def test_one_form_at_two_windows_is_one_application() -> None:
    organ = factories.organ()
    sent = {"channel": Channel.WEB, "confirmed": True}
    made = both(lambda _: factories.filed(organ, date(2019, 10, 8), **sent))
    assert sorted(each.again for each in made) == [False, True]
    assert made[0].application.pk == made[1].application.pk


def test_numbers_of_an_organ_are_given_once_and_without_gaps() -> None:
    organ = factories.organ()

    def file(turn: int) -> None:
        for count in range(5):
            wanted = factories.request(description=f"文件{turn}-{count}")
            factories.filed(organ, date(2019, 10, 8), request=wanted)

    assert both(file) == [None, None]
    numbers = set(Application.objects.values_list("number", flat=True))
    assert len(numbers) == Series.objects.get(name="application").last == TWO * 5
    assert tally.recount() == []
