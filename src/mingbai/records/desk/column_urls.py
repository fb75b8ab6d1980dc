"""Addresses of the desk: columns and obligations."""

from django.urls import URLPattern, path, re_path

from mingbai.records.desk import column_views, findings_views, matrix_views, step_views

urlpatterns: list[URLPattern] = [
    path("columns/", column_views.tree, name="columns"),
    path("columns/of/<int:site>/add/", column_views.add, name="column_add"),
    path("columns/of/<int:site>/plant/", column_views.plant, name="columns_plant"),
    path("columns/<int:pk>/", column_views.edit, name="column_edit"),
    path("columns/<int:pk>/close/", column_views.close, name="column_close"),
    path("matrix/", matrix_views.matrix, name="matrix"),
    re_path(r"^matrix\.(?P<kind>csv|xlsx)$", matrix_views.matrix_file, name="matrix_file"),
    path("steps/", step_views.listed, name="steps"),
    path("steps/<int:pk>/waive/", step_views.waive, name="step_waive"),
    path("findings/", findings_views.listed, name="findings"),
    path("matrix/<slug:code>/<slug:item>/", matrix_views.obligation, name="obligation"),
]
