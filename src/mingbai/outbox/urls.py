"""Addresses of the outbox at the desk."""

from django.urls import path

from mingbai.outbox import views

app_name = "outbox"

urlpatterns = [
    path("", views.messages_list, name="list"),
    path("<uuid:key>/", views.message, name="message"),
    path("<uuid:key>/retry/", views.retry, name="retry"),
]
