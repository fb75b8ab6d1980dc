"""Addresses of the desk: the officers' lists."""

from django.urls import URLPattern, path

from mingbai.records.desk import list_export, list_many, list_views, list_waiting

urlpatterns: list[URLPattern] = [
    path("", list_views.records, name="list"),
    path("reviews/", list_waiting.reviews, name="reviews"),
    path("scheduled/", list_waiting.scheduled, name="scheduled"),
    path("many/", list_many.many, name="many"),
    path("views/", list_views.view_save, name="view_save"),
    path("views/<int:key>/delete/", list_views.view_delete, name="view_delete"),
    path("export.<str:suffix>", list_export.listed, name="export"),
    path("<uuid:key>/bundle.zip", list_export.bundle, name="bundle"),
]
