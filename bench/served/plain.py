"""What Django alone needs: a form of the same size into one row, fifty rows as a list."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template import engines

AT = datetime(2026, 1, 4, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
FIELDS = ("name", "identity", "phone", "address")
LISTED = 50
_FORM = """<!doctype html><title>plain</title><form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">{{ form.as_p }}</form>"""
_ROW = "<!doctype html><title>plain</title><p>{{ row.pk }} {{ row.name }} {{ row.description }}</p>"
_ROWS = """<!doctype html><title>plain</title><p>{{ count }}</p><table>{% for row in rows %}
<tr><td>{{ row.pk }}<td>{{ row.name }}<td>{{ row.due_on|date }}<td>{{ row.description }}</tr>
{% endfor %}</table>"""


class Plain(models.Model):
    """One row with everything that was typed."""

    name = models.CharField(max_length=100)
    identity = models.CharField(max_length=40)
    phone = models.CharField(max_length=30)
    address = models.CharField(max_length=200)
    description = models.TextField()
    due_on = models.DateField(null=True, db_index=True)

    objects: ClassVar[models.Manager["Plain"]] = models.Manager()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.name


class PlainForm(forms.ModelForm):  # type: ignore[type-arg]
    """The fields of the row."""

    class Meta:
        model = Plain
        fields = (*FIELDS, "description")


def make_table() -> None:
    """The table, where it is not there yet."""
    if Plain._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Plain)


def form(request: HttpRequest) -> HttpResponse:
    """Shown with a CSRF token, saved, led on."""
    shown = PlainForm(request.POST or None)
    if request.method == "POST" and shown.is_valid():
        return redirect(f"/plain/{shown.save().pk}/")
    return _page(_FORM, {"form": shown, "token": get_token(request)})


def row(request: HttpRequest, key: int) -> HttpResponse:
    """One row."""
    return _page(_ROW, {"row": Plain.objects.get(pk=key)})


def rows(request: HttpRequest) -> HttpResponse:
    """The fifty due first, and how many there are."""
    found = Plain.objects.order_by("due_on", "pk")
    return _page(_ROWS, {"rows": found[:LISTED], "count": Plain.objects.count()})


def _page(text: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(text).render(context))
