"""Addresses of the desk: imports of an existing site."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
