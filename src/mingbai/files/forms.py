"""Choosing a file, and saying which of its columns is which."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from mingbai.files.cells import shown
from mingbai.files.columns import Layout
from mingbai.files.sheet import letters
from mingbai.files.tables import Table, read_table
from mingbai.files.uploads import Upload
from mingbai.refusal import Refusal

_SAMPLES = 3
_SAMPLE_LENGTH = 12


class UploadForm(forms.Form):
    """The file and whose ledger it is; ``table`` and ``upload`` are set when it could be read."""

    organ = forms.ChoiceField(label="登记机关", help_text="整个文件导入这一个机关的台账。")
    file = forms.FileField(
        label="台账文件",
        help_text="Excel（.xlsx）或CSV，不超过20 MB。第一行写列名，一行一件。",
        error_messages={"required": "请选择文件。", "empty": "文件是空的，请核对选中的文件。"},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )

    def __init__(
        self,
        *args: Any,
        organs: Sequence[tuple[str, str]],
        layout: Layout,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.layout = layout
        choices = list(organs) if len(organs) == 1 else [("", "请选择"), *organs]
        self.fields["organ"].choices = choices  # type: ignore[attr-defined]

    def clean_file(self) -> Upload:
        """The file, read once so that a wrong one is refused here."""
        sent = self.cleaned_data["file"]
        upload = Upload(sent.name, sent.size, sent.file, sent.content_type or "")
        try:
            self.table = read_table(upload, known=self.layout.keys)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return upload


class ColumnsForm(forms.Form):
    """One choice for every column of the ledger: which column of the file holds it."""

    def __init__(
        self, *args: Any, layout: Layout, table: Table, matching: Mapping[str, int], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.layout = layout
        places = [("", "不导入"), *_places(table)]
        for column in layout.columns:
            self.fields[column.id] = forms.ChoiceField(
                label=column.label,
                required=column.needed,
                help_text=column.hint,
                choices=[("", "请指定"), *places[1:]] if column.needed else places,
                initial=str(matching.get(column.id, "")),
                error_messages={"required": f"没有指定哪一列是{column.label}，这一列必须有。"},
            )

    def clean(self) -> dict[str, Any]:
        """No column of the file is two things at once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for column in self.layout.columns:
            place = data.get(column.id, "")
            if place and place in seen:
                self.add_error(column.id, f"与“{seen[place]}”选了同一列，请改选。")
            elif place:
                seen[place] = column.label
        return data

    def matching(self) -> dict[str, int]:
        """Column id → index in the file, of the columns that were chosen."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}


def _places(table: Table) -> list[tuple[str, str]]:
    width = max((len(row.cells) for row in table.rows), default=0)
    return [
        (str(index), f"{letters(index)}列 {_header(table, index)}{_samples(table, index)}")
        for index in range(max(width, len(table.headers)))
    ]


def _header(table: Table, index: int) -> str:
    return (table.headers[index] if index < len(table.headers) else "") or "（无列名）"


def _samples(table: Table, index: int) -> str:
    texts = [shown(row.cell(index))[:_SAMPLE_LENGTH] for row in table.rows[:_SAMPLES]]
    some = "、".join(text for text in texts if text)
    return f"（如 {some}）" if some else ""
