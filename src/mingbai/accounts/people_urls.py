"""Addresses of 人员: the accounts and posts of the organs in reach."""

from django.urls import path

from mingbai.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.add, name="add"),
    path("<uuid:key>/", views.person, name="person"),
    path("<uuid:key>/appoint/", views.appoint, name="appoint"),
    path("<uuid:key>/<slug:move>/", views.change, name="change"),
    path("posts/<uuid:key>/end/", views.end_post, name="end_post"),
]
