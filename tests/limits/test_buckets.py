"""The token buckets: never more than burst + rate × time, shared, open or closed when down."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mingbai.limits import buckets, tries
from mingbai.limits.buckets import Rate
from mingbai.limits.models import Bucket, Tries
from tests.factories import NOON

MINUTE = timedelta(minutes=1)
TEN_A_MINUTE = Rate(10, MINUTE)


class NeverMore(TestCase):
    """ABU-01: the property of the algorithm, on the real table."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.integers(1, 6),
        st.integers(1, 90),
        st.lists(st.floats(0, 30), min_size=1, max_size=25),
    )
    def test_in_any_stretch_of_time(self, burst: int, per: int, gaps: list[float]) -> None:
        Bucket.objects.all().delete()
        rate, at, passed = Rate(burst, timedelta(seconds=per)), NOON, []
        for gap in gaps:
            at += timedelta(seconds=gap)
            if buckets.allow("somebody", rate, at=at).allowed:
                passed.append(at)
        for first in range(len(passed)):
            for last in range(first, len(passed)):
                took = (passed[last] - passed[first]).total_seconds()
                assert last - first + 1 <= burst + took * burst / per


@pytest.mark.django_db
def test_a_burst_passes_and_then_one_at_a_time() -> None:
    first = [buckets.allow("a", TEN_A_MINUTE, at=NOON).allowed for _ in range(12)]
    assert first == [True] * 10 + [False] * 2
    told = buckets.allow("a", TEN_A_MINUTE, at=NOON)
    assert told.after == 6
    later = NOON + timedelta(seconds=told.after)
    assert [buckets.allow("a", TEN_A_MINUTE, at=later).allowed for _ in range(2)] == [True, False]
    assert buckets.allow("b", TEN_A_MINUTE, at=NOON).allowed, "another caller has his own"


@pytest.mark.django_db
def test_a_refused_request_costs_nothing_and_a_clock_set_back_gives_nothing() -> None:
    rate = Rate(1, MINUTE)
    assert buckets.allow("a", rate, at=NOON).allowed
    for second in (59, 30, -3600):
        assert not buckets.allow("a", rate, at=NOON + timedelta(seconds=second)).allowed
    assert buckets.allow("a", rate, at=NOON + MINUTE).allowed


@pytest.mark.django_db
def test_no_address_is_kept_and_no_row_longer_than_a_day() -> None:
    buckets.allow("apply:address:203.0.113.9", Rate(5, timedelta(days=1)), at=NOON)
    tries.spend("application", "2020-0001", at=NOON)
    assert "203.0.113.9" not in str(list(Bucket.objects.values()))
    assert "2020-0001" not in str(list(Tries.objects.values()))
    assert buckets.sweep(at=NOON + timedelta(hours=1)) == 0
    assert buckets.sweep(at=NOON + timedelta(days=1)) == 2


@pytest.mark.parametrize("text", ["10", "10/10d", "0/1m", "10/", "5/25h", "x/1m"])
def test_what_is_no_rate_within_a_day(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Rate.parse(text)


def test_a_rate_in_words() -> None:
    assert Rate.parse("10/10m") == Rate(10, timedelta(minutes=10))
    assert Rate.parse("3/h") == Rate(3, timedelta(hours=1))


@pytest.mark.django_db
def test_without_the_database_reading_goes_on_and_trying_codes_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """ABU-02. The connection fails, as when the server is gone."""

    def gone(*_: Any, **__: Any) -> Any:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    monkeypatch.setattr(connection, "chunked_cursor", gone)
    open_, closed = (
        buckets.allow("a", TEN_A_MINUTE, at=NOON, closed=closed) for closed in (False, True)
    )
    tried = tries.spend("application", "1", at=NOON)
    monkeypatch.undo()
    assert open_.allowed
    assert not closed.allowed
    assert not tried.allowed


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_one_moment_let_no_one_more_in() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("同时写入在 PostgreSQL 上验证；SQLite 见 tests/outbox/test_race.py")

    def ask(_: int) -> int:
        try:
            return sum(buckets.allow("a", TEN_A_MINUTE, at=NOON).allowed for _ in range(10))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(8))) == 10
    for _ in range(3):
        tries.spend("application", "1", at=NOON)

    def guess(_: int) -> bool:
        try:
            return tries.spend("application", "1", at=NOON).allowed
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(guess, range(8))).count(True) == tries.MOST - 3


@pytest.mark.django_db
def test_five_tries_in_any_fifteen_minutes() -> None:
    """ABU-04."""
    given_ = [NOON + timedelta(minutes=m) for m in (0, 4, 8, 12, 14)]
    assert all(tries.spend("application", "1", at=at).allowed for at in given_)
    sixth = tries.spend("application", "1", at=NOON + timedelta(minutes=14.5))
    assert (sixth.allowed, sixth.after) == (False, 30)
    assert tries.spend("application", "2", at=given_[-1]).allowed, "another number has its own"
    assert tries.spend("application", "1", at=NOON + timedelta(minutes=15)).allowed
    assert not tries.spend("application", "1", at=NOON + timedelta(minutes=16)).allowed
    tries.forgive("application", "1")
    assert tries.spend("application", "1", at=NOON + timedelta(minutes=16)).allowed
