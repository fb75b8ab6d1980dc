"""Addresses of what is public; stable, in lower case, without a query (SIT-10)."""

from django.urls import URLPattern

app_name = "info"

urlpatterns: list[URLPattern] = []
