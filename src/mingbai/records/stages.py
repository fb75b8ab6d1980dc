"""Where the work on a record stands, and the moves that lead from one stage to the next.

The stage speaks of the last version; what the public reads is ``Record.public_version``.
"""

from enum import StrEnum

from mingbai.lifecycle import Lifecycle


class Stage(StrEnum):
    """Where the work stands (第十七条: 先审查、后公开)."""

    DRAFT = "draft"
    REVIEW = "review"
    RETURNED = "returned"
    READY = "ready"
    SCHEDULED = "scheduled"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        """The stage in Chinese."""
        return LABELS[self]


class Move(StrEnum):
    """What can be done with a record."""

    SAVE = "save"
    SUBMIT = "submit"
    RECALL = "recall"
    PASS = "pass"  # noqa: S105 (a review that is passed)
    RETURN = "return"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    PUBLISH = "publish"
    CORRECT = "correct"
    ABANDON = "abandon"
    WITHDRAW = "withdraw"
    DISCARD = "discard"

    @property
    def label(self) -> str:
        """The move in Chinese, as its button says it."""
        return LABELS[self]


LABELS: dict[Stage | Move, str] = {
    Stage.DRAFT: "拟稿",
    Stage.REVIEW: "审查中",
    Stage.RETURNED: "已退回",
    Stage.READY: "待公开",
    Stage.SCHEDULED: "定时公开",
    Stage.PUBLIC: "已公开",
    Stage.WITHDRAWN: "已撤下",
    Stage.DISCARDED: "已作废",
    Move.SAVE: "保存",
    Move.SUBMIT: "送审",
    Move.RECALL: "取回修改",
    Move.PASS: "通过",
    Move.RETURN: "退回",
    Move.SCHEDULE: "定时公开",
    Move.UNSCHEDULE: "取消定时",
    Move.PUBLISH: "公开",
    Move.CORRECT: "更正",
    Move.ABANDON: "放弃更正",
    Move.WITHDRAW: "撤下",
    Move.DISCARD: "作废",
}

_S, _M = Stage, Move
LIFECYCLE: Lifecycle[Stage, Move] = Lifecycle(
    table={
        (_S.DRAFT, _M.SAVE): (_S.DRAFT,),
        # 取回未改又送审的，原有的审查有效
        (_S.DRAFT, _M.SUBMIT): (_S.REVIEW, _S.READY),
        (_S.DRAFT, _M.DISCARD): (_S.DISCARDED,),
        (_S.DRAFT, _M.ABANDON): (_S.PUBLIC, _S.WITHDRAWN),
        (_S.DRAFT, _M.WITHDRAW): (_S.WITHDRAWN,),
        (_S.REVIEW, _M.PASS): (_S.REVIEW, _S.READY),
        (_S.REVIEW, _M.RETURN): (_S.RETURNED,),
        (_S.REVIEW, _M.RECALL): (_S.DRAFT,),
        (_S.REVIEW, _M.SUBMIT): (_S.REVIEW,),
        (_S.REVIEW, _M.WITHDRAW): (_S.WITHDRAWN,),
        (_S.RETURNED, _M.SAVE): (_S.RETURNED,),
        (_S.RETURNED, _M.SUBMIT): (_S.REVIEW, _S.READY),
        (_S.RETURNED, _M.PASS): (_S.REVIEW, _S.READY),
        (_S.RETURNED, _M.RETURN): (_S.RETURNED,),
        (_S.RETURNED, _M.DISCARD): (_S.DISCARDED,),
        (_S.RETURNED, _M.ABANDON): (_S.PUBLIC, _S.WITHDRAWN),
        (_S.RETURNED, _M.WITHDRAW): (_S.WITHDRAWN,),
        (_S.READY, _M.PUBLISH): (_S.PUBLIC,),
        # 机关此后增加了审查环节
        (_S.READY, _M.PASS): (_S.REVIEW, _S.READY),
        (_S.READY, _M.RETURN): (_S.RETURNED,),
        (_S.READY, _M.SCHEDULE): (_S.SCHEDULED,),
        (_S.READY, _M.RECALL): (_S.DRAFT,),
        (_S.READY, _M.SUBMIT): (_S.REVIEW,),
        (_S.READY, _M.WITHDRAW): (_S.WITHDRAWN,),
        (_S.SCHEDULED, _M.PUBLISH): (_S.PUBLIC,),
        (_S.SCHEDULED, _M.UNSCHEDULE): (_S.READY,),
        (_S.SCHEDULED, _M.SUBMIT): (_S.REVIEW,),
        (_S.SCHEDULED, _M.WITHDRAW): (_S.WITHDRAWN,),
        (_S.PUBLIC, _M.CORRECT): (_S.DRAFT,),
        (_S.PUBLIC, _M.SUBMIT): (_S.REVIEW,),
        (_S.PUBLIC, _M.WITHDRAW): (_S.WITHDRAWN,),
        (_S.WITHDRAWN, _M.CORRECT): (_S.DRAFT,),
        (_S.WITHDRAWN, _M.SUBMIT): (_S.REVIEW,),
    },
    label=LABELS,
    final=frozenset({Stage.DISCARDED}),
)
EDITABLE = frozenset(LIFECYCLE.stages_of(Move.SAVE))
