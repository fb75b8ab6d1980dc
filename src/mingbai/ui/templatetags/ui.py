"""Filters and tags that every template may use."""

from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.forms import (
    BaseForm,
    BooleanField,
    BoundField,
    CheckboxInput,
    ChoiceField,
    DateField,
    Field,
)
from django.template import Context
from django.urls import NoReverseMatch, reverse

from mingbai.ui import appearance, dates, months

register = template.Library()

register.filter("chinese_date", dates.chinese_date)
register.filter("short_date", dates.short_date)
register.filter("short_time", dates.short_time)
register.filter("percent", dates.percent)

SEVERITIES = {"error": "错误", "warn": "警告", "info": "提示"}


@register.simple_tag(takes_context=True)
def reading_choice(context: Context) -> appearance.Appearance:
    """How the reader wants to see the page, from the cookies."""
    request = context.get("request")
    return appearance.from_cookies(request.COOKIES if request else {})


@register.simple_tag(takes_context=True)
def current_site(context: Context) -> Any:
    """The site of the request, None before any is set up; allauth puts another ``site`` in ours."""
    return getattr(context.get("request"), "site", None) or None


@register.simple_tag
def optional_url(name: str, *args: Any) -> str:
    """The address of a named page, empty while no page has that name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("ui/nav_entry.html", takes_context=True)
def nav_entry(context: Context, name: str, label: str, *, exact: bool = False) -> dict[str, Any]:
    """An entry of a navigation, left out while its page does not exist."""
    address = optional_url(name)
    path = context["request"].path if "request" in context else ""
    here = path == address if exact else bool(address) and path.startswith(address)
    return {"address": address, "label": label, "here": here}


@register.inclusion_tag("ui/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """The error summary, then every field with label, hint and error (A11-07)."""
    return {"form": form, "single_errors": single_errors(form)}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Only the summary, for forms that set their fields themselves."""
    return {"form": form, "single_errors": single_errors(form)}


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, *, label: str = "", mark_optional: bool = True) -> dict[str, Any]:
    """One field with its label, hint and errors, tied together for screen readers."""
    words = label or bound.label
    if bound.field.widget.attrs.get("placeholder") == words:  # says nothing the label does not
        del bound.field.widget.attrs["placeholder"]
    return {
        "field": bound,
        "label": words,
        "errors": error_texts(bound),
        "optional": mark_optional and not bound.field.required,
        "check": isinstance(bound.field.widget, CheckboxInput),
        "group": bound.field.widget.use_fieldset,
    }


def single_errors(form: BaseForm) -> list[tuple[BoundField, str]]:
    """Each error with its field, in the order of the fields; hidden fields included."""
    return [(bound, error) for bound in form for error in error_texts(bound)]


def error_texts(bound: BoundField) -> list[str]:
    """The errors of a field in our words: the general ones of Django name no field and no form."""
    found = bound.form.errors.as_data().get(bound.name, [])
    return [text for error in found for text in _in_our_words(bound, error)]


def _in_our_words(bound: BoundField, error: ValidationError) -> list[str]:
    general = error.message == Field.default_error_messages["required"]
    if error.code == "required" and general:
        verb = "选择" if isinstance(bound.field, ChoiceField) else "填写"
        confirm = isinstance(bound.field, BooleanField)
        return [f"请勾选“{bound.label}”。" if confirm else f"请{verb}{bound.label}。"]
    if error.message == DateField.default_error_messages["invalid"]:
        return ["这不是日期。请写成 2026-11-02 或者 2026年11月2日。"]
    return [str(text) for text in error]


@register.inclusion_tag("ui/page_links.html", takes_context=True)
def page_links(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list; the filters in the address stay."""
    paginator = page.paginator
    return {
        "page": page,
        "numbers": list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
        "gap": paginator.ELLIPSIS,
        "request": context["request"],
    }


@register.inclusion_tag("ui/finding.html")
def finding(found: Any) -> dict[str, Any]:
    """A finding: its weight as a word, both sides, what to do, the basis."""
    severity = str(found.severity)
    sides = found.expected is not None or found.found is not None
    return {"f": found, "severity": severity, "word": SEVERITIES[severity], "sides": sides}


@register.inclusion_tag("ui/empty.html")
def empty(text: str) -> dict[str, str]:
    """What to say where a list has nothing: why, and what to do."""
    return {"text": text}


@register.inclusion_tag("ui/pill.html")
def pill(text: str, tone: str = "plain") -> dict[str, str]:
    """A word in a coloured frame; tone is green, amber, danger or plain."""
    return {"text": text, "tone": tone}


@register.inclusion_tag("ui/pill.html")
def days_left(workdays: int, *, soon: int = 5) -> dict[str, str]:
    """Working days left as a word with a number; negative means overdue."""
    if workdays < 0:
        return {"text": f"逾期 {-workdays} 个工作日", "tone": "danger"}
    if workdays == 0:
        return {"text": "今日到期", "tone": "danger"}
    tone = "amber" if workdays <= soon else "green"
    return {"text": f"剩 {workdays} 个工作日", "tone": tone}


@register.inclusion_tag("ui/breadcrumb.html")
def breadcrumb(*steps: str) -> dict[str, Any]:
    """当前位置: pairs of word and address, the last word (this page) without one."""
    pairs = list(zip(steps[0:-1:2], steps[1::2], strict=True))
    return {"pairs": pairs, "here": steps[-1]}


@register.inclusion_tag("ui/explained_days.html")
def explained_days(explanation: Any) -> dict[str, Any]:
    """怎样算出: months as small grids, every day with its reason (an Explanation of the rules)."""
    return {"explanation": explanation, "calendar": months.lay_out(explanation)}
