"""Forms of the workbench: table two, the prose, the series, a review."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from mingbai.records.models import DECIDING, Conclusion
from mingbai.reports import prose
from mingbai.reports.models import TypedValue
from mingbai.reports.numbers import whole
from mingbai.reports.series import CARRIED, SERIES
from mingbai.rules.report.display import wan_from_yuan, yuan_from_wan
from mingbai.rules.report.formats import Block, Format

LARGEST, SMALLEST = 10**14, -6  # a form's figure, and the power of ten of its first digit
WIDE = str.maketrans("０１２３４５６７８９．－＋，", "0123456789.-+,")


class FigureField(forms.CharField):
    """A figure as people write it: full-width digits, commas and blanks are read."""

    def __init__(self, *, money: bool = False, **options: Any) -> None:
        self.money = money
        super().__init__(required=False, max_length=24, **options)

    def clean(self, value: Any) -> Decimal | None:
        """The figure, money turned from 万元 into yuan; None for an empty field."""
        text = (super().clean(value) or "").translate(WIDE).replace(",", "").replace(" ", "")
        if not text:
            return None
        try:
            figure = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError(f"“{value}”不是数字，请只填数字，没有的填0。") from None
        if not figure.is_finite():
            raise forms.ValidationError(f"“{value}”不是数字，请只填数字，没有的填0。")
        if abs(figure) >= LARGEST or (figure and figure.adjusted() < SMALLEST):
            raise forms.ValidationError(f"“{value}”超出可保存的范围，请核对数字和单位。")
        return Decimal(yuan_from_wan(figure)) if self.money else figure


class TableTwoForm(forms.Form):
    """Every cell of table two; only what differs from the value in force is typed anew."""

    source = forms.CharField(
        label="数据来源",
        max_length=200,
        required=False,
        help_text="例如：法规科、行政审批科、财务科统计。写入本次改动的每一格。",
    )
    zeros = forms.BooleanField(
        label="没有填写的各格都是0", required=False, help_text="勾选后，空着的格按0保存。"
    )

    def __init__(
        self, *args: Any, fmt: Format, typed: Mapping[str, TypedValue], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fmt, self.typed = fmt, typed
        for cell in fmt.cell_ids("t2"):
            money = fmt.column(cell).kind in ("money", "decimal")
            label = fmt.cell_label(cell) + ("（万元）" if money else "")
            field = FigureField(label=label, money=money, initial=self._shown(cell, money))
            field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
            self.fields[cell] = field

    def _shown(self, cell: str, money: bool) -> str:
        row = self.typed.get(cell)
        value = whole(row.value) if row else None
        if value is None:
            return ""
        figure = wan_from_yuan(value) if money else value
        return f"{Decimal(figure):f}"

    def blocks(self) -> Iterator[tuple[Block, list[tuple[Any, list[tuple[Any, Any]]]]]]:
        """Per block its rows, each with (bound field, value in force)."""
        for block in self.fmt.table2:
            rows = []
            for row in block.rows:
                cells = [f"{row.id}/{column.id}" for column in block.columns]
                rows.append((row, [(self[cell], self.typed.get(cell)) for cell in cells]))
            yield block, rows

    def changed(self) -> dict[str, Decimal | None]:
        """Cells whose value is not the one in force."""
        found: dict[str, Decimal | None] = {}
        for cell in self.fmt.cell_ids("t2"):
            value = self.cleaned_data.get(cell)
            if value is None and self.cleaned_data.get("zeros"):
                value = Decimal(0)
            row = self.typed.get(cell)
            if value != (row.value if row else None):
                found[cell] = value
        return found


class ProseForm(forms.Form):
    """The parts that are written; ``edition`` is the one the writer had opened."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for part in prose.PARTS:
            rows = 16 if part.key == "overview" else 6
            self.fields[part.key] = forms.CharField(
                label=part.label,
                help_text=part.hint,
                required=False,
                strip=False,
                max_length=60_000,
                widget=forms.Textarea(attrs={"rows": rows}),
            )


class SeriesForm(forms.Form):
    """One figure of an earlier year with its source."""

    series = forms.ChoiceField(
        label="数据项",
        choices=[
            ("图表的数字", [(item.id, item.label) for item in SERIES]),
            ("上一年度报告的结转数，用来核对上年结转", list(CARRIED.items())),
        ],
    )
    year = forms.IntegerField(label="年份", min_value=2008, max_value=2100)
    value = FigureField(label="数值", help_text="留空表示撤回此前填写的数。")
    source = forms.CharField(
        label="来源",
        max_length=200,
        required=False,
        help_text="取自哪一份报告或统计。没有来源的数不填，图上写“无数据”。",
    )


class ReviewForm(forms.Form):
    """One conclusion on a version."""

    conclusion = forms.ChoiceField(
        label="结论", choices=DECIDING, widget=forms.RadioSelect, initial="passed"
    )
    basis = forms.CharField(
        label="依据", max_length=200, initial="《政府信息公开条例》第十七条、第五十条"
    )
    opinion = forms.CharField(
        label="意见",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="退回的须写明要改什么。",
    )

    def clean(self) -> dict[str, Any]:
        """A return says what is to be changed."""
        data = super().clean() or {}
        if data.get("conclusion") == Conclusion.RETURNED and not data.get("opinion", "").strip():
            self.add_error("opinion", "退回须写明要改什么。")
        return data
