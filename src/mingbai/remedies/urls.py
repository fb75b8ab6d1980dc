"""Addresses of the ledger of remedies, below /desk/remedies/."""

from mingbai.files.flow import ImportFlow
from mingbai.remedies.importing import RemedyLedger
from mingbai.remedies.views import PAGES

app_name = "remedies"

urlpatterns = [*PAGES.urls, *ImportFlow(RemedyLedger()).urls]
