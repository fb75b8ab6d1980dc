"""The tags: fields with their errors, page links, findings, days, dates (A11-07)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory

from mingbai.rules.findings import Finding, Severity
from mingbai.ui import dates


class Sample(forms.Form):
    """One field of each kind that is marked up differently."""

    title = forms.CharField(label="标题", help_text="不超过一百字。")
    day = forms.DateField(label="收到日期", required=False)
    kind = forms.ChoiceField(label="申请人", choices=[("a", "甲")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="我已核对")
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


def render(source: str, **context: Any) -> str:
    request = RequestFactory().get("/list/", {"state": "open", "page": "2"})
    return Template(source).render(RequestContext(request, context))


def test_a_field_has_label_hint_and_is_described_by_it() -> None:
    html = render("{% form_fields form %}", form=Sample())
    assert '<label for="id_title">标题</label>' in html
    assert 'id="id_title_helptext">不超过一百字。' in html
    assert 'aria-describedby="id_title_helptext"' in html
    assert "（选填）" in html.split("收到日期")[1].split("</label>")[0]
    assert 'name="token"' in html
    assert "error-summary" not in html


def test_an_error_stands_in_the_summary_and_at_the_field() -> None:
    html = render("{% form_fields form %}", form=Sample({"day": "昨天"}))
    assert 'role="alert"' in html
    assert '<a href="#id_title">标题：请填写标题。</a>' in html
    assert '<a href="#id_kind">申请人：请选择申请人。</a>' in html
    assert '<a href="#id_sure">我已核对：请勾选“我已核对”。</a>' in html
    assert '<span class="error" id="id_day_error">这不是日期。请写成 2026-11-02' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_a_page_says_of_the_whole_form_is_shown() -> None:
    form = Sample({"title": "甲"})
    form.add_error(None, "期限已过，不能延长。")
    assert "<li>期限已过，不能延长。</li>" in render("{% form_fields form %}", form=form)


def test_what_people_typed_is_escaped() -> None:
    html = render("{% form_fields form %}", form=Sample({"title": '"><script>'}))
    assert "<script>" not in html


def test_page_links_keep_the_filters() -> None:
    page = Paginator(range(100), 20).page(2)
    html = render("{% page_links page %}", page=page)
    assert 'href="?state=open&amp;page=3"' in html
    assert '<span aria-current="page">2</span>' in html
    assert "第2页，共5页，100条" in html


def test_no_page_links_for_an_empty_list() -> None:
    assert render("{% page_links page %}", page=Paginator([], 20).page(1)).strip() == ""


def test_a_finding_shows_both_sides_and_what_to_do() -> None:
    found = Finding("T3-R1", Severity.ERROR, "收支不平", "t3.1", 34, 0, "请核对。", "格式说明")
    html = render("{% finding f %}", f=found)
    for words in ("错误", "收支不平", "应为：34", "实为：0", "请核对。", "格式说明", "T3-R1"):
        assert words in html


@pytest.mark.parametrize(
    ("workdays", "words", "tone"),
    [
        (12, "剩 12 个工作日", "green"),
        (6, "剩 6 个工作日", "green"),
        (5, "剩 5 个工作日", "amber"),
        (0, "今日到期", "danger"),
        (-2, "逾期 2 个工作日", "danger"),
    ],
)
def test_days_left_is_a_word_and_a_tone(workdays: int, words: str, tone: str) -> None:
    html = render("{% days_left n %}", n=workdays)
    assert html.strip() == f'<span class="pill {tone}">{words}</span>'


def test_an_entry_whose_page_does_not_exist_is_left_out() -> None:
    assert render('{% nav_entry "nobody:home" "无" %}').strip() == ""
    assert 'href="/due/"' in render('{% nav_entry "portal:due" "期限计算" %}')


def test_the_breadcrumb_ends_with_this_page() -> None:
    html = render('{% breadcrumb "首页" "/" "年报" "/reports/" "2019年" %}')
    assert '<a href="/reports/">年报</a>' in html
    assert '<li aria-current="page">2019年</li>' in html


def test_dates_are_of_shanghai() -> None:
    late = datetime(2026, 11, 1, 16, 30, tzinfo=UTC)
    assert dates.chinese_date(late) == "2026年11月2日（周一）"
    assert dates.short_date(late) == "2026-11-02"
    assert dates.short_time(late) == "2026-11-02 00:30"
    assert dates.chinese_date(date(2026, 11, 2)) == "2026年11月2日（周一）"
    assert dates.short_date(None) == ""


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.973, "97.3%"), (Decimal("0.0005"), "0.1%"), (1, "100.0%"), (None, "—"), (0, "0.0%")],
)
def test_a_share_has_one_decimal(share: Any, words: str) -> None:
    assert dates.percent(share) == words


def test_messages_are_announced() -> None:
    message = SimpleNamespace(tags="success", __str__=lambda: "好")
    html = render('{% include "ui/messages.html" with messages=told %}', told=[message])
    assert 'role="status"' in html
    assert 'class="message success"' in html
