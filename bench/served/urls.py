"""The product's addresses, and the plain views it is compared with."""

from django.urls import include, path

from bench.served import plain
from mingbai.urls import handler500

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    path("plain/", plain.rows),
    path("plain/new/", plain.form),
    path("plain/<int:key>/", plain.row),
    path("", include("mingbai.urls")),
]
