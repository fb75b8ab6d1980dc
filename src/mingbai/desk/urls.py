"""Addresses of the desk."""

from django.urls import path

from mingbai.desk import feed, views
from mingbai.portal.gallery import gallery_for_officers

app_name = "desk"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("feed/<str:token>.ics", feed.feed, name="feed"),
    path("gallery/", gallery_for_officers, name="gallery"),
]
