"""The form of a draft: title, metadata and body of a document, with the choices of the rules.

A draft may be incomplete: only what cannot be read is an error here, what is missing is told
beside (``checking.problems``) and refused when it is handed in.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from mingbai.files.cells import as_date
from mingbai.organs.models import Organ, OrganKind
from mingbai.records.checking import LABELS
from mingbai.records.content import Document, FileRef
from mingbai.records.desk.editor import BodyField
from mingbai.records.kinds import Kind, data, documents
from mingbai.refusal import Refusal
from mingbai.rules import classification, document_number, publicity, validity

LINES = ("issuers",)
CHANGES = ("change_reason", "change_note")
ALWAYS = ("title", "summary", "openness")
NO_CHOICE = "请选择"
Pairs = Sequence[tuple[str, Any]]


class DayField(forms.DateField):
    """A day; takes what people type (2019-3-5, 2019年3月5日 …)."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """The day, None for a blank."""
        try:
            return as_date(value)
        except ValueError as error:
            raise forms.ValidationError(f"{error}。") from None


def words(
    name: str, *, most: int = 200, hint: str = "", rows: int = 0, label: str = ""
) -> forms.CharField:
    """A line of text, or several; its label is the one problems are told with."""
    widget: Any = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label or LABELS[name],
        max_length=most,
        help_text=hint,
        required=False,
        widget=widget,
    )


def chosen(name: str, *, hint: str = "") -> forms.ChoiceField:
    """One of a list that the form fills in."""
    return forms.ChoiceField(label=LABELS[name], help_text=hint, required=False)


class DraftForm(forms.Form):
    """Title, metadata and body; ``notes`` say what was mended of what was typed."""

    title = words("title", most=300)
    summary = words("summary", most=500, rows=2, hint="一两句话，写进公开目录。")
    doc_no = words("doc_no", most=80, hint="例如：明政发〔2026〕5号。没有编文号的留空。")
    theme = chosen("theme")
    genre = chosen("genre")
    item = chosen("item", hint="条例第二十条、第二十一条规定主动公开的事项。")
    column = chosen("column")
    formed_on = DayField(label=LABELS["formed_on"], required=False)
    effective_on = DayField(label=LABELS["effective_on"], required=False)
    register_no = words("register_no", most=40, hint="“三统一”的登记号，例如：QDCR-2019-0010005。")
    openness = chosen("openness")
    openness_ground = chosen("openness_ground", hint="主动公开的不选。")
    openness_reason = words(
        "openness_reason", most=500, rows=2, hint="依据要求写明的内容，例如禁止公开的法律和条款。"
    )
    change_reason = chosen("change_reason")
    change_note = words("change_note", most=300, hint="公众在页面上看到这句话。")
    body = BodyField(required=False)
    issuers = words("issuers", most=1000, rows=3, hint="一行一个机关，主办机关写在第一行。")
    expires_on = DayField(
        label=LABELS["expires_on"],
        required=False,
        help_text="不再有效的第一天：文件写“有效期至12月31日”的，填次年1月1日。",
    )
    stated_on = DayField(
        label=LABELS["stated_on"], required=False, help_text="文件自己标注的日期；不是公开的时间。"
    )
    public_until = DayField(
        label=LABELS["public_until"],
        required=False,
        help_text="公示的最后一天，次日起系统自动撤下。列有个人姓名的应当填写。",
    )
    term = chosen("term")
    audience = chosen("audience")
    channels = forms.MultipleChoiceField(
        label=LABELS["channels"], required=False, widget=forms.CheckboxSelectMultiple
    )
    source = words("source", hint="转载的写原发布机关。")
    source_link = words("source_link", most=500)
    keywords = words("keywords", hint="用顿号分开。")
    editor = words("editor", most=60)
    consulted = words(
        "consulted", most=500, rows=2, hint="涉及其他机关的，写明征求了谁的意见；供审查，不公开。"
    )
    approval = words(
        "approval",
        most=300,
        hint="依照规定须经批准才能公开的，写明批准机关、文号；供审查，不公开。",
    )

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        organ: Organ,
        columns: Pairs,
        corrects: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.corrects, self.notes = kind, corrects, list[str]()
        for name, pairs in _choices(organ, columns).items():
            self._offer(name, pairs)
        if "register_no" in kind.required:
            self.fields["expires_on"].help_text += _usual_period(self.initial)
        if not corrects:
            for name in CHANGES:
                del self.fields[name]

    def _offer(self, name: str, pairs: Pairs) -> None:
        """The choices, and what is already entered even where the list no longer has it."""
        field: Any = self.fields[name]
        known = {key for pair in pairs for key in _keys(pair)}
        kept = self.initial.get(name) or []
        missing = [key for key in ([kept] if isinstance(kept, str) else kept) if key not in known]
        extra = [(key, f"{key}（列表中已没有）") for key in missing]
        empty = [] if isinstance(field, forms.MultipleChoiceField) else [("", NO_CHOICE)]
        field.choices = [*empty, *pairs, *extra]

    def clean_doc_no(self) -> str:
        """The number as the standard writes it; what was mended is told, what is odd is kept."""
        typed: str = self.cleaned_data["doc_no"].strip()
        if not typed or document_number.is_blank(typed):
            return ""
        try:
            found = document_number.repaired(typed)
        except Refusal as refusal:
            self.notes.append(f"文号“{typed}”：{refusal}")
            return typed
        if found.repairs:
            mended = "；".join(str(each) for each in found.repairs)
            self.notes.append(f"文号改为“{found.number}”（{mended}）。")
        return str(found.number)

    def content(self, files: Sequence[FileRef]) -> dict[str, Any]:
        """What the draft says, with the files it had."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "title"}
        for name in LINES:
            facts[name] = tuple(line.strip() for line in facts[name].splitlines() if line.strip())
        facts["channels"] = tuple(facts["channels"])
        return Document(files=tuple(files), **facts).as_content()

    @property
    def prominent(self) -> list[forms.BoundField]:
        """The fields that this kind needs, before the body."""
        needed = {*ALWAYS, *CHANGES, *self.kind.required} | ({"doc_no"} & self._official)
        return [self[name] for name in self.fields if name in needed and name != "body"]

    @property
    def folded(self) -> list[forms.BoundField]:
        """All others."""
        shown = {each.name for each in self.prominent} | {"body"}
        return [self[name] for name in self.fields if name not in shown]

    @property
    def folded_open(self) -> bool:
        """Whether one of the folded fields is wrong, so that it must be seen."""
        return any(each.errors for each in self.folded)

    @property
    def _official(self) -> set[str]:
        return {"doc_no"} if self.kind.official else set()


def initial(title: str, paper: Document) -> dict[str, Any]:
    """The first values of the form."""
    shown = {name: getattr(paper, name) for name in DraftForm.base_fields if name != "title"}
    shown["issuers"] = "\n".join(paper.issuers)
    return shown | {"title": title, "channels": list(paper.channels)}


def _usual_period(given: Mapping[str, Any]) -> str:
    """What a 规范性文件 that names no end is taken to run (NRM-6, local practice)."""
    years = validity.default_years(given.get("title") or "")
    words = f"没有写明有效期的，一般为{years}年"
    if effective_on := given.get("effective_on"):
        words += f"，即填{validity.expiry(effective_on, years):%Y-%m-%d}"
    return f"{words}（山东的做法，可以另定）。"


def _keys(pair: tuple[str, Any]) -> list[str]:
    """The ids of a choice, or of a group of choices."""
    key, value = pair
    return [key] if isinstance(value, str) else [each for each, _ in value]


def _choices(organ: Organ, columns: Pairs) -> dict[str, Pairs]:
    """The lists of every field that has one."""
    level = {
        OrganKind.GOVERNMENT: publicity.Level.COUNTY,
        OrganKind.DEPARTMENT: publicity.Level.COUNTY,
    }.get(OrganKind(organ.kind), publicity.Level.TOWNSHIP)
    heading = publicity.Heading
    closed = (publicity.Openness.ON_REQUEST, publicity.Openness.WITHHELD)
    changes = [(key, row["label"]) for key, row in data("changes").items()]
    return {
        "theme": classification.theme_choices(),
        "genre": classification.genre_choices(),
        "item": publicity.item_choices(level),
        "column": columns,
        "openness": publicity.choices(heading.OPENNESS),
        "openness_ground": [
            (publicity.named(heading.OPENNESS, each).name, publicity.ground_choices(each))
            for each in closed
        ],
        "term": publicity.choices(heading.TERM),
        "audience": publicity.choices(heading.AUDIENCE),
        "channels": publicity.choices(heading.CHANNEL),
        "change_reason": changes,
    }


class CreateForm(forms.Form):
    """Whose record, and of which kind."""

    organ = forms.ChoiceField(label="公开机关")
    kind = forms.ChoiceField(label="种类", help_text="种类决定要填写的元数据和审查环节。")
    title = words("title", most=300)

    def __init__(self, *args: Any, organs: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        pairs = list(organs) if len(organs) == 1 else [("", NO_CHOICE), *organs]
        self.fields["organ"].choices = pairs  # type: ignore[attr-defined]
        kinds = [(each.id, each.label) for each in documents()]
        self.fields["kind"].choices = [("", NO_CHOICE), *kinds]  # type: ignore[attr-defined]


class WordForm(forms.Form):
    """The Word file to take a text from."""

    word = forms.FileField(
        label="Word 文件（.docx）",
        error_messages={"required": "请选择 Word 文件。", "empty": "文件是空的。"},
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
