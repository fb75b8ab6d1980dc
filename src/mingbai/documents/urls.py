"""Addresses of the desk for papers: texts, examples, number formats."""

from django.urls import path

from mingbai.documents import views

app_name = "documents"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/", views.kinds, name="kinds"),
    path("<slug:code>/numbers/<slug:series>/", views.numbers, name="numbers"),
    path("<slug:code>/<slug:kind>/", views.edit, name="edit"),
    path("<slug:code>/<slug:kind>/seen/", views.seen, name="seen"),
    path("<slug:code>/<slug:kind>/example.<slug:form>", views.example, name="example"),
]
