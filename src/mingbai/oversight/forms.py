"""The forms of 监督."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from mingbai.accounts.models import Post
from mingbai.files import published
from mingbai.files.uploads import Upload
from mingbai.organs.models import Organ
from mingbai.oversight.actions import FIRST_YEAR, Arrival
from mingbai.oversight.models import Verdict
from mingbai.oversight.queries import SEVERITIES, STATES, Filters
from mingbai.refusal import Refusal

MOST_FILES, MOST_BYTES = 50, 20 * 1024 * 1024
ANY = ("", "全部")


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; empty ones are left to the check of each."""

    widget = ManyFiles(attrs={"accept": published.ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as a list."""
        files = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError("请选择要核对的年度报告。")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次最多{MOST_FILES}个文件，请分几次上传。")
        return files


class IntakeForm(forms.Form):
    """Files to take in, under one of the person's offices."""

    papers = FilesField(
        label="年度报告文件",
        help_text=f"可以多选，一次最多{MOST_FILES}个，每个不超过20 MB；"
        "网页、Word（.docx）、PDF 或纯文本。",
    )

    def __init__(self, *args: Any, posts: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        if len(posts) > 1:
            choices = [(str(post.pk), post.organ.name) for post in posts]
            self.fields["office"] = forms.ChoiceField(label="收件机关", choices=choices)

    def post(self) -> Post:
        """The post under which the files are taken in."""
        chosen = self.cleaned_data.get("office")
        return self.posts[chosen] if chosen else next(iter(self.posts.values()))

    def sorted_out(self) -> tuple[list[Arrival], list[tuple[str, str]]]:
        """The files to be read, and (name, reason) of those refused."""
        taken, refused = [], []
        for file in self.cleaned_data["papers"]:
            try:
                published.check(
                    Upload(file.name, file.size, file, file.content_type or ""), most=MOST_BYTES
                )
            except Refusal as refusal:
                refused.append((file.name[:200], str(refusal)))
            else:
                taken.append(Arrival(file.name, file.read()))
        return taken, refused


class AssignForm(forms.Form):
    """Whose report of which year."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", to_field_name="code")
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: Any, organs: QuerySet[Organ], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        years = range(today.year - 1, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(year, f"{year}年度") for year in years]  # type: ignore[attr-defined]


class CorrectForm(forms.Form):
    """What a person reads in a cell; empty takes the correction back."""

    value = forms.DecimalField(
        label="更正为",
        help_text="金额以元填写。留空表示撤回更正，恢复读出的数。",
        required=False,
        max_digits=18,
        decimal_places=2,
        error_messages={"invalid": "请填写数字，例如 12。"},
    )
    reason = forms.CharField(label="原因", help_text="如：原件第3页印作12。", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "correct_%s"  # it shares a page with other forms
        super().__init__(*args, **kwargs)

    def value_or_none(self) -> Decimal | None:
        """The number."""
        value: Decimal | None = self.cleaned_data["value"]
        return value


class JudgeForm(forms.Form):
    """One verdict for the findings ticked on the page."""

    verdict = forms.ChoiceField(
        label="判断", choices=Verdict.choices, initial=Verdict.CONFIRMED, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="理由", help_text="判断不属实或者撤回判断时必填。", required=False, max_length=200
    )


class RoundForm(forms.Form):
    """By when the confirmed findings are to be put right."""

    due_on = forms.DateField(
        label="整改期限", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class CloseForm(forms.Form):
    """How a round ended."""

    note = forms.CharField(
        label="办结说明", help_text="问题是否都已改正；没有改正的怎样处理。", max_length=200
    )


class FilterForm(forms.Form):
    """What the ledger is narrowed to."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        label="机关（含下级）",
        to_field_name="code",
        required=False,
        empty_label="全部",
    )
    year = forms.TypedChoiceField(label="年度", coerce=int, empty_value=None, required=False)
    rule = forms.ChoiceField(label="规则", required=False)
    severity = forms.ChoiceField(label="程度", choices=[ANY, *SEVERITIES.items()], required=False)
    state = forms.ChoiceField(label="状态", choices=[ANY, *STATES.items()], required=False)

    def __init__(
        self,
        *args: Any,
        organs: QuerySet[Organ],
        years: Sequence[int],
        rules: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        self.fields["year"].choices = [ANY, *((y, f"{y}年度") for y in years)]  # type: ignore[attr-defined]
        self.fields["rule"].choices = [ANY, *((rule, rule) for rule in rules)]  # type: ignore[attr-defined]

    def filters(self) -> tuple[Filters, Organ | None]:
        """The filters that hold; a wrong one narrows nothing."""
        if not self.is_bound or not self.is_valid():
            return Filters(), None
        data = self.cleaned_data
        return (
            Filters(
                year=data["year"] or None,
                rule=data["rule"],
                severity=data["severity"],
                state=data["state"],
            ),
            data["organ"],
        )
