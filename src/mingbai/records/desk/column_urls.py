"""Addresses of the desk: columns and obligations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
