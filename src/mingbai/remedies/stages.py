"""The life of a remedy: where a case stands, the moves of the parties and the authority (LIT-8)."""

from enum import StrEnum

from mingbai.lifecycle import Lifecycle


class Stage(StrEnum):
    """Where the case stands."""

    ACCEPTED = "accepted"
    ANSWERED = "answered"
    HEARD = "heard"
    SUSPENDED = "suspended"
    DECIDED = "decided"
    APPEALED = "appealed"
    EFFECTIVE = "effective"
    RETRIED = "retried"
    REDOING = "redoing"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The stage in Chinese."""
        return LIFECYCLE.label[self]

    @property
    def tone(self) -> str:
        """The colour of its pill."""
        if self is Stage.CLOSED:
            return "green"
        return "plain" if self is Stage.SUSPENDED else "amber"


class Move(StrEnum):
    """What is done with the case; the value is the address and the word of the event."""

    ANSWER = "answer"
    HEAR = "hear"
    SUSPEND = "suspend"
    RESUME = "resume"
    DECIDE = "decide"
    TAKE_EFFECT = "take_effect"
    APPEAL = "appeal"
    DECIDE_AGAIN = "decide_again"
    REMAND = "remand"
    CONCLUDE = "conclude"
    ORDER_REDO = "order_redo"
    FINISH_REDO = "finish_redo"
    REFLECT = "reflect"
    RETRY = "retry"
    CLOSE = "close"

    @property
    def label(self) -> str:
        """The move in Chinese, as on its button."""
        return LIFECYCLE.label[self]


# Undecided: table four counts these as 尚未审结 (LIT-2, LIT-6); DECIDED depends on the kind.
TRIAL = (Stage.ACCEPTED, Stage.ANSWERED, Stage.HEARD)
UNDECIDED = frozenset({*TRIAL, Stage.SUSPENDED, Stage.APPEALED})
ENDED = frozenset({Stage.EFFECTIVE, Stage.RETRIED, Stage.REDOING, Stage.CLOSED})

_ENDINGS = (Stage.CLOSED, Stage.EFFECTIVE)

LIFECYCLE = Lifecycle[Stage, Move](
    table={
        (Stage.ACCEPTED, Move.ANSWER): (Stage.ANSWERED,),
        (Stage.SUSPENDED, Move.ANSWER): (Stage.SUSPENDED,),
        **{(stage, Move.HEAR): (Stage.HEARD,) for stage in TRIAL},
        **{(stage, Move.SUSPEND): (Stage.SUSPENDED,) for stage in (*TRIAL, Stage.APPEALED)},
        (Stage.SUSPENDED, Move.RESUME): (*TRIAL, Stage.APPEALED),
        **{(stage, Move.DECIDE): (Stage.DECIDED, Stage.EFFECTIVE) for stage in TRIAL},
        (Stage.DECIDED, Move.TAKE_EFFECT): (Stage.EFFECTIVE,),
        (Stage.DECIDED, Move.APPEAL): (Stage.APPEALED,),
        (Stage.APPEALED, Move.DECIDE_AGAIN): (Stage.EFFECTIVE,),
        (Stage.RETRIED, Move.DECIDE_AGAIN): (Stage.EFFECTIVE,),
        (Stage.APPEALED, Move.REMAND): (Stage.ACCEPTED,),
        **{(stage, Move.CONCLUDE): _ENDINGS for stage in (*TRIAL, Stage.SUSPENDED)},
        (Stage.EFFECTIVE, Move.ORDER_REDO): (Stage.REDOING,),
        (Stage.REDOING, Move.FINISH_REDO): (Stage.EFFECTIVE,),
        **{
            (stage, Move.REFLECT): (stage,)
            for stage in (Stage.EFFECTIVE, Stage.REDOING, Stage.RETRIED, Stage.CLOSED)
        },
        (Stage.EFFECTIVE, Move.RETRY): (Stage.RETRIED,),
        (Stage.CLOSED, Move.RETRY): (Stage.RETRIED,),
        (Stage.EFFECTIVE, Move.CLOSE): (Stage.CLOSED,),
    },
    label={
        Stage.ACCEPTED: "已受理",
        Stage.ANSWERED: "已书面答复",
        Stage.HEARD: "已听证或开庭",
        Stage.SUSPENDED: "中止",
        Stage.DECIDED: "已裁判，未生效",
        Stage.APPEALED: "上诉审理中",
        Stage.EFFECTIVE: "已生效，待了结",
        Stage.RETRIED: "再审审理中",
        Stage.REDOING: "重新答复中",
        Stage.CLOSED: "已了结",
        Move.ANSWER: "提交书面答复",
        Move.HEAR: "登记听证、开庭",
        Move.SUSPEND: "登记中止",
        Move.RESUME: "恢复审理",
        Move.DECIDE: "登记决定、裁判",
        Move.TAKE_EFFECT: "登记生效",
        Move.APPEAL: "登记上诉",
        Move.DECIDE_AGAIN: "登记二审、再审裁判",
        Move.REMAND: "登记发回重审",
        Move.CONCLUDE: "登记审结",
        Move.ORDER_REDO: "责令重新答复",
        Move.FINISH_REDO: "登记已重新答复",
        Move.REFLECT: "原因和改进",
        Move.RETRY: "登记再审",
        Move.CLOSE: "了结",
    },
    final=frozenset({Stage.CLOSED}),
)
