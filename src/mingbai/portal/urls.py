"""Addresses of the portal."""

from django.urls import path

from mingbai.portal import checkup, reports, views
from mingbai.portal.due import due
from mingbai.portal.gallery import gallery
from mingbai.ui.views import preferences

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("checkup/", checkup.checkup, name="checkup"),
    path("checkup/result.json", checkup.download, name="checkup_json"),
    path("due/", due, name="due"),
    path("gallery/", gallery, name="gallery"),
    path("reports/", reports.index, name="reports"),
    path("reports/<slug:code>/<int:year>/", reports.page, name="report"),
    path(
        "reports/<slug:code>/<int:year>/report.<slug:form>",
        reports.download,
        name="report_file",
    ),
    path("preferences/", preferences, name="preferences"),
]
