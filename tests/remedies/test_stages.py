"""The life of a remedy as a table, and who makes which move where."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from mingbai.accounts.roles import LEDGER_WRITERS, Role
from mingbai.audit.models import Event
from mingbai.refusal import Refusal
from mingbai.remedies import actions, course
from mingbai.remedies.causes import only_suits, step_article
from mingbai.remedies.move_forms import FORMS
from mingbai.remedies.stages import ENDED, LIFECYCLE, UNDECIDED, Move, Stage
from mingbai.rules.report.remedies import RemedyKind
from tests import factories
from tests.remedies import courses


def test_every_stage_is_reached_and_left() -> None:
    assert LIFECYCLE.reachable([Stage.ACCEPTED]) == frozenset(Stage)
    assert [stage for stage in Stage if not LIFECYCLE.moves_from(stage)] == []
    assert UNDECIDED | ENDED | {Stage.DECIDED} == frozenset(Stage)


def test_a_closed_case_is_left_only_by_a_retrial() -> None:
    leaving = [move for move in Move if LIFECYCLE.allows(Stage.CLOSED, move)]
    leads = {to for move in leaving for to in LIFECYCLE.table[Stage.CLOSED, move]}
    assert leads == {Stage.CLOSED, Stage.RETRIED}


@pytest.mark.parametrize("move", Move)
def test_every_move_has_its_action_its_article_and_its_form(move: Move) -> None:
    assert callable(getattr(actions, move.value))
    assert step_article(move, RemedyKind.SUIT)
    assert bool(step_article(move, RemedyKind.REVIEW)) is not only_suits(move)
    assert move in FORMS or move is Move.CONCLUDE


class _Undo(Exception):
    """Takes back what an attempt has changed."""


@pytest.mark.django_db
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", Role)
def test_who_makes_which_move_where(role: Role, stage: Stage) -> None:
    """岗位 × 环节 × 动作：岗位不对的无权，环节不对的拒绝，其余各留一条记录。"""
    organ = factories.organ()
    case, post = courses.at_stage(stage, organ), factories.post(role, organ)
    wrong = []
    for move in Move:
        expected = "denied"
        if role in LEDGER_WRITERS:
            expected = "refused" if course.obstacle(case, move) else "made"
        assert expected != "made" or LIFECYCLE.allows(stage, move)
        found = attempt(case.pk, stage, move, post)
        if found != expected:
            wrong.append((move, found, expected))
    assert wrong == []


def attempt(key: object, stage: Stage, move: Move, post: object) -> str:
    """What became of the move, which is taken back."""
    events = Event.objects.count()
    try:
        with transaction.atomic():
            arguments = courses.arguments(move, stage) | {"by": post, "at": courses.AT}
            made = getattr(actions, move.value)(key, **arguments)
            made.refresh_from_db()
            assert Event.objects.count() == events + 1
            assert made.stands in LIFECYCLE.table[stage, move]
            raise _Undo
    except _Undo:
        return "made"
    except PermissionDenied:
        return "denied"
    except Refusal:
        return "refused"


# 环节 × 动作，逐一写明：一件诉讼在这里能做什么（第二栏之外的都拒绝）。
POSSIBLE = {
    "已受理": (Stage.ACCEPTED, "answer hear suspend decide conclude"),
    "已书面答复": (Stage.ANSWERED, "hear suspend decide conclude"),
    "已听证或开庭": (Stage.HEARD, "hear suspend decide conclude"),
    "中止": (Stage.SUSPENDED, "answer resume conclude"),
    "一审已判，未生效": (Stage.DECIDED, "take_effect appeal"),
    "上诉审理中": (Stage.APPEALED, "suspend decide_again remand"),
    "已生效，答复被纠正，原因未写": (Stage.EFFECTIVE, "order_redo reflect retry"),
    "重新答复中": (Stage.REDOING, "finish_redo reflect"),
    "再审审理中": (Stage.RETRIED, "decide_again reflect"),
    "已了结": (Stage.CLOSED, "reflect retry"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("stage", "moves"), POSSIBLE.values(), ids=list(POSSIBLE))
def test_what_can_be_done(stage: Stage, moves: str) -> None:
    case = courses.at_stage(stage)
    possible = {offer.move.value for offer in course.offers(case) if offer.refusal is None}
    assert case.stage == stage
    assert possible == set(moves.split())


@pytest.mark.django_db
def test_what_only_suits_know_is_refused_in_words_in_a_review() -> None:
    case = courses.review()
    for move in (Move.APPEAL, Move.REMAND, Move.RETRY, Move.DECIDE_AGAIN):
        assert "另登记一件" in str(course.obstacle(case, move))
