"""Where a case stands after its facts, and why a move cannot be made now (LIT-6, LIT-8)."""

from collections.abc import Callable
from dataclasses import dataclass

from mingbai.refusal import Refusal
from mingbai.remedies.causes import may_order_redo, must_redo, only_suits, step_article
from mingbai.remedies.facts import Facts
from mingbai.remedies.models import Remedy
from mingbai.remedies.reopening import under_way
from mingbai.remedies.stages import ENDED, LIFECYCLE, Move, Stage
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.remedies import RemedyKind, RemedyResult


@dataclass(frozen=True)
class Offer:
    """A move as the page shows it; ``refusal`` says why it is grey, None when it can be made."""

    move: Move
    article: str
    refusal: Refusal | None


def offers(remedy: Remedy) -> list[Offer]:
    """Every move, in the order in which a case takes them."""
    return [
        Offer(move, step_article(move, RemedyKind(remedy.kind)), obstacle(remedy, move))
        for move in Move
    ]


def obstacle(remedy: Remedy, move: Move) -> Refusal | None:
    """Why the move cannot be made now, None when it can."""
    if only_suits(move) and remedy.kind == RemedyKind.REVIEW:
        return Refusal(
            "行政复议没有这一步",
            article="《行政诉讼法》第四十五条",
            remedy="不服复议决定起诉的，另登记一件“经复议后起诉”的诉讼",
        )
    try:
        LIFECYCLE.check(remedy.stands, move)
    except Refusal as refusal:
        refusal.article = refusal.article or step_article(move, RemedyKind(remedy.kind))
        return refusal
    guard = _GUARDS.get(move)
    return guard(remedy) if guard else None


def stage_of(facts: Facts, was: Stage = Stage.ACCEPTED) -> Stage:
    """Where a case with these facts stands; ``was`` is where it stood before."""
    if facts.concluded_on:
        return _ended(facts, was)
    if was in (Stage.SUSPENDED, Stage.APPEALED):
        return was
    if was is Stage.DECIDED and facts.kind is RemedyKind.SUIT:
        return was
    if facts.hearing_on:
        return Stage.HEARD
    return Stage.ANSWERED if facts.answered_on else Stage.ACCEPTED


def ending(facts: Facts) -> Stage:
    """Closed, unless an answer that was put right still wants its cause or the new answer."""
    unfinished = must_redo(facts.result) and not facts.redo_done_on
    explained = bool(facts.cause and facts.lesson)
    if corrected(facts.result) and (unfinished or not explained):
        return Stage.EFFECTIVE
    return Stage.CLOSED


def corrected(result: RemedyResult | None) -> bool:
    """Whether the result counts as 结果纠正."""
    return result is not None and result.column == "corrected"


def _ended(facts: Facts, was: Stage) -> Stage:
    if was is Stage.RETRIED or (was is Stage.DECIDED and facts.kind is RemedyKind.REVIEW):
        return was
    if facts.redo_ordered_on and not facts.redo_done_on:
        return Stage.REDOING
    return was if was in ENDED - {Stage.REDOING} else ending(facts)


def _answered_once(remedy: Remedy) -> Refusal | None:
    if not remedy.answered_on:
        return None
    return Refusal(
        f"已于{chinese_date(remedy.answered_on)}提交书面答复", remedy="日期有误的，请用更正"
    )


def _to_be_redone(remedy: Remedy) -> Refusal | None:
    result = _result(remedy)
    if remedy.redo_ordered_on:
        return Refusal(
            f"{chinese_date(remedy.redo_ordered_on)}已责令重新答复", remedy="日期有误的，请用更正"
        )
    if may_order_redo(result):
        return None
    return Refusal(
        f"结果是“{remedy.result_label}”，不责令重新答复",
        article=step_article(Move.ORDER_REDO, RemedyKind(remedy.kind)),
        remedy="决定书、判决书确有责令的，请先更正结果",
    )


def _answered_anew(remedy: Remedy) -> Refusal | None:
    if not under_way(remedy.application):
        return None
    return Refusal(
        f"所涉申请{remedy.application}还在重新办理",
        article=step_article(Move.FINISH_REDO, RemedyKind(remedy.kind)),
        remedy="请先办结该申请，再登记已重新答复",
    )


def _explained(remedy: Remedy) -> Refusal | None:
    result = _result(remedy)
    article = step_article(Move.CLOSE, RemedyKind(remedy.kind))
    if must_redo(result) and not remedy.redo_done_on:
        return Refusal(
            f"结果是“{remedy.result_label}”，还没有重新答复",
            article=step_article(Move.FINISH_REDO, RemedyKind(remedy.kind)),
            remedy="请先登记责令重新答复、已重新答复",
        )
    if corrected(result) and not (remedy.cause and remedy.lesson):
        return Refusal(
            "答复被纠正，还没有写明原因和改进措施",
            article=article,
            remedy="请先登记原因和改进",
        )
    return None


def _result(remedy: Remedy) -> RemedyResult | None:
    return RemedyResult(remedy.result) if remedy.result else None


_GUARDS: dict[Move, Callable[[Remedy], Refusal | None]] = {
    Move.ANSWER: _answered_once,
    Move.ORDER_REDO: _to_be_redone,
    Move.FINISH_REDO: _answered_anew,
    Move.CLOSE: _explained,
}
