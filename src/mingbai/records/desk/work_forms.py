"""The forms of what can be done with a record; what is asked is what the action needs."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from mingbai.records import kinds
from mingbai.records.actions.changing import BASIS
from mingbai.records.desk import work_answers
from mingbai.records.desk.record_forms import NO_CHOICE, DayField
from mingbai.records.kinds import Step
from mingbai.records.models import Conclusion, Evaluation
from mingbai.rules.validity import Change


class ActForm(forms.Form):
    """A form about one record as it stands."""

    def __init__(self, *args: Any, step: Step | None, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.step, self.today = step, today
        self.prepare()

    def prepare(self) -> None:
        """Set the choices and first values that depend on the record."""


def lines(label: str, *, hint: str = "", needed: bool = True, rows: int = 3) -> forms.CharField:
    """A text of several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=needed, max_length=5000, widget=area
    )


class ReviewForm(ActForm):
    """The conclusion of one step, with the answers to its questions."""

    conclusion = forms.ChoiceField(
        label="结论", choices=Conclusion.choices, widget=forms.RadioSelect
    )
    basis = forms.CharField(label="依据", max_length=200)
    opinion = lines(
        "意见",
        needed=False,
        hint="退回的写明哪里要改；报请确定的写明报请的部门和时间，有了答复再审。",
    )

    def prepare(self) -> None:
        """The basis of the step, and one field for each of its questions."""
        if self.step is None:
            return
        self.initial.setdefault("basis", self.step.basis)
        passes = self.data.get("conclusion") in (None, "", Conclusion.PASSED)
        self.fields |= work_answers.fields(self.step, required=passes)
        self.order_fields([*(f"answer_{key}" for key in self.step.questions), "conclusion"])

    def answers(self) -> dict[str, str]:
        """The answers by the ids of their questions."""
        questions = self.step.questions if self.step else {}
        return {key: self.cleaned_data[f"answer_{key}"] for key in questions}

    def clean(self) -> dict[str, Any]:
        """Who returns a text says what is to be changed, who refers it to whom."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("conclusion") == Conclusion.REFERRED and not data.get("opinion", "").strip():
            self.add_error("opinion", "请写明报请哪个部门确定、报送的时间。")
        if data.get("conclusion") == Conclusion.RETURNED and not data.get("opinion", "").strip():
            self.add_error("opinion", "退回的请写明哪里要改。")
        return data


class ScheduleForm(ActForm):
    """When it is to become public."""

    publish_at = forms.DateTimeField(
        label="公开的时间（北京时间）",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": "请写成 2026-11-02 09:00。"},
    )


class WithdrawForm(ActForm):
    """Why it leaves the public, and what the public reads in its place."""

    reason = forms.ChoiceField(label="理由")
    note = forms.CharField(
        label="公开说明",
        max_length=300,
        required=False,
        help_text="公众在原地址看到这句话。留空的，用所选理由的通用说明。",
    )
    opinion = lines("内部说明", needed=False)

    def prepare(self) -> None:
        """The reasons, with those that take effect at once marked."""
        rows = kinds.data("withdrawals").items()
        pairs = [
            (key, f"{row['label']}（立即下线）" if row["urgent"] else row["label"])
            for key, row in rows
        ]
        self.fields["reason"].choices = [("", NO_CHOICE), *pairs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The usual note of the reason where none was written."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        row = kinds.data("withdrawals").get(data.get("reason", ""), {})
        data["note"] = data.get("note", "").strip() or row.get("note", "")
        if row and not data["note"]:
            self.add_error("note", "请写一句给公众的说明。")
        return data


class OverrideForm(ActForm):
    """Why what was found may stay, and which law says so."""

    reason = lines("为什么须公开这些内容")
    basis = forms.CharField(
        label="法律依据", max_length=200, help_text="写明哪部法律、哪一条要求公开这些内容。"
    )


class EvaluateForm(ActForm):
    """Whether the reasons not to publish still hold (第十八条)."""

    conclusion = forms.ChoiceField(
        label="结论", choices=Evaluation.Conclusion.choices, widget=forms.RadioSelect
    )
    opinion = lines("理由", hint="依据的条款现在是否仍然适用，情况有什么变化。")


class ValidityForm(ActForm):
    """What becomes of the document, from which day, by which document: one here, or in words."""

    change = forms.ChoiceField(
        label="变动",
        choices=[(str(each), each.label) for each in Change],
        widget=forms.RadioSelect,
    )
    on = DayField(label="自哪一天起", required=True)
    words = forms.CharField(
        label="查找依据的文件",
        max_length=60,
        required=False,
        help_text="标题里的字、文号或者索引号。在本系统中的，选中就在两边的页面上互相链接。",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    target = forms.UUIDField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "没有找到选中的文件，请重新查找。"},
    )
    basis = forms.CharField(
        label="依据的文件",
        max_length=BASIS,
        required=False,
        help_text="文件的名称和文号。上面选中了一件公开的，请留空；写了字的，由另一人确认后生效。",
    )

    def prepare(self) -> None:
        """Looking goes on while words are typed; without scripts there is a button."""
        hx = {"hx-get": "", "hx-trigger": "input changed delay:400ms, search"}
        hx |= {"hx-target": "#basis-hits", "hx-include": "[name=target]:checked"}
        self.fields["words"].widget.attrs |= hx

    def clean(self) -> dict[str, Any]:
        """A change needs a document that says so."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not (data.get("basis") or data.get("target") or self.errors.get("target")):
            self.add_error("basis", "请写明依据的文件，或者在上面查找、选中一件。")
        return data


class RelateForm(ActForm):
    """How this record stands to the one that was found; ``inward``: also as the other would say.

    A relation is its source's: ``interprets.in`` is made from the other record.
    """

    kind = forms.ChoiceField(label="它是本件的")
    target = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, inward: bool, **options: Any) -> None:
        self.inward = inward
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """The relations as this end names them, then those made from the other end."""
        rows = kinds.data("relations").items()
        groups: list[Any] = [("由本件写明的", [(key, row["out"]) for key, row in rows])]
        if self.inward:
            pairs = [(f"{key}.in", row["in"]) for key, row in rows if row["in"] != row["out"]]
            groups.append(("由那一件写明的", pairs))
        self.fields["kind"].choices = [("", NO_CHOICE), *groups]  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """Words of the title, the 文号 or the 索引号 of the other record."""

    words = forms.CharField(label="标题、文号或者索引号", max_length=60, required=False)


def key_of(text: str) -> UUID | None:
    """The id in a query, None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
