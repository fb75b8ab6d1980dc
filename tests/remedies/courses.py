"""Cases brought to a stage through the actions, with lawful days after the law of 2024."""

from datetime import date
from typing import Any

from mingbai.audit.actors import COMMAND
from mingbai.organs.models import Organ
from mingbai.remedies import actions
from mingbai.remedies.models import Remedy
from mingbai.remedies.stages import Move, Stage
from tests import factories

AT = factories.noon(date(2025, 12, 31))
BY: dict[str, Any] = {"by": COMMAND, "at": AT}
SECOND = {"case_no": "（2025）示0000行终7号", "authority": "示范市中级人民法院"}
# 每一步的一组合法参数，日子前后相接。
STEPS: dict[Move, dict[str, Any]] = {
    Move.ANSWER: {"answered_on": date(2025, 3, 12)},
    Move.HEAR: {"hearing_on": date(2025, 4, 10)},
    Move.SUSPEND: {"on": date(2025, 4, 11)},
    Move.RESUME: {"on": date(2025, 4, 18)},
    Move.DECIDE: {
        "result": "suit_annulled",
        "decided_on": date(2025, 5, 12),
        "served_on": date(2025, 5, 14),
    },
    Move.TAKE_EFFECT: {"effective_on": date(2025, 6, 3)},
    Move.APPEAL: {**SECOND, "opened_on": date(2025, 6, 10)},
    Move.DECIDE_AGAIN: {
        "result": "same",
        "decided_on": date(2025, 8, 11),
        "served_on": date(2025, 8, 13),
    },
    Move.REMAND: {
        "case_no": "（2025）示0001行初31号",
        "authority": "示范市明阳区人民法院",
        "decided_on": date(2025, 8, 11),
        "opened_on": date(2025, 9, 1),
    },
    Move.CONCLUDE: {"result": "suit_annulled", "concluded_on": date(2025, 9, 1)},
    Move.ORDER_REDO: {"ordered_on": date(2025, 8, 14)},
    Move.FINISH_REDO: {"redo_done_on": date(2025, 9, 5)},
    Move.REFLECT: {"cause": "search", "lesson": "答复不存在前，须有检索记录"},
    Move.RETRY: {
        "case_no": "（2025）示行再2号",
        "authority": "示范省高级人民法院",
        "opened_on": date(2025, 11, 3),
    },
    Move.CLOSE: {},
}
DECIDED = (Move.ANSWER, Move.HEAR, Move.DECIDE)
EFFECTIVE = (*DECIDED, Move.APPEAL, Move.DECIDE_AGAIN)
REDONE = (*EFFECTIVE, Move.ORDER_REDO, Move.FINISH_REDO)
# 到达每一环节所走的步骤。
WAYS: dict[Stage, tuple[Move, ...]] = {
    Stage.ACCEPTED: (),
    Stage.ANSWERED: (Move.ANSWER,),
    Stage.HEARD: (Move.ANSWER, Move.HEAR),
    Stage.SUSPENDED: (Move.SUSPEND,),
    Stage.DECIDED: DECIDED,
    Stage.APPEALED: (*DECIDED, Move.APPEAL),
    Stage.EFFECTIVE: EFFECTIVE,
    Stage.RETRIED: (*EFFECTIVE, Move.RETRY),
    Stage.REDOING: (*EFFECTIVE, Move.ORDER_REDO),
    Stage.CLOSED: (*REDONE, Move.REFLECT, Move.CLOSE),
}


def arguments(move: Move, stage: Stage) -> dict[str, Any]:
    """Lawful arguments of a move in a stage: a retrial is decided later than an appeal."""
    later = {"decided_on": date(2025, 12, 8), "served_on": date(2025, 12, 9)}
    return STEPS[move] | (later if (stage, move) == (Stage.RETRIED, Move.DECIDE_AGAIN) else {})


def suit(organ: Organ | None = None, **facts: Any) -> Remedy:
    """A suit accepted on 2025-03-03 whose copy the organ received two days later."""
    defaults: dict[str, Any] = {
        "kind": "suit",
        "accepted_on": date(2025, 3, 3),
        "received_on": date(2025, 3, 5),
        "at": AT,
    }
    return factories.remedy(organ, **(defaults | facts))


def review(organ: Organ | None = None, **facts: Any) -> Remedy:
    """A reconsideration with the same days."""
    return suit(organ, **({"kind": "review"} | facts))


def make(move: Move, case: Remedy, **changes: Any) -> Remedy:
    """The move with its lawful arguments."""
    act = getattr(actions, move.value)
    moved: Remedy = act(case.pk, **(STEPS[move] | BY | changes))
    return moved


def at_stage(stage: Stage, organ: Organ | None = None, **facts: Any) -> Remedy:
    """A suit that stands there."""
    case = suit(organ, **facts)
    for move in WAYS[stage]:
        case = make(move, case)
    case.refresh_from_db()
    return case
