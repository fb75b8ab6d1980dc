"""What a list says of its documents: one statement, decided day by day by the rules (SIT-08)."""

from datetime import date
from typing import Any

import pytest

from mingbai.records.models import Record
from mingbai.records.queries import listing, standing
from mingbai.records.queries.narrowing import Filters, reach
from tests import factories
from tests.records.house import House

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 1)


@pytest.fixture
def house() -> House:
    return House()


def change(record: Record, house: House, word: str, on: str) -> None:
    house.changed(record, word, on=date.fromisoformat(on), basis="明政发1号")


ROWS = [
    ("没有变动的公文", {}, [], ""),
    ("修改的", {}, [("amended", "2021-01-01")], "已修改"),
    ("废止的", {}, [("repealed", "2021-01-01")], "已废止"),
    ("当日废止的", {}, [("repealed", "2021-06-01")], "已废止"),
    ("明日才废止的", {}, [("repealed", "2021-06-02")], ""),
    ("宣布失效的", {}, [("expired", "2021-01-01")], "已失效"),
    ("有效期届满的", {"expires_on": "2021-06-01"}, [], "已失效"),
    ("有效期至今日的", {"expires_on": "2021-06-02"}, [], ""),
    ("废止后又恢复的", {}, [("repealed", "2021-01-01"), ("restored", "2021-02-01")], ""),
]


@pytest.mark.parametrize(
    ("content", "changes", "mark"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_the_mark_of_a_day(
    house: House, content: dict[str, str], changes: list[tuple[str, str]], mark: str
) -> None:
    record = house.submitted(kind="document", **content).record
    for word, on in changes:
        change(record, house, word, on)
    standing.mark([record], TODAY)
    assert record.standing
    assert record.standing.state.mark == mark


def test_what_is_no_official_paper_has_a_mark_only_after_a_change(house: House) -> None:
    plain, changed = house.submitted().record, house.submitted().record
    change(changed, house, "expired", "2021-01-01")
    standing.mark([plain, changed], TODAY)
    assert plain.standing is None
    assert changed.standing
    assert changed.standing.state.mark == "已失效"


def test_one_statement_for_all_rows(house: House, django_assert_num_queries: Any) -> None:
    records = [factories.submitted(house.organ, kind="document").record for _ in range(3)]
    for each in records:
        change(each, house, "repealed", "2021-01-01")
    with django_assert_num_queries(1):
        standing.mark(records, TODAY)
    assert [each.standing.state.mark for each in records if each.standing] == ["已废止"] * 3


def test_the_officers_list_brings_the_mark(house: House) -> None:
    record = house.submitted(kind="document").record
    change(record, house, "amended", "2021-01-01")
    (row,) = listing.listed(reach(house.officer.user, TODAY), Filters()).rows
    assert row.standing
    assert row.standing.state.mark == "已修改"
