"""Addresses of the portal."""

from django.urls import path

from mingbai.portal import views
from mingbai.portal.due import due
from mingbai.portal.gallery import gallery
from mingbai.ui.views import preferences

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("due/", due, name="due"),
    path("gallery/", gallery, name="gallery"),
    path("preferences/", preferences, name="preferences"),
]
