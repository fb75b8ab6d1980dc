"""Every address of the product."""

from django.urls import include, path

from mingbai.portal import health

handler500 = "mingbai.ui.views.broken"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("mingbai.accounts.urls")),
    path("desk/people/", include("mingbai.accounts.people_urls")),
    path("desk/organs/", include("mingbai.desk.tree.urls")),
    path("desk/audit/", include("mingbai.desk.log.urls")),
    path("desk/reports/", include("mingbai.reports.urls")),
    path("desk/oversight/", include("mingbai.oversight.urls")),
    path("desk/applications/", include("mingbai.applications.urls")),
    path("desk/outbox/", include("mingbai.outbox.urls")),
    path("desk/remedies/", include("mingbai.remedies.urls")),
    path("desk/documents/", include("mingbai.documents.urls")),
    path("desk/records/", include("mingbai.records.urls")),
    path("desk/", include("mingbai.desk.urls")),
    path("", include("mingbai.portal.apply.urls")),
    path("", include("mingbai.portal.info.urls")),
    path("", include("mingbai.portal.urls")),
]
