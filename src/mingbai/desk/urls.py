"""Addresses of the desk."""

from django.urls import path

from mingbai.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.inbox, name="inbox"),
]
