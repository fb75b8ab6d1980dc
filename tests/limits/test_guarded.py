"""The guard of public forms: a program in half a second is refused, a person is not (ABU-01)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string

from mingbai.limits.guarded import Guarded
from tests.factories import NOON


class Letter(Guarded, forms.Form):
    """A form as an app writes one."""

    text = forms.CharField(label="内容")


def opened(at: datetime = NOON) -> str:
    return Letter(at=at).next_seal


def sent(after: float, **facts: Any) -> Letter:
    data = {"seal": opened(), "text": "某道路的批准文件", "homepage": ""} | facts
    return Letter(data, at=NOON + timedelta(seconds=after))


def test_a_person_passes() -> None:
    form = sent(30)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"text": "某道路的批准文件"}


@pytest.mark.parametrize(
    ("after", "facts", "told"),
    [
        (0.5, {}, "提交得太快"),
        (24 * 3600 + 1, {}, "超过一天"),
        (30, {"homepage": "http://spam.example"}, "看不见、不必填写"),
        (30, {"seal": ""}, "没有收到本页的校验信息"),
        (30, {"seal": "1578628800:forged"}, "没有收到本页的校验信息"),
    ],
    ids=["半秒就提交", "隔了一天", "填了看不见的栏", "没有校验信息", "伪造"],
)
def test_what_is_refused_keeps_what_was_typed(
    after: float, facts: dict[str, str], told: str
) -> None:
    form = sent(after, **facts)
    assert not form.is_valid()
    assert told in str(form.non_field_errors())
    assert "再提交" in str(form.non_field_errors())
    assert "某道路的批准文件" in str(form["text"])


def test_after_a_refusal_the_same_opening_counts() -> None:
    quick = sent(1)
    assert not quick.is_valid()
    assert sent(4, seal=quick.next_seal).is_valid(), "nobody waits twice"
    late = sent(2 * 24 * 3600)
    again = NOON + timedelta(seconds=2 * 24 * 3600 + 5)
    assert Letter({"seal": late.next_seal, "text": "x"}, at=again).is_valid()


def test_the_trap_is_hidden_from_people_and_emptied() -> None:
    form = sent(30, homepage="自动填充")
    shown = render_to_string("limits/guard.html", {"form": form})
    assert 'aria-hidden="true"' in shown
    assert 'tabindex="-1"' in shown
    assert 'autocomplete="off"' in shown
    assert "自动填充" not in shown
    assert [field.name for field in form.visible_fields()] == ["text"]
    assert form.hidden_fields() == []
