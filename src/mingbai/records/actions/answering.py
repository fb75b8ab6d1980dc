"""The answers a review demands (预先审查的四问), of one text or of a batch."""

from collections.abc import Mapping

from mingbai.records.content import OPEN
from mingbai.records.kinds import Step
from mingbai.records.models import Conclusion
from mingbai.refusal import Refusal
from mingbai.rules import publicity


def answered(
    step: Step, conclusion: Conclusion, answers: Mapping[str, str], *, openness: str = OPEN
) -> dict[str, str]:
    """The answers to the questions of the step, trimmed.

    Raises ``Refusal`` for an answer that is no choice, and to pass with a question open or with
    an answer that does not fit the openness of the text.
    """
    given = {key: answers.get(key, "").strip() for key in step.questions}
    missing = [label for key, label in step.questions.items() if not given[key]]
    if missing and conclusion == Conclusion.PASSED:
        raise Refusal(
            f"{step.label}须逐项回答：{'、'.join(missing)}",
            article=step.basis,
            remedy="请补答后再通过",
        )
    for key, choices in step.choices.items():
        if given[key] and given[key] not in choices.values():
            words = "、".join(choices.values())
            raise Refusal(f"“{step.questions[key]}”没有这一项", remedy=f"请从这些里选：{words}")
        if conclusion == Conclusion.PASSED and given[key] != choices.get(openness):
            raise Refusal(
                f"“{step.questions[key]}”答的是“{given[key]}”，稿件的公开属性是"
                f"“{publicity.named(publicity.Heading.OPENNESS, openness).name}”，不能通过",
                article=step.basis,
                remedy="请改正回答；公开属性填错的，请退回并写明",
            )
    return given
