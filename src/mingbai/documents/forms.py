"""Forms of the desk: the text of a kind of paper, the format of a series of numbers."""

from typing import Any

from django import forms

from mingbai.documents import numbering, queries, wording
from mingbai.documents.kinds import Kind
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal


class TextForm(forms.Form):
    """The text; checked as it will be when it is saved."""

    text = forms.CharField(
        label="文本",
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        strip=False,
        help_text="一行一段；“# ”标题，“## ”小标题，“| 甲 | 乙 |”表格，“---”另起一页（落款之后）。"
        "以“{{如有：名称}}”开头的一段，只在给出该项内容时出现。",
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_text(self) -> str:
        """Refuse what could not be used, in words."""
        text: str = self.cleaned_data["text"]
        try:
            wording.check(text, self.kind)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return text


class NumberForm(forms.Form):
    """How an organ writes the numbers of a series; empty keeps what stands above."""

    mark = forms.CharField(label="机关代字", max_length=numbering.MARK_LONGEST, required=False)
    pattern = forms.CharField(label="格式", max_length=numbering.LONGEST, required=False)

    def __init__(
        self, *args: Any, organ: Organ, series: numbering.SeriesKind, **kwargs: Any
    ) -> None:
        held = queries.own_numbering(organ, series.code)
        initial = {"pattern": held.pattern, "mark": held.mark} if held else {}
        super().__init__(*args, **(kwargs | {"initial": initial}))
        self.series = series
        places = "、".join(f"{{{place}}}" for place in series.allows)
        self.fields["mark"].help_text = f"不填的，用机关简称“{organ.short_name}”。"
        self.fields["pattern"].help_text = f"不填的，用“{series.pattern}”。可以用{places}。"
        if "代字" not in series.allows:
            del self.fields["mark"]

    def clean_pattern(self) -> str:
        """Refuse a format that does not hold, in words."""
        pattern: str = self.cleaned_data["pattern"]
        try:
            if pattern:
                numbering.check(pattern, self.series)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return pattern
