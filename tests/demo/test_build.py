"""The demonstration district: its computed report is the cited one, cell by cell."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from mingbai.accounts.models import User
from mingbai.audit import verify
from mingbai.demo import build
from mingbai.demo.source import YEAR, figures
from mingbai.organs import queries as organs
from mingbai.organs.models import Organ
from mingbai.records.models import Record
from mingbai.refusal import Refusal
from mingbai.remedies.models import Remedy
from mingbai.reports.figures import figures as compute
from mingbai.rules.findings import Severity
from mingbai.rules.report.counting import add_up


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Organ]:
    """The root of a demonstration built once for this file, and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        build.build(now=datetime(2026, 11, 24, 2, tzinfo=UTC))
        yield Organ.objects.get(code="mingyang")
        transaction.set_rollback(True)


def test_every_cell_equals_the_cited_report(district: Organ, reference: Path) -> None:
    truth = json.loads((reference / "reports/truth.json").read_text(encoding="utf-8"))
    cited = truth["chengyang-2019.txt"]
    expected = {
        f"{row}/{column}": value
        for table in ("t2", "t3", "t4")
        for row, columns in cited[table].items()
        for column, value in columns.items()
    }
    computed = compute(district, YEAR, subtree=True).cells
    assert {cell: computed[cell] for cell in expected} == expected
    assert set(computed) == set(expected)


def test_the_parts_add_up_to_the_whole(district: Organ) -> None:
    parts = [compute(district, YEAR, subtree=False).cells]
    for child in organs.reporting_children(district, YEAR):
        parts.append(compute(child, YEAR, subtree=True).cells)
    assert add_up(parts) == dict(compute(district, YEAR, subtree=True).cells)


def test_the_undecided_remedies_are_carried_into_the_next_year(district: Organ) -> None:
    cells = compute(district, YEAR + 1, subtree=True).cells
    assert (cells["review/pending"], cells["suit_direct/pending"]) == (1, 3)
    assert cells["t3.2/total"] == 0


def test_a_suit_of_2025_went_through_both_courts_to_the_new_answer(district: Organ) -> None:
    case = Remedy.objects.get(accepted_year=2025)
    assert (case.stage, case.result, case.cause) == ("closed", "suit_annulled", "search")
    assert [each.level for each in case.instances.all()] == ["first", "second"]
    assert case.redo_done_on is not None
    assert compute(district, 2025, subtree=True).cells["suit_direct/corrected"] == 1


def test_the_published_report_has_no_error(district: Organ) -> None:
    from mingbai.reports.content import text_of
    from mingbai.reports.figures import findings

    made = compute(district, YEAR, subtree=True)
    found = findings(made, text=text_of(made))
    assert [f.message for f in found if f.severity == Severity.ERROR] == []


def test_the_districts_report_is_public_and_names_its_source(district: Organ) -> None:
    record = Record.objects.get(organ=district, kind="annual_report", key=str(YEAR))
    assert record.public_version is not None
    text = bytes(record.public_version.body).decode()
    assert figures()["source"] in text
    assert "演示数据" in text


def test_the_log_of_the_demonstration_is_whole(district: Organ) -> None:
    assert list(verify.problems()) == []


def test_a_second_build_is_refused_and_changes_nothing(district: Organ) -> None:
    with pytest.raises(Refusal, match="空数据库"):
        build.build()
    assert Organ.objects.filter(kind="government").count() == 1


def test_a_database_with_an_account_is_refused(db: None) -> None:
    User.objects.create_user("someone", name="某人")
    with pytest.raises(Refusal, match="空数据库"):
        build.build()
    assert not Organ.objects.exists()
