"""Addresses of proactive publication on the desk."""

from mingbai.records.desk import batch_urls, column_urls, list_urls, work_urls

app_name = "records"

urlpatterns = [
    *list_urls.urlpatterns,
    *batch_urls.urlpatterns,
    *column_urls.urlpatterns,
    *work_urls.urlpatterns,
]
