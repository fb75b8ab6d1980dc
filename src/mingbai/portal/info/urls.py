"""Addresses of what is public; stable, in lower case, without a query (SIT-10)."""

from django.urls import path, re_path

from mingbai.portal.info import catalogue, data, lists, platform, record

app_name = "info"
# 索引号的两段：信用代码（或旧的机构代码）和“年-流水号”；先写固定的地址，再写它
NUMBER = r"(?P<code>[0-9A-Za-z]{8,18}(?:-[0-9A-Za-z])?)/(?P<serial>[0-9]{4,6}-[0-9]{3,8})"

urlpatterns = [
    path("info/", lists.index, name="index"),
    path("info/data/", data.fields, name="fields"),
    path("info/columns/<slug:code>/", lists.column, name="column"),
    path("info/columns/<slug:code>/rss.xml", lists.column_rss, name="column_rss"),
    path("info/organs/<slug:code>/", platform.statutory, name="platform"),
    path("info/organs/<slug:code>/items/<slug:item>/", platform.statutory, name="item"),
    path("info/organs/<slug:code>/guide/", platform.guide, name="guide"),
    path("info/organs/<slug:code>/rules/", platform.rules, name="rules"),
    path("info/organs/<slug:code>/reports/", platform.reports, name="reports"),
    path("info/organs/<slug:code>/all/", lists.organ, name="organ"),
    path("info/organs/<slug:code>/rss.xml", lists.organ_rss, name="organ_rss"),
    path("info/organs/<slug:code>/catalogue/", catalogue.page, name="catalogue"),
    path(
        "info/organs/<slug:code>/catalogue.<slug:form>", catalogue.download, name="catalogue_file"
    ),
    re_path(rf"^info/{NUMBER}/$", record.page, name="record"),
    re_path(rf"^info/{NUMBER}/record\.(?P<form>json|txt)$", data.record, name="data"),
    re_path(rf"^info/{NUMBER}/files/(?P<name>[^/]+)$", record.file, name="file"),
]
