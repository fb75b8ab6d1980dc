"""Addresses of the desk: the officers' lists."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
