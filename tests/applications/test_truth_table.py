"""Role × stage × move, for every place a person can stand in: the hand-written table decides."""

from dataclasses import dataclass
from datetime import date
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.applications import permissions
from mingbai.applications.models import Application
from mingbai.applications.parties import Asking
from mingbai.applications.stages import LIFECYCLE, STARTS, Move, Stage
from mingbai.audit.actors import COMMAND, Acting
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ
from tests import factories
from tests.applications import who_may

pytestmark = pytest.mark.django_db

CELLS = [(stage, move) for stage, move in product(Stage, Move) if move is not Move.SUBMIT]


@dataclass(frozen=True)
class Places:
    """The organ of the case and those around it."""

    own: Organ
    parent: Organ
    foreign: Organ
    merged: Organ
    heir: Organ


@pytest.fixture
def places() -> Places:
    parent = factories.organ(kind="government")
    own, foreign, merged, heir = (factories.organ(parent=parent) for _ in range(4))
    merged = organs.merge(merged, into=heir, on=date(2019, 12, 31), by=COMMAND, at=factories.NOON)
    return Places(own, parent, foreign, merged, heir)


def posts(organ: Organ) -> dict[Role, Post]:
    return {role: factories.post(role, organ) for role in Role}


def case_of(organ: Organ, stage: Stage) -> Application:
    return Application(organ=organ, stage=stage)


def can(by: Acting, move: Move, case: Application) -> bool:
    try:
        permissions.check_can(by, move, case)
    except PermissionDenied:
        return False
    return LIFECYCLE.allows(Stage(case.stage), move)


def allowed(stage: Stage, move: Move) -> frozenset[str]:
    row = who_may.table().get((stage, move))
    return row.who if row else frozenset()


def test_the_table_of_moves_leads_where_the_written_table_says() -> None:
    ours = {
        (stage.value, move.value): {to.value for to in choices}
        for (stage, move), choices in LIFECYCLE.table.items()
    }
    assert ours == {key: set(row.to) for key, row in who_may.table().items()}


@pytest.mark.parametrize("role", Role)
def test_a_role_at_the_organ_of_the_case_makes_its_moves_and_no_other(
    role: Role, places: Places
) -> None:
    post = factories.post(role, places.own)
    made = {(stage, move) for stage, move in CELLS if can(post, move, case_of(places.own, stage))}
    assert made == {(stage, move) for stage, move in CELLS if role in allowed(stage, move)}


@pytest.mark.parametrize("place", ["parent", "foreign"])
def test_nobody_elsewhere_makes_any_move_not_even_above(place: str, places: Places) -> None:
    made = [
        (role, stage, move)
        for role, post in posts(getattr(places, place)).items()
        for stage, move in CELLS
        if can(post, move, case_of(places.own, stage))
    ]
    assert made == []


def test_who_continues_a_merged_organ_handles_its_cases(places: Places) -> None:
    for role, post in posts(places.heir).items():
        made = {(s, m) for s, m in CELLS if can(post, m, case_of(places.merged, s))}
        assert made == {(s, m) for s, m in CELLS if role in allowed(s, m)}


def test_who_belonged_to_the_merged_organ_gains_nothing_in_its_heir(places: Places) -> None:
    assert not any(
        can(post, move, case_of(places.heir, stage))
        for post in posts(places.merged).values()
        for stage, move in CELLS
    )


def test_the_applicant_makes_his_few_moves_on_his_own_case_alone(places: Places) -> None:
    for stage, move in CELLS:
        case, other = case_of(places.own, stage), case_of(places.own, stage)
        row = who_may.table().get((stage, move))
        assert can(Asking(case.pk), move, case) is bool(row and row.applicant), (stage, move)
        assert not can(Asking(other.pk), move, case)


def test_the_machine_is_bound_by_the_stage_alone(places: Places) -> None:
    for stage, move in CELLS:
        known = (stage, move) in who_may.table()
        assert can(COMMAND, move, case_of(places.own, stage)) is known


def test_an_application_is_filed_by_anybody_for_himself_or_entered_by_an_officer(
    places: Places,
) -> None:
    """``submit`` has no stage before it: it makes the case (第二十九条)."""
    case = case_of(places.own, Stage.LEDGER)
    who = {role for role, post in posts(places.own).items() if _files(post, case)}
    assert who == {Role.OFFICER, Role.OFFICE}
    assert _files(Asking(case.pk), case)
    assert not any(_files(post, case) for post in posts(places.foreign).values())
    assert set(STARTS) == {Stage.SUBMITTED, Stage.REGISTERED}


def _files(by: Acting, case: Application) -> bool:
    try:
        permissions.check_can(by, Move.SUBMIT, case)
    except PermissionDenied:
        return False
    return True
