"""Addresses of the portal."""

from django.urls import path

from mingbai.portal import views
from mingbai.ui.views import preferences

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("preferences/", preferences, name="preferences"),
]
