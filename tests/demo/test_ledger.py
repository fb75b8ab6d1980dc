"""The invented ledger counts up to the cited figures, the same on every call."""

import re
from collections import Counter
from datetime import date

import pytest

from mingbai.demo import cases, remedies, table_two
from mingbai.demo.source import YEAR, figures, organs
from mingbai.rules.calendar import Calendar
from mingbai.rules.reply import reply_rule


def test_the_ledger_is_the_same_every_time() -> None:
    assert cases.cases() == cases.cases()
    assert remedies.remedies(cases.cases()) == remedies.remedies(cases.cases())


def test_269_received_in_the_year_and_one_carried_in() -> None:
    received = Counter(case.received_on.year for case in cases.cases())
    assert received == {YEAR: 269, YEAR - 1: 1}


def test_every_case_is_concluded_in_the_year() -> None:
    assert {case.concluded_on.year for case in cases.cases()} == {YEAR}


def test_numbers_are_consecutive_within_each_organ() -> None:
    by_organ: dict[str, list[int]] = {}
    for case in cases.cases():
        if case.received_on.year == YEAR:
            serial = re.search(r"〕(\d+)号", case.number)
            assert serial
            by_organ.setdefault(case.organ.code, []).append(int(serial[1]))
    for code, serials in by_organ.items():
        assert sorted(serials) == list(range(1, len(serials) + 1)), code


def test_answers_come_within_the_period_in_force() -> None:
    calendar = Calendar.load()
    for case in cases.cases():
        if case.outcome != "abandoned_no_correction":
            days = calendar.workdays_between(case.received_on, case.concluded_on)
            assert 0 < days <= reply_rule(case.received_on).workdays, case.number


def test_four_remedies_are_decided_and_four_carried_into_the_next_year() -> None:
    made = remedies.remedies(cases.cases())
    assert Counter(remedy.concluded_on is None for remedy in made) == {True: 4, False: 4}
    assert all(remedy.accepted_on <= date(YEAR, 12, 31) for remedy in made)
    assert all(remedy.accepted_on > remedy.case.concluded_on for remedy in made)
    assert len({(remedy.case.organ.code, remedy.case.number) for remedy in made}) == 8


@pytest.mark.parametrize("cell", list(figures()["table2"]))
def test_the_organs_add_up_to_the_cited_table_two(cell: str) -> None:
    assert sum(row[cell] for row in table_two.values().values()) == figures()["table2"][cell]


def test_no_organ_has_fewer_items_than_none() -> None:
    for code, row in table_two.values().items():
        for name in ("t2.permit", "t2.service", "t2.penalty", "t2.coercion", "t2.fee"):
            assert row[f"{name}/items_prev"] + row[f"{name}/items_delta"] >= 0, (code, name)


def test_the_district_has_its_government_forty_departments_and_eight_streets() -> None:
    kinds = Counter(organ.kind for organ in organs())
    assert kinds == {"government": 1, "department": 40, "street": 8, "public_unit": 2}


def test_no_subject_stands_twice_at_an_organ() -> None:
    seen = Counter((case.organ.code, case.subject) for case in cases.cases())
    assert max(seen.values()) == 1
