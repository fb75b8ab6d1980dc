"""The table of moves as such, on a case of three stages."""

from enum import StrEnum

import pytest

from mingbai.lifecycle import Lifecycle
from mingbai.refusal import Refusal


class Stage(StrEnum):
    OPEN = "open"
    ASKED = "asked"
    CLOSED = "closed"


class Move(StrEnum):
    ASK = "ask"
    ANSWER = "answer"
    CLOSE = "close"


TABLE = Lifecycle[Stage, Move](
    table={
        (Stage.OPEN, Move.ASK): (Stage.ASKED,),
        (Stage.ASKED, Move.ANSWER): (Stage.OPEN, Stage.ASKED),
        (Stage.OPEN, Move.CLOSE): (Stage.CLOSED,),
    },
    label={
        **{Stage.OPEN: "在办", Stage.ASKED: "征求意见", Stage.CLOSED: "办结"},
        **{Move.ASK: "征求意见", Move.ANSWER: "收到意见", Move.CLOSE: "办结"},
    },
    final=frozenset({Stage.CLOSED}),
)


def test_a_move_leads_where_the_table_says() -> None:
    assert TABLE.after(Stage.OPEN, Move.ASK) is Stage.ASKED
    assert TABLE.after(Stage.ASKED, Move.ANSWER) is Stage.OPEN
    assert TABLE.after(Stage.ASKED, Move.ANSWER, Stage.ASKED) is Stage.ASKED


def test_what_the_table_does_not_know_is_refused_with_the_place_where_it_is_known() -> None:
    with pytest.raises(Refusal, match="本件现在是“办结”，不能征求意见") as refused:
        TABLE.after(Stage.CLOSED, Move.ASK)
    assert "在办" in str(refused.value)


def test_a_choice_the_table_does_not_offer_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="does not lead"):
        TABLE.after(Stage.OPEN, Move.ASK, Stage.CLOSED)


def test_moves_stages_and_what_can_be_reached() -> None:
    assert TABLE.moves_from(Stage.OPEN) == (Move.ASK, Move.CLOSE)
    assert TABLE.stages_of(Move.ANSWER) == (Stage.ASKED,)
    assert TABLE.reachable([Stage.OPEN]) == frozenset(Stage)
    assert TABLE.reachable([Stage.CLOSED]) == {Stage.CLOSED}
