"""公开目录 in the database: validity as the rules say it, words, counts of kinds and themes."""

from datetime import date, timedelta
from itertools import product

import pytest

from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ
from mingbai.records.models import Record, ValidityChange
from mingbai.records.queries import catalogue, public, standing
from mingbai.records.queries.catalogue import Asked, Force
from mingbai.rules.validity import State
from tests import factories
from tests.factories import NOON
from tests.records.rows import copies

pytestmark = pytest.mark.django_db
TODAY = date(2020, 6, 1)


@pytest.fixture
def bureau() -> Organ:
    return factories.coded(factories.organ("bureau"))


def change(record: Record, kind: str, on: date) -> None:
    by = factories.records_staff(record.organ)[Role.OFFICER]
    ValidityChange.objects.create(record=record, change=kind, on=on, basis="新办法", by=by, at=NOON)


def test_in_force_in_the_database_is_what_the_rules_say(bureau: Organ) -> None:
    """同一件的效力，列表按条件查出的，与逐件按规则算出的一样。"""
    papers = factories.public_record(bureau, title="办法", kind="document")
    copies(papers, len(PERIODS) * len(HISTORIES), kind="document")
    copied = list(Record.objects.filter(key__startswith="copy").order_by("key"))
    for record, (period, history) in zip(copied, product(PERIODS, HISTORIES), strict=True):
        Record.objects.filter(pk=record.pk).update(**period)
        for month, kind in enumerate(history.split()):
            change(record, kind, date(2020, 3 + month, 1))
    change(papers, "repealed", TODAY + timedelta(days=1))
    factories.public_record(bureau, title="不是公文")
    change(factories.public_record(bureau, title="废止的公示"), "repealed", TODAY)
    rows = public.of_organ(bureau)
    wanted: dict[Force, set[object]] = {force: set() for force in Force}
    for record in rows.prefetch_related("validity_changes"):
        state = standing.of(record, record.validity_changes.all(), TODAY)
        if state is not None:
            wanted[FORCE[state.state]].add(record.pk)
    for force in Force:
        found = catalogue.narrowed(rows, Asked(force=force), today=TODAY)
        assert set(found.values_list("pk", flat=True)) == wanted[force], force
        assert wanted[force], force


PERIODS: list[dict[str, date]] = [
    {},
    {"effective_on": date(2020, 7, 1)},
    {"expires_on": TODAY},
    {"expires_on": TODAY + timedelta(days=1)},
]
HISTORIES = ["", "amended", "repealed", "repealed restored", "repealed restored expired"]
FORCE = {
    State.IN_FORCE: Force.IN_FORCE,
    State.AMENDED: Force.IN_FORCE,
    State.PENDING: Force.PENDING,
    State.REPEALED: Force.ENDED,
    State.EXPIRED: Force.ENDED,
}


def test_words_kinds_and_themes_are_counted_with_the_other_bounds(bureau: Organ) -> None:
    factories.public_record(bureau, title="道路ABC公示")
    factories.public_record(bureau, title="桥梁公示", theme="10.02")
    factories.public_record(bureau, title="道路办法", kind="document", theme="10.02")
    rows = public.of_organ(bureau)

    def titles(asked: Asked) -> list[str]:
        found = catalogue.narrowed(rows, asked, today=TODAY)
        return sorted(found.values_list("title", flat=True))

    assert titles(Asked(words="道路")) == ["道路ABC公示", "道路办法"]
    assert titles(Asked(words="道路 abc")) == ["道路ABC公示"]
    assert titles(Asked(words="%")) == []
    assert titles(Asked(words="〔2020〕1号")) == ["道路办法"]
    assert titles(Asked(year=2019)) == []
    assert titles(Asked(year=2020, theme="10", kind="information")) == ["桥梁公示"]
    found = catalogue.facets(rows, Asked(words="道路", kind="document"), today=TODAY)
    assert dict(found.kinds) == {"information": 1, "document": 1}
    assert dict(found.themes) == {"10": 1}
