"""Addresses of the desk: imports of an existing site."""

from django.urls import URLPattern, path

from mingbai.records.desk import batch_acts, batch_views

urlpatterns: list[URLPattern] = [
    path("batches/", batch_views.batches_page, name="batches"),
    path("batches/new/", batch_acts.new, name="batch_new"),
    path("batches/template.<str:suffix>", batch_views.template, name="batch_template"),
    path("batches/<int:pk>/", batch_views.batch_page, name="batch"),
    path("batches/<int:pk>/report.<str:suffix>", batch_views.report, name="batch_report"),
    path("batches/<int:pk>/rows/<int:number>/", batch_views.row_page, name="batch_row"),
    path("batches/<int:pk>/rows/<int:number>/out/", batch_acts.out, name="batch_row_out"),
    path("batches/<int:pk>/go-on/", batch_acts.go_on, name="batch_go_on"),
    path("batches/<int:pk>/review/", batch_acts.review, name="batch_review"),
    path("batches/<int:pk>/drop/", batch_acts.drop, name="batch_drop"),
]
