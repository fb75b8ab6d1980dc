"""Addresses of the ledger of applications, below /desk/applications/."""

from django.urls import include, path

from mingbai.applications.importing import ApplicationLedger
from mingbai.applications.views import PAGES
from mingbai.files.flow import ImportFlow

app_name = "applications"

urlpatterns = [
    path("cases/", include("mingbai.applications.desk.urls")),
    *PAGES.urls,
    *ImportFlow(ApplicationLedger()).urls,
]
