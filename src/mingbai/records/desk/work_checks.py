"""Whether an act can be done now by a post: what the actions themselves ask, asked before.

Each raises ``PermissionDenied`` where the act is not the post's, ``Refusal`` where it must wait.
"""

from collections.abc import Callable

from mingbai.accounts.models import Post
from mingbai.records import checking, gate, kinds, permissions
from mingbai.records.actions.evaluating import check_settled
from mingbai.records.desk.work_case import Case
from mingbai.records.stages import LIFECYCLE, Move
from mingbai.refusal import Refusal

Check = Callable[[Case, Post], None]


def may_move(move: Move, may: Callable[[Case, Post], None]) -> Check:
    """The check of a move that anybody whom ``may`` lets pass makes in its stages."""

    def check(case: Case, post: Post) -> None:
        may(case, post)
        LIFECYCLE.check(case.stage, move)

    return check


def may_drafts(case: Case, post: Post) -> None:
    """Who writes for the organ."""
    permissions.check_can_draft(post, case.record.organ)


def may_publishes(case: Case, post: Post) -> None:
    """Who publishes for the organ."""
    permissions.check_can_publish(post, case.record.organ)


def _on_desk(case: Case) -> None:
    if not kinds.kind(case.record.kind).is_document:
        raise Refusal("本件的内容由系统生成，不在这里修改", remedy="请在生成它的页面上修改")


def may_submit(case: Case, post: Post) -> None:
    """The draft has all it needs."""
    may_drafts(case, post)
    LIFECYCLE.check(case.stage, Move.SAVE)
    if case.draft is None:
        raise Refusal("本件还没有草稿", remedy="请先修改并保存")
    checking.check(case.record, case.draft.title, case.draft.content, today=case.today)


def may_step_back(move: Move) -> Check:
    """The check of a move that opens a draft of a document."""

    def check(case: Case, post: Post) -> None:
        may_move(move, may_drafts)(case, post)
        _on_desk(case)

    return check


def may_review(case: Case, post: Post) -> None:
    """The next review is this post's to give."""
    if case.version is None or case.step is None:
        permissions.check_reviews_for(post, case.record.organ)
        raise Refusal("现在没有要审查的稿件")
    permissions.check_can_review(post, case.version, case.step)
    LIFECYCLE.check(case.stage, Move.PASS)


def may_publish(move: Move) -> Check:
    """The check of a move that the gate must let pass."""

    def check(case: Case, post: Post) -> None:
        may_move(move, may_publishes)(case, post)
        if case.version and (words := gate.obstacle(case.version, today=case.today)):
            raise Refusal(words, article=permissions.ARTICLE)

    return check


def may_abandon(case: Case, post: Post) -> None:
    """A correction is under way."""
    may_move(Move.ABANDON, may_drafts)(case, post)
    if case.record.first_public_at is None:
        raise Refusal("本件还没有公开过，没有可以放弃的更正")


def may_discard(case: Case, post: Post) -> None:
    """It was never public."""
    may_move(Move.DISCARD, may_drafts)(case, post)
    if case.record.first_public_at is not None:
        raise Refusal("公开过的信息不能作废", remedy="可以放弃更正，或者办理撤下")


def may_ask_withdrawal(case: Case, post: Post) -> None:
    """It is public, and nobody has asked yet."""
    permissions.check_can_withdraw(post, case.record.organ)
    if not case.record.is_public:
        raise Refusal("本件现在没有公开，不必撤下")
    if case.withdrawal:
        raise Refusal("本件的撤下已经提出，正待确认", remedy="请由他人确认")


def may_evaluate(case: Case, post: Post) -> None:
    """It was settled not to be public."""
    may_drafts(case, post)
    check_settled(case.record)


def may_confirm(case: Case, post: Post) -> None:
    """Somebody else has asked."""
    if case.withdrawal is None:
        raise Refusal("没有待确认的撤下")
    permissions.check_can_confirm(post, case.withdrawal)


def may_confirm_change(case: Case, post: Post) -> None:
    """Somebody else has asked."""
    if case.change is None:
        raise Refusal("没有待确认的效力变动")
    permissions.check_can_confirm(post, case.change)


def may_ask_to_allow(case: Case, post: Post) -> None:
    """Something critical was found, and nobody has asked yet."""
    may_drafts(case, post)
    if case.scan is None or not case.scan.critical:
        raise Refusal("这一稿没有须放行的发现")
    if case.pending:
        raise Refusal("这一稿的放行已经提出，正待保密审查岗位决定")


def may_allow(case: Case, post: Post) -> None:
    """Somebody else has asked."""
    if case.pending is None:
        raise Refusal("没有待决定的放行")
    permissions.check_can_allow(post, case.pending)
