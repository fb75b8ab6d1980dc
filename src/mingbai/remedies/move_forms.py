"""What each move asks for; the names of the fields are the arguments of the action."""

from typing import Any

from django import forms

from mingbai.applications.fields import DayField, choices, name_missing
from mingbai.remedies.causes import SAME, causes
from mingbai.remedies.facts import LABELS, LENGTHS, LESSON_LENGTH
from mingbai.remedies.models import Remedy
from mingbai.remedies.stages import Move
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

# A case that is pending has no result in the ledger, whatever a paper calls its state.
FINAL = [result for result in RemedyResult if result.column != "pending"]


class MoveForm(forms.Form):
    """A move of one case; what is missing is said by its own name."""

    def __init__(self, *args: Any, case: Remedy, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case = case
        self.offer(RemedyKind(case.kind))
        name_missing(self)

    def offer(self, kind: RemedyKind) -> None:
        """Set the choices that depend on the kind of case."""

    def _set(self, name: str, options: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = options


class AnswerForm(MoveForm):
    """The written answer."""

    answered_on = DayField(
        label=LABELS["answered_on"], help_text="书面答复（答辩状）和证据、依据提交之日。"
    )


class HearForm(MoveForm):
    """A hearing that was held."""

    hearing_on = DayField(
        label=LABELS["hearing_on"], help_text="已经举行的；有几次的，登记最后一次。"
    )


class DayOfNoticeForm(MoveForm):
    """The day of a notice that suspends or resumes."""

    on = DayField(label="通知日期", help_text="中止或者恢复审理的通知、裁定的日期。")


class DecideForm(MoveForm):
    """The decision of the review body or of the court of first instance."""

    result = forms.ChoiceField(label=LABELS["result"])
    decided_on = DayField(label="裁判日期", help_text="复议决定书、判决书、裁定书的日期。")
    served_on = DayField(
        label="送达日期", required=False, help_text="送达本机关之日；还没有送达的留空。"
    )

    def offer(self, kind: RemedyKind) -> None:
        """Only results of the case's kind."""
        self._set("result", choices([item for item in FINAL if item.kind is kind], "请选择"))


class CorrectForm(DecideForm):
    """A decision that was registered wrongly."""


class DecideAgainForm(DecideForm):
    """The second court's or the retrying court's decision."""

    def offer(self, kind: RemedyKind) -> None:
        """The former judgment may stand."""
        found = choices([item for item in FINAL if item.kind is kind], "请选择")
        kept = (SAME, "维持原判或者准许撤回上诉（结果同原判）")
        self._set("result", [found[0], kept, *found[1:]])


class EffectForm(MoveForm):
    """A decision that took effect."""

    effective_on = DayField(
        label=LABELS["effective_on"],
        help_text="复议决定送达即生效；一审裁判各方都没有上诉的，上诉期满次日生效。",
    )
    served_on = DayField(label="送达日期", required=False, help_text="登记裁判时已填的留空。")


class CourtForm(MoveForm):
    """Another court that has taken the case up."""

    case_no = forms.CharField(label="案号", max_length=LENGTHS["case_no"])
    authority = forms.CharField(label="审理法院", max_length=LENGTHS["authority"])
    opened_on = DayField(label="受理日期", help_text="该院立案之日。")


class RemandForm(CourtForm):
    """A case sent back; number and court are those of the new first instance."""

    field_order = ("decided_on",)
    decided_on = DayField(label="发回重审的裁定日期")


class OrderRedoForm(MoveForm):
    """The order to answer anew."""

    ordered_on = DayField(
        label=LABELS["redo_ordered_on"], help_text="收到责令重新答复的决定书、判决书之日。"
    )
    workdays = forms.IntegerField(
        label="限定的工作日数",
        required=False,
        min_value=1,
        max_value=250,
        help_text="决定书、判决书写明期限的填写；没有写明的留空，按条例的答复期限。",
    )


class RedoneForm(MoveForm):
    """The new answer."""

    redo_done_on = DayField(label=LABELS["redo_done_on"], help_text="重新作出的答复书的日期。")


class ReflectForm(MoveForm):
    """Why, and what is done about it."""

    cause = forms.ChoiceField(
        label=LABELS["cause"], choices=lambda: choices(causes().values(), "请选择")
    )
    lesson = forms.CharField(
        label=LABELS["lesson"],
        max_length=LESSON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="今后同类申请怎样办，不写当事人姓名。",
    )


class CloseForm(MoveForm):
    """Nothing to fill in."""


class PartiesForm(MoveForm):
    """The names of the parties."""

    applicant = forms.CharField(
        label="申请人或者原告",
        max_length=200,
        help_text="姓名或者名称，不写证件号码、电话；人数多的，写代表人和人数。",
    )
    third_party = forms.CharField(label="第三人", max_length=200, required=False)


FORMS: dict[Move, type[MoveForm]] = {
    Move.ANSWER: AnswerForm,
    Move.HEAR: HearForm,
    Move.SUSPEND: DayOfNoticeForm,
    Move.RESUME: DayOfNoticeForm,
    Move.DECIDE: DecideForm,
    Move.TAKE_EFFECT: EffectForm,
    Move.APPEAL: CourtForm,
    Move.DECIDE_AGAIN: DecideAgainForm,
    Move.REMAND: RemandForm,
    Move.ORDER_REDO: OrderRedoForm,
    Move.FINISH_REDO: RedoneForm,
    Move.REFLECT: ReflectForm,
    Move.RETRY: CourtForm,
    Move.CLOSE: CloseForm,
}
