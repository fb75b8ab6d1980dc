"""The forms of a migration batch: the list with its files, a row put right, a review."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mingbai.files.uploads import Upload
from mingbai.organs.models import Organ
from mingbai.records.desk import work_answers
from mingbai.records.importing import manifest
from mingbai.records.importing.manifest import Listing
from mingbai.records.importing.source import Nothing, Packed, Source
from mingbai.records.kinds import Step, documents
from mingbai.records.models import DECIDING, Conclusion
from mingbai.refusal import Refusal

MOST = 200 * 1024 * 1024
# 不能导入的行可以在页面上改的各项
AMENDED = ("title", "doc_no", "formed_on", "stated_on", "column", "address")


class BatchForm(forms.Form):
    """A list, or a package of texts, or both; ``listing`` and ``source`` are set when read."""

    name = forms.CharField(label="批次名称", max_length=120, help_text="如“旧网站2015年以前”。")
    organ = forms.ModelChoiceField(
        Organ.objects.none(), label="发布机关", empty_label="请选择", help_text="整批归这一个机关。"
    )
    manifest = forms.FileField(
        label="迁移清单",
        required=False,
        help_text="Excel（.xlsx）或CSV，一行一篇，不超过20 MB。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    package = forms.FileField(
        label="正文和附件",
        required=False,
        help_text="压缩包（.zip），不超过200 MB。没有清单的，其中每个文稿为一篇。",
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )
    kind = forms.ChoiceField(
        label="种类", help_text="清单没有写明的，按这一种类。", initial="information"
    )
    column = forms.CharField(
        label="栏目",
        max_length=60,
        required=False,
        help_text="清单没有写明的，放入这一栏目（名称或代码）。",
    )

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(each.id, each.label) for each in documents()]  # type: ignore[attr-defined]
        if not self.is_bound and organs.count() == 1:
            self.initial["organ"] = organs.get()
        self.listing: Listing | None = None
        self.source: Source = Nothing()

    def clean(self) -> dict[str, Any]:
        """Both files are read here, so that what is wrong with them is told at once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        sent, packed = data.get("manifest"), data.get("package")
        if not sent and not packed and not self.errors:
            self.add_error("manifest", "请选择迁移清单，或者文稿的压缩包。")
        if packed:
            self._take("package", lambda: self._unpack(packed))
        if sent:
            self._take("manifest", lambda: self._list(sent))
        elif packed and "package" not in self.errors:
            self._take("package", self._list_texts)
        return data

    def defaults(self) -> dict[str, str]:
        """What fills the cells that a line leaves blank."""
        return {"kind": self.cleaned_data["kind"], "column": self.cleaned_data["column"]}

    def _take(self, field: str, read: Any) -> None:
        try:
            read()
        except Refusal as refusal:
            self.add_error(field, str(refusal))

    def _unpack(self, packed: Any) -> None:
        if packed.size > MOST:
            raise Refusal(
                f"压缩包超过{MOST // 1024 // 1024} MB", remedy="请分成几个批次，或者在服务器上导入"
            )
        self.source = Packed(packed.file)

    def _list(self, sent: Any) -> None:
        self.listing = manifest.listed(Upload(sent.name, sent.size, sent.file))

    def _list_texts(self) -> None:
        self.listing = manifest.folder(self.source.names())


class RowForm(forms.Form):
    """What the list says of a row that could not be imported."""

    title = forms.CharField(label="标题", max_length=300)
    doc_no = forms.CharField(label="文号", max_length=80, required=False)
    formed_on = forms.CharField(label="成文日期", max_length=30, required=False)
    stated_on = forms.CharField(label="发布日期", max_length=30, required=False)
    column = forms.CharField(label="栏目", max_length=60, required=False)
    address = forms.CharField(label="原网址", max_length=300, required=False)
    text = forms.CharField(
        label="正文",
        required=False,
        max_length=500_000,
        help_text="没有正文文件的，可以把正文贴在这里。",
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def values(self) -> dict[str, str]:
        """The cells as they now are; a text pasted here takes the place of the file."""
        found = {name: self.cleaned_data[name] for name in AMENDED}
        if self.cleaned_data["text"].strip():
            found |= {"text": self.cleaned_data["text"]}
        return found


class BatchReviewForm(forms.Form):
    """The conclusion of one step on the whole batch, with the answers to its questions."""

    conclusion = forms.ChoiceField(label="结论", choices=DECIDING, widget=forms.RadioSelect)
    basis = forms.CharField(label="依据", max_length=200)
    opinion = forms.CharField(
        label="意见",
        required=False,
        max_length=5000,
        help_text="退回的写明哪里要改。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, step: Step, **options: Any) -> None:
        super().__init__(*args, **options)
        self.step = step
        self.initial.setdefault("basis", step.basis)
        self.fields |= work_answers.fields(step, required=False)
        self.order_fields([*(f"answer_{key}" for key in step.questions), "conclusion"])

    def clean(self) -> dict[str, Any]:
        """Who returns a batch says what is to be changed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("conclusion") == Conclusion.RETURNED and not data.get("opinion", "").strip():
            self.add_error("opinion", "退回的请写明哪里要改。")
        return data

    def facts(self) -> dict[str, Any]:
        """What the action needs."""
        data = self.cleaned_data
        answers = {key: data[f"answer_{key}"] for key in self.step.questions}
        given = {name: data[name] for name in ("basis", "opinion")}
        return {"conclusion": Conclusion(data["conclusion"]), "answers": answers, **given}
