"""Addresses of the ledger of remedies, below /desk/remedies/."""

from django.urls import path

from mingbai.files.flow import ImportFlow
from mingbai.remedies import views
from mingbai.remedies.importing import RemedyLedger

app_name = "remedies"

urlpatterns = [
    path("", views.ledger, name="list"),
    path("export.<str:suffix>", views.download, name="export"),
    path("new/", views.register, name="register"),
    path("removed/", views.removed, name="removed"),
    *ImportFlow(RemedyLedger()).urls,
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/amend/", views.amend, name="amend"),
    path("<uuid:key>/conclude/", views.conclude, name="conclude"),
    path("<uuid:key>/remove/", views.remove, name="remove"),
]
