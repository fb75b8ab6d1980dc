"""The table of moves as such: nothing unreachable, nothing stuck, every move known to the law."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

import mingbai
from mingbai.accounts.roles import Role
from mingbai.applications import actions
from mingbai.applications.stages import ENDED, LIFECYCLE, OPEN, STARTS, UNRECEIVED, Move, Stage
from mingbai.documents.kinds import KINDS
from mingbai.refusal import Refusal
from tests.applications import who_may

SOURCE = Path(mingbai.__file__).parent
LEAVING = {Move.ARCHIVE, Move.REOPEN}
STAYING = {Move.RECORD_DELIVERY, Move.RECORD_RETURN, Move.SERVE_AGAIN, Move.LINK}


@pytest.mark.parametrize(("stage", "move"), list(product(Stage, Move)))
def test_every_stage_and_move_leads_somewhere_or_is_refused_in_words(
    stage: Stage, move: Move
) -> None:
    if LIFECYCLE.allows(stage, move):
        assert LIFECYCLE.after(stage, move) in Stage
        return
    with pytest.raises(Refusal) as refused:
        LIFECYCLE.check(stage, move)
    assert stage.label in str(refused.value)
    assert move.label in str(refused.value)


def test_every_stage_is_reached_from_a_filing_or_from_the_ledger() -> None:
    assert LIFECYCLE.reachable(STARTS) == frozenset(Stage) - {Stage.LEDGER}
    assert LIFECYCLE.reachable([*STARTS, Stage.LEDGER]) == frozenset(Stage)


@pytest.mark.parametrize("stage", [each for each in Stage if each not in LIFECYCLE.final])
def test_every_stage_that_is_not_final_has_a_way_out(stage: Stage) -> None:
    leading = {to for move in LIFECYCLE.moves_from(stage) for to in LIFECYCLE.table[stage, move]}
    assert leading - {stage}
    assert LIFECYCLE.reachable([stage]) & LIFECYCLE.final


def test_an_ended_case_is_left_only_by_the_archive_or_to_be_handled_anew() -> None:
    for stage in ENDED:
        assert set(LIFECYCLE.moves_from(stage)) <= LEAVING | STAYING
        for move in LIFECYCLE.moves_from(stage):
            stays = LIFECYCLE.table[stage, move] == (stage,)
            assert stays is (move in STAYING)
    assert LIFECYCLE.moves_from(Stage.LAPSED) == ()
    assert LIFECYCLE.moves_from(Stage.LEDGER) == (Move.REOPEN,)


def test_the_stages_are_open_ended_or_not_yet_received() -> None:
    apart = [*OPEN, *ENDED, *UNRECEIVED, Stage.LAPSED, Stage.LEDGER]
    assert sorted(apart) == sorted(Stage)


def test_an_open_case_can_always_be_withdrawn_by_its_applicant() -> None:
    assert set(LIFECYCLE.stages_of(Move.WITHDRAW)) == {*OPEN, *UNRECEIVED}
    assert Move.WITHDRAW.law.applicant


@pytest.mark.parametrize("move", Move)
def test_every_move_says_what_it_is_by_which_article_who_makes_it(move: Move) -> None:
    law = move.law
    assert law.label
    assert law.article
    assert law.consequence.endswith("。")
    assert law.roles <= set(Role)
    assert law.roles
    assert not law.document or law.document in KINDS


def test_every_verb_is_its_own_and_the_log_tells_it_in_words() -> None:
    verbs = [move.law.verb for move in Move]
    assert len(set(verbs)) == len(verbs)
    told = tomllib.loads((SOURCE / "desk/log/verbs.toml").read_text("utf-8"))
    known = {verb for table in told.values() if isinstance(table, dict) for verb in table}
    known |= set(told)
    assert [verb for verb in verbs if verb not in known] == []


def test_every_move_has_an_action_of_its_name_and_a_row_in_the_written_table() -> None:
    names = {Move.RETURN: "return_"}
    assert all(callable(getattr(actions, names.get(move, move.value))) for move in Move)
    assert who_may.moves() == {move.value for move in Move} - {Move.SUBMIT.value}


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_is_named_for_the_officer_and_told_to_the_applicant(stage: Stage) -> None:
    assert stage.label
    assert stage.told.endswith("。")
