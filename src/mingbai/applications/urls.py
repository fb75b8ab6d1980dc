"""Addresses of the ledger of applications, below /desk/applications/."""

from django.urls import path

from mingbai.applications import views
from mingbai.applications.importing import ApplicationLedger
from mingbai.files.flow import ImportFlow

app_name = "applications"

urlpatterns = [
    path("", views.ledger, name="list"),
    path("export.<str:suffix>", views.download, name="export"),
    path("new/", views.register, name="register"),
    path("removed/", views.removed, name="removed"),
    *ImportFlow(ApplicationLedger()).urls,
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/amend/", views.amend, name="amend"),
    path("<uuid:key>/conclude/", views.conclude, name="conclude"),
    path("<uuid:key>/remove/", views.remove, name="remove"),
]
