"""Addresses of the desk: working on one record."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
