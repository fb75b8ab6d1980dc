"""The editor of a reply: the fields of ``rules.draft.Draft`` as a form, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import formset_factory

from mingbai.applications.desk.forms import words
from mingbai.applications.fields import DayField
from mingbai.rules import defence
from mingbai.rules.draft import Draft, Earlier, Opinion, Pointer, Search, ThirdParty, Withheld
from mingbai.rules.pieces import separable
from mingbai.rules.report.outcomes import Outcome

# 表三的顺序，供选结果时分组
GROUPS: tuple[tuple[str, tuple[Outcome, ...]], ...] = (
    ("予以公开", (Outcome.ALREADY_PUBLIC, Outcome.PROVIDED)),
    ("部分公开", (Outcome.PARTIAL,)),
    (
        "不予公开",
        (
            Outcome.REFUSE_STATE_SECRET,
            Outcome.REFUSE_LAW_FORBIDS,
            Outcome.REFUSE_THREE_SAFETY,
            Outcome.REFUSE_THIRD_PARTY,
            Outcome.REFUSE_INTERNAL_AFFAIRS,
            Outcome.REFUSE_PROCESS_INFO,
            Outcome.REFUSE_ENFORCEMENT_FILE,
            Outcome.SPECIAL_QUERY_REGIME,
        ),
    ),
    (
        "无法提供",
        (
            Outcome.NOT_RESPONSIBLE,
            Outcome.NOT_EXIST,
            Outcome.NEEDS_CREATION,
            Outcome.STILL_UNCLEAR,
        ),
    ),
    (
        "不予处理",
        (
            Outcome.PETITION_COMPLAINT,
            Outcome.REPEAT,
            Outcome.PUBLICATION,
            Outcome.EXCESSIVE_UNJUSTIFIED,
            Outcome.CONFIRM_OR_REISSUE,
        ),
    ),
    ("其他处理", (Outcome.NOT_GOV_INFO, Outcome.ARCHIVES_LAW)),
)
_OPINIONS = (
    (Opinion.CONSENT.value, "同意公开"),
    (Opinion.OBJECTION.value, "不同意公开"),
    (Opinion.SILENCE.value, "逾期未答复"),
)
_TEXTS = ("article", "facts", "reasons", "law", "classification", "duty", "weighing", "way")
# 要件 → 编辑页上的栏；没有列出的要件由程序中的事实给出
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "article": ("article",),
    "facts": ("facts",),
    "reasons": ("reasons",),
    "named_kind": ("facts", "reasons"),
    "classification": ("classification",),
    "forbidding_law": ("law",),
    "regime_law": ("law",),
    "regime_place": ("pointer",),
    "channel": ("pointer",),
    "publication_way": ("pointer",),
    "source": ("pointer",),
    "responsible_organ": ("pointer",),
    "duty_or_search": ("duty", "searches"),
    "search": ("searches",),
    "third_party": ("third_parties",),
    "disclosure": ("third_parties", "weighing"),
    "weighing": ("weighing",),
    "provided": ("provided",),
    "way": ("way",),
    "withheld": ("withheld",),
    "earlier": ("earlier",),
}


class OutcomeForm(forms.Form):
    """Which reply is written."""

    outcome = forms.ChoiceField(label="答复结果")

    def __init__(self, *args: Any, only: frozenset[Outcome] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["outcome"]
        field.choices = [("", "请选择"), *_grouped(only)]


def _grouped(only: frozenset[Outcome] | None) -> list[tuple[str, list[tuple[str, str]]]]:
    groups = []
    for label, outcomes in GROUPS:
        pairs = [(each.value, each.label) for each in outcomes if only is None or each in only]
        if pairs:
            groups.append((label, pairs))
    return groups


class DraftForm(forms.Form):
    """The texts of a reply; no field is required here: what is missing is told beside."""

    article = forms.CharField(label="依据的条款", max_length=300, required=False)
    facts = words("认定的事实", required=False, hint="是什么信息，由谁在何时制作或者获取。")
    reasons = words("理由", required=False, hint="这份信息为什么符合所用的条款；不能只重复条文。")
    law = forms.CharField(label="法律、行政法规的名称和条款", max_length=300, required=False)
    classification = words("定密依据", rows=2, required=False, hint="只入卷，不写进答复。")
    duty = words("属于其他机关职责的依据", rows=2, required=False)
    weighing = words("对公共利益的衡量", rows=3, required=False)
    provided = words("提供的信息", rows=3, required=False, hint="一行一份；文件在送达时上传。")
    way = words("提供的方式、途径和时间", rows=2, required=False)
    pointer_organ = forms.CharField(label="机关名称", max_length=100, required=False)
    pointer_contact = forms.CharField(label="联系方式", max_length=200, required=False)
    pointer_address = forms.CharField(
        label="网址或者地址", max_length=500, required=False, help_text="写到具体页面。"
    )
    pointer_way = forms.CharField(label="怎样获取", max_length=300, required=False)
    pointer_unknown = forms.CharField(
        label="不能确定负责机关的原因", max_length=300, required=False
    )
    earlier_number = forms.CharField(label="先前答复的文号", max_length=80, required=False)
    earlier_on = DayField(label="先前答复的日期", required=False)


class SearchForm(forms.Form):
    """One search."""

    where = forms.CharField(label="在哪里查", max_length=300, required=False)
    by = forms.CharField(label="谁查的", max_length=60, required=False)
    words = forms.CharField(label="检索词", max_length=200, required=False)
    on = DayField(label="哪天查的", required=False)


class WithheldForm(forms.Form):
    """One part that is not given."""

    part = forms.CharField(label="不公开的部分", max_length=300, required=False)
    outcome = forms.ChoiceField(label="理由的种类", required=False)
    reason = forms.CharField(
        label="理由", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=5000
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["outcome"]
        field.choices = [("", "请选择"), *((each.value, each.label) for each in separable())]


class PartyForm(forms.Form):
    """One third party: from the consultation, or why nobody could be asked."""

    asked_on = DayField(label="征求意见的日期", required=False)
    reply_by = DayField(label="期限届满日", required=False)
    opinion = forms.ChoiceField(
        label="意见",
        required=False,
        choices=[("", "还没有"), *_OPINIONS],
    )
    objection = forms.CharField(
        label="不同意的理由",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    impossible = forms.CharField(label="无法征求的原因", max_length=300, required=False)
    told_on = DayField(
        label="告知第三方的日期", required=False, help_text="不同意而决定公开的，先办“告知第三方”。"
    )


PREFIXES: tuple[tuple[str, type[forms.Form], str], ...] = (
    ("searches", SearchForm, "检索记录"),
    ("withheld", WithheldForm, "不公开的部分"),
    ("third_parties", PartyForm, "第三方意见"),
)
_SETS: dict[str, Any] = {
    prefix: formset_factory(form, extra=1, max_num=50, absolute_max=60)
    for prefix, form, _ in PREFIXES
}


class Editor:
    """The whole editor of one reply; ``draft`` is what it says once ``is_valid``."""

    def __init__(self, base: Draft, data: Any = None) -> None:
        self.base = base
        self.form = DraftForm(data, initial=_initial(base))
        self.sets: dict[str, Any] = {
            prefix: _SETS[prefix](data, prefix=prefix, initial=_rows(base, prefix))
            for prefix, _, _ in PREFIXES
        }
        for each in self.sets.values():
            each.extra = 0 if each.initial else 1

    def is_valid(self) -> bool:
        """Whether every field could be read."""
        return all([self.form.is_valid(), *(each.is_valid() for each in self.sets.values())])

    def draft(self) -> Draft:
        """The draft as typed, with the facts of the procedure of the base."""
        data = self.form.cleaned_data
        texts = {name: data[name].strip() for name in _TEXTS}
        names = ("organ", "contact", "address", "way", "unknown")
        pointer = Pointer(**{name: data[f"pointer_{name}"].strip() for name in names})
        number, on = data["earlier_number"].strip(), data["earlier_on"]
        return replace(
            self.base,
            **texts,
            provided=tuple(line.strip() for line in data["provided"].splitlines() if line.strip()),
            pointer=pointer,
            searches=tuple(Search(**row) for row in self._filled("searches")),
            withheld=tuple(_withheld(row) for row in self._filled("withheld")),
            third_parties=tuple(_party(row) for row in self._filled("third_parties")),
            earlier=Earlier(number, on) if number or on else None,
        )

    def sections(self) -> tuple[list[str], list[str]]:
        """The names of the sections the outcome needs, in order, and of the others."""
        wanted = wanted_sections(self.base)
        every = dict.fromkeys(name for names in SECTIONS.values() for name in names)
        return wanted, [name for name in every if name not in wanted]

    def _filled(self, prefix: str) -> list[dict[str, Any]]:
        rows = [form.cleaned_data for form in self.sets[prefix] if hasattr(form, "cleaned_data")]
        return [row for row in rows if any(row.values())]


def wanted_sections(draft: Draft) -> list[str]:
    """The sections of the editor that an outcome needs; a partial reply may need them all."""
    outcomes: Sequence[Outcome] = [draft.outcome, *(part.outcome for part in draft.withheld)]
    pieces = [piece for outcome in outcomes for piece in defence.pieces(outcome)]
    found = dict.fromkeys(name for piece in pieces for name in SECTIONS.get(piece, ()))
    found |= dict.fromkeys(("facts", "reasons"))
    if draft.outcome not in (Outcome.REFUSE_THIRD_PARTY, Outcome.PARTIAL) and not (
        draft.third_parties
    ):
        found.pop("third_parties", None)
        found.pop("weighing", None)
    return list(found)


def more(data: Any, prefix: str) -> Any:
    """The sent data with one more row of a set."""
    copy = data.copy()
    key = f"{prefix}-TOTAL_FORMS"
    if prefix in _SETS and copy.get(key, "").isdigit():
        copy[key] = str(min(int(copy[key]) + 1, 50))
    return copy


def _initial(draft: Draft) -> dict[str, Any]:
    pointer = draft.pointer
    initial = {name: getattr(draft, name) for name in _TEXTS}
    initial |= {"provided": "\n".join(draft.provided)}
    initial |= {f"pointer_{name}": value for name, value in vars(pointer).items()}
    if draft.earlier:
        initial |= {"earlier_number": draft.earlier.number, "earlier_on": draft.earlier.on}
    return initial


def _rows(draft: Draft, prefix: str) -> list[dict[str, Any]]:
    return [dict(vars(row)) for row in getattr(draft, prefix)]


def _withheld(row: dict[str, Any]) -> Withheld:
    outcome = Outcome(row["outcome"]) if row["outcome"] else Outcome.PARTIAL
    return Withheld(row["part"].strip(), outcome, row["reason"].strip())


def _party(row: dict[str, Any]) -> ThirdParty:
    opinion = Opinion(row["opinion"]) if row["opinion"] else None
    return ThirdParty(**row | {"opinion": opinion})
