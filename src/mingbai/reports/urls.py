"""Addresses of the report's screens, below /desk/reports/."""

from django.urls import path

from mingbai.reports.views import board, review, typing, workbench

app_name = "reports"

_AT = "<slug:code>/<int:year>/"

urlpatterns = [
    path("", board.index, name="index"),
    path(_AT, workbench.report, name="report"),
    path(_AT + "cell/<path:cell_id>/", workbench.cell, name="cell"),
    path(_AT + "table-two/", typing.table_two, name="table_two"),
    path(_AT + "text/", typing.write, name="write"),
    path(_AT + "years/", typing.over_years, name="over_years"),
    path(_AT + "draft.<slug:form>", workbench.draft_file, name="draft_file"),
    path(_AT + "seal/", review.seal, name="seal"),
    path(_AT + "version/<int:number>/", review.version, name="version"),
    path(_AT + "version/<int:number>/publish/", review.publish, name="publish"),
    path(_AT + "version/<int:number>/report.<slug:form>", review.download, name="version_file"),
]
