"""The product's addresses, and the plain views it is compared with."""

from django.urls import include, path

from bench.served import plain

urlpatterns = [
    path("plain/", plain.rows),
    path("plain/new/", plain.form),
    path("plain/<int:key>/", plain.row),
    path("", include("mingbai.urls")),
]
