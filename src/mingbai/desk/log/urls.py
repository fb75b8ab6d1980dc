"""Address of the log."""

from django.urls import path

from mingbai.desk.log import views

app_name = "audit"

urlpatterns = [path("", views.log, name="log")]
