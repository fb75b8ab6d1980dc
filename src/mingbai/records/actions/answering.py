"""The answers a review demands (预先审查的四问), of one text or of a batch."""

from collections.abc import Mapping

from mingbai.records.kinds import Step
from mingbai.records.models import Conclusion
from mingbai.refusal import Refusal


def answered(step: Step, conclusion: Conclusion, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers to the questions of the step, trimmed. Raises ``Refusal`` to pass one open."""
    given = {key: answers.get(key, "").strip() for key in step.questions}
    missing = [label for key, label in step.questions.items() if not given[key]]
    if missing and conclusion == Conclusion.PASSED:
        raise Refusal(
            f"{step.label}须逐项回答：{'、'.join(missing)}",
            article=step.basis,
            remedy="请补答后再通过",
        )
    return given
