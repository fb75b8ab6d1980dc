"""Pages that only the browser tests serve: a form with a body, a page that shows bodies."""

import json
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils.safestring import mark_safe

from mingbai.prose.cleaning import clean
from mingbai.records.desk.editor import BodyField
from mingbai.urls import urlpatterns as ours
from tests.prose.hostile import CORPUS

EDIT = """{% extends "ui/base.html" %}{% load static %}
{% block title %}起草{% endblock %}
{% block head %}{{ form.media }}{% endblock %}
{% block body_class %}desk{% endblock %}
{% block shell %}<div class="wide"><nav class="desk-words" aria-label="工作台"></nav>
<main id="main"><h1>起草</h1>
<form method="post">{% csrf_token %}{% form_fields form %}
<div class="buttons"><button>保存</button></div>
</form>{% if saved %}<pre id="saved">{{ saved }}</pre>{% endif %}
</main></div>{% endblock %}"""
SHOW = """{% extends "ui/base.html" %}{% load static %}
{% block title %}正文{% endblock %}
{% block head %}<link rel="stylesheet" href="{% static 'ui/prose.css' %}">{% endblock %}
{% block shell %}<main id="main" class="frame"><h1>关于印发政务公开工作要点的通知</h1>
<div class="document-body">{{ body }}</div></main>{% endblock %}"""
bodies: dict[str, str] = {}


class BodyForm(forms.Form):
    """A title and a body."""

    title = forms.CharField(label="标题", required=False)
    body = BodyField(help_text="可以直接从 Word 粘贴。")


def _page(request: HttpRequest, source: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def edit(request: HttpRequest) -> HttpResponse:
    """The form; what was saved is shown under it."""
    form = BodyForm(request.POST or None, initial={"body": bodies.get("edit", "")})
    saved = form.cleaned_data["body"] if form.is_valid() else ""
    return _page(request, EDIT, {"form": form, "saved": saved})


def show(request: HttpRequest, name: str) -> HttpResponse:
    """A body as it would be published."""
    return _page(request, SHOW, {"body": mark_safe(bodies[name])})  # noqa: S308


def hostile(request: HttpRequest) -> HttpResponse:
    """Every hostile text, cleaned, with no content policy to help; the raw ones beside as data."""
    cleaned = "".join(f"<section>{clean(text)}</section>" for text in CORPUS)
    texts = json.dumps([clean(text) for text in CORPUS]).replace("<", "\\u003c")
    page = f"<!doctype html><title>x</title>{cleaned}<script>window.texts={texts}</script>"
    response = HttpResponse(page)
    response["Content-Security-Policy"] = "default-src * 'unsafe-inline' 'unsafe-eval' data:"
    return response


urlpatterns = [
    *ours,
    path("scratch/edit/", edit),
    path("scratch/show/<slug:name>/", show),
    path("scratch/hostile/", hostile),
]
