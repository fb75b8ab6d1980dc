"""Addresses of the tree."""

from django.urls import path

from mingbai.desk.tree import views

app_name = "organs"

urlpatterns = [
    path("", views.tree, name="tree"),
    path("add/", views.add, name="add"),
    path("<slug:code>/", views.organ, name="organ"),
    path("<slug:code>/amend/", views.amend, name="amend"),
    path("<slug:code>/describe/", views.describe, name="describe"),
    path("<slug:code>/move/", views.move, name="move"),
    path("<slug:code>/merge/", views.merge, name="merge"),
]
