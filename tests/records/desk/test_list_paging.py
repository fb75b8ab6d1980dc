"""The list of records: every row once and in order, by every filter; another organ's never."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ, Site
from mingbai.records.models import Column, Record
from mingbai.records.queries import listing, narrowing
from mingbai.records.queries.listing import Place
from mingbai.records.queries.narrowing import Filters, reach
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 20, 4, tzinfo=UTC)


def record(organ: Organ, **facts: Any) -> Record:
    """A row as a draft leaves it; the list reads no text."""
    number = Record.objects.count()
    defaults = {"kind": "document", "key": str(number), "title": f"第{number}件"}
    return Record.objects.create(organ=organ, **(defaults | {"changed_at": AT} | facts))


def all_pages(post: Post, filters: Filters = Filters(), size: int = 3) -> list[list[Record]]:  # noqa: B008
    pages, after = [], None
    while True:
        page = listing.listed(reach(post.user, TODAY), filters, after=after, size=size)
        pages.append(list(page.rows))
        if page.older is None:
            return pages
        after = Place.read(str(page.older))


def titles(post: Post, filters: Filters) -> set[str]:
    return {row.title for row in listing.listed(reach(post.user, TODAY), filters).rows}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(minutes=st.lists(st.integers(0, 4), max_size=14), size=st.integers(1, 5))
def test_every_row_once_in_order_also_of_equal_times(
    db: None, minutes: list[int], size: int
) -> None:
    organ = factories.organ()
    reader = factories.post(Role.REVIEWER, organ)
    for each in minutes:
        record(organ, changed_at=AT + timedelta(minutes=each))
    expected = sorted(Record.objects.filter(organ=organ), key=lambda r: r.pk)
    expected.sort(key=lambda r: r.changed_at, reverse=True)
    pages = all_pages(reader, size=size)
    assert [row.pk for page in pages for row in page] == [row.pk for row in expected]
    if len(pages) > 1:
        first = Place.of(pages[1][0])
        back = listing.listed(reach(reader.user, TODAY), Filters(), before=first, size=size)
        assert list(back.rows) == pages[0]
        assert back.newer is None
        assert back.older == Place.of(pages[0][-1])


def test_another_organs_rows_never_appear() -> None:
    own, foreign = factories.organ(), factories.organ()
    record(own, title="本机关的")
    record(foreign, title="别人的")
    reader = factories.post(Role.OFFICER, own)
    assert titles(reader, Filters()) == {"本机关的"}
    assert titles(reader, Filters(organ=foreign.code)) == set()


@pytest.mark.parametrize("few", [0, 2000], ids=["按变动时间看过去", "按机关取出"])
def test_the_office_sees_its_subtree(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "FEW", few)
    county = factories.organ("county")
    bureau = factories.organ("bureau", parent=county)
    record(county, title="县政府的")
    record(bureau, title="民政局的")
    record(factories.organ("foreign"), title="邻县的")
    office = factories.post(Role.OFFICE, county)
    assert titles(office, Filters()) == {"县政府的", "民政局的"}
    assert titles(office, Filters(organ="bureau")) == {"民政局的"}


def test_who_has_no_post_sees_nothing() -> None:
    record(factories.organ())
    assert listing.listed(reach(factories.user(), TODAY), Filters()).rows == ()


@pytest.fixture
def filled() -> Post:
    """One record for each filter, one that no filter lets through."""
    organ = factories.organ("bureau")
    clerk = factories.post(Role.OFFICER, organ, user=factories.user("王五"))
    site = Site.objects.create(root=organ, name="站", host="example.org")
    column = Column.objects.create(site=site, code="plans", name="规划", kind="item", pk=7)
    record(organ, title="旁的", kind="news", changed_at=AT - timedelta(days=90))
    record(organ, title="栏目里的", column=column)
    record(organ, title="预算", kind="budget")
    record(organ, title="退回的", stage="returned")
    record(organ, title="王五办的", officer=clerk)
    late = {"due_on": TODAY - timedelta(days=1), "openness": "proactive"}
    record(organ, title="逾期的", **late)
    record(organ, title="不公开的", **(late | {"openness": "closed"}))
    record(organ, title="作废的", stage="discarded", **late)
    record(organ, title="今天到期的", **(late | {"due_on": TODAY}))
    record(organ, title="有文号的", doc_no="某政发〔2026〕8号")
    return factories.post(Role.REVIEWER, organ)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(column=7), {"栏目里的"}),
        (Filters(kind="budget"), {"预算"}),
        (Filters(stage="returned"), {"退回的"}),
        (Filters(officer="王五"), {"王五办的"}),
        (Filters(officer="赵六"), set()),
        (Filters(mine=True), set()),
        (Filters(public="overdue"), {"逾期的"}),
        (Filters(public="yes"), set()),
        (Filters(until=date(2026, 10, 1)), {"旁的"}),
        (Filters(since=date(2026, 11, 20), until=date(2026, 11, 20), kind="news"), set()),
        (Filters(text="的 有文号"), {"有文号的"}),
        (Filters(text="〔2026〕8号"), {"有文号的"}),
        (Filters(organ="bureau", text="预算"), {"预算"}),
    ],
    ids=str,
)
def test_each_filter(filled: Post, filters: Filters, expected: set[str]) -> None:
    assert titles(filled, filters) == expected


def test_what_is_not_public_is_found(filled: Post) -> None:
    assert len(titles(filled, Filters(public="no"))) == 10


def test_as_many_statements_for_a_hundred_rows_as_for_one() -> None:
    county = factories.organ("county")
    office = factories.post(Role.OFFICE, county)
    bureaus = [factories.organ(parent=county) for _ in range(3)]

    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            list(listing.listed(reach(office.user, TODAY), Filters()).rows)
        return len(statements)

    record(bureaus[0])
    few = asked()
    for number in range(60):
        record(bureaus[number % 3])
    assert asked() == few <= 8


@pytest.mark.parametrize("text", ["", "x", "-", "zz-1", "ff" * 40 + "-" + "0" * 32, "-1-2", "1-"])
def test_a_broken_place_is_no_place(text: str) -> None:
    assert Place.read(text) is None


def test_words_are_looked_for_in_stretches_and_it_is_said_how_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "LOOKED_AT", 3)
    organ = factories.organ()
    reader = reach(factories.post(Role.REVIEWER, organ).user, TODAY)
    for number in range(8):
        title = "少见的" if number in (6, 1) else "旁的"
        record(organ, title=title, changed_at=AT - timedelta(minutes=number // 2))
    rows = list(listing.in_order(Record.objects.all()))
    first = listing.listed(reader, Filters(text="少见"))
    assert [row.title for row in first.rows] == ["少见的"]
    assert first.older == first.looked_to == Place.of(rows[2])
    second = listing.listed(reader, Filters(text="少见"), after=first.older)
    assert (second.rows, second.older, second.looked_to) == ((), *[Place.of(rows[5])] * 2)
    third = listing.listed(reader, Filters(text="少见"), after=second.older)
    assert [row.title for row in third.rows] == ["少见的"]
    assert (third.older, third.looked_to) == (None, None)
    back = listing.listed(reader, Filters(text="少见"), before=Place.of(third.rows[0]))
    assert back.newer == back.looked_to
    monkeypatch.setattr(listing, "FETCHED", 2)
    kind = listing.listed(reader, Filters(text="少见", kind="document"))
    assert kind.looked_to == Place.of(rows[1])
    # 一页已满的，不说查到哪里
    full = listing.listed(reader, Filters(text="的"), size=2)
    assert (full.looked_to, full.older) == (None, Place.of(rows[1]))


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (Filters(), "record_by_change"),
        (Filters(organ="bureau"), "record_of_organ"),
        (Filters(organ="bureau", stage="ready"), "record_of_stage"),
        (Filters(stage="ready", since=date(2026, 1, 1)), "record_in_stage"),
        (Filters(kind="budget"), "record_of_kind"),
        (Filters(item="20-1"), "record_of_item"),
        (Filters(public="no"), "record_not_public"),
        (Filters(public="overdue"), "record_not_public"),
        (Filters(officer="王"), "record_by_change"),
        (Filters(organ="bureau", text="预算"), "COVERING INDEX record_of_organ"),
        (Filters(text="预算"), "COVERING INDEX record_by_change"),
    ],
    ids=str,
)
@pytest.mark.parametrize("others", [False, True], ids=["全部机关", "还有别的机关"])
def test_an_index_in_the_order_of_the_list_is_used(
    filters: Filters, index: str, others: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "FEW", 0)
    county = factories.organ("county")
    bureau = factories.organ("bureau", parent=county)
    if others:
        record(factories.organ())
    for number in range(2):
        officer = factories.post(Role.OFFICER, bureau, user=factories.user(f"王{number}"))
        record(bureau, officer=officer)
    office = factories.post(Role.OFFICE, county)
    found = narrowing.matching(reach(office.user, TODAY), filters).order_by("-changed_at", "id")
    plan = found.values_list("pk")[:51].explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan
