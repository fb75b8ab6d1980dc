"""Addresses of the ledger of applications, below /desk/applications/."""

from mingbai.applications.importing import ApplicationLedger
from mingbai.applications.views import PAGES
from mingbai.files.flow import ImportFlow

app_name = "applications"

urlpatterns = [*PAGES.urls, *ImportFlow(ApplicationLedger()).urls]
