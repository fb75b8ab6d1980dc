"""Buttons and POSTs ask the same: role × stage × move (invariant 4; SM-4)."""

from typing import Any

import pytest
from django.utils import timezone

from mingbai.accounts.roles import LEDGER_READERS, Role
from mingbai.applications import actions, permissions
from mingbai.applications.desk.moves import EDITED, FORMS, action_name
from mingbai.applications.models import Application
from mingbai.applications.offers import offer, offers
from mingbai.applications.stages import LIFECYCLE, OPEN, UNRECEIVED, Move, Stage
from tests import factories
from tests.applications.desk import courses
from tests.applications.desk.courses import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: Any, tmp_path: Any) -> Office:
    settings.VAR = tmp_path
    return courses.office()


@pytest.mark.parametrize("role", sorted(LEDGER_READERS))
def test_every_stage_offers_exactly_its_moves_to_the_roles_that_make_them(
    here: Office, role: Role
) -> None:
    """For every stage: the offers are the table's moves, a post stands where permissions say so."""
    case = courses.drafted(here)
    post = factories.post(role, here.organ)
    today = timezone.localdate()
    for stage in Stage:
        case.stage = stage
        found = offers(post.user, case, today=today)
        assert {each.move for each in found} == set(LIFECYCLE.moves_from(stage))
        for each in found:
            makes = permissions.makes(post, each.move, stage)
            assert (each.post is not None) == makes, (stage, each.move)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.AUDITOR])
def test_who_stands_above_is_offered_nothing(here: Office, role: Role) -> None:
    case, today = courses.accepted(here), timezone.localdate()
    user = here.posts[role].user
    assert not [each for each in offers(user, case, today=today) if each.post]
    assert offer(user, case, Move.ACCEPT, today=today) is None


def test_every_move_has_a_page() -> None:
    pages = FORMS.keys() | EDITED | {Move.SUBMIT}
    assert pages == set(Move)
    assert all(hasattr(actions, action_name(move)) for move in pages)


def test_the_usual_next_step_stands_first(here: Office) -> None:
    today = timezone.localdate()
    case = courses.filed(here)
    assert offers(here.officer.user, case, today=today)[0].move is Move.ACCEPT
    case = courses.drafted(here)
    assert offers(here.officer.user, case, today=today)[0].move is Move.SUBMIT_DRAFT
    actions.propose_extension(
        case.pk, workdays=10, reason="须调阅档案", by=here.officer, at=timezone.now()
    )
    case = Application.objects.get(pk=case.pk)
    head = here.posts[Role.HEAD].user
    assert offers(head, case, today=today)[0].move is Move.EXTEND


def test_what_cannot_be_done_now_says_the_article(here: Office) -> None:
    case, today = courses.accepted(here), timezone.localdate()
    at = timezone.now()
    user = here.officer.user
    actions.ask_correction(case.pk, points="写明年份", guidance="写明文号", by=here.officer, at=at)
    case = Application.objects.get(pk=case.pk)
    found = {each.move: each for each in offers(user, case, today=today)}
    late = found[Move.CLOSE_UNCORRECTED]
    assert (late.possible, "第三十条" in late.reason) == (False, True)


def test_an_open_case_always_has_something_to_do_for_somebody(here: Office) -> None:
    case, today = courses.drafted(here), timezone.localdate()
    for stage in (*UNRECEIVED, *OPEN):
        case.stage = stage
        possible = [
            each
            for post in here.posts.values()
            for each in offers(post.user, case, today=today)
            if each.possible
        ]
        assert possible, stage
