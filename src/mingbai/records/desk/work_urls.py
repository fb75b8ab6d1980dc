"""Addresses of the desk: working on one record."""

from django.urls import URLPattern, path

from mingbai.records.desk import (
    work_draft_views,
    work_file_views,
    work_link_views,
    work_picture_views,
    work_record_views,
)

urlpatterns: list[URLPattern] = [
    path("new/", work_draft_views.create, name="create"),
    path("<uuid:key>/edit/", work_draft_views.edit, name="edit"),
    path("<uuid:key>/autosave/", work_draft_views.autosave, name="autosave"),
    path("<uuid:key>/word/", work_draft_views.import_word, name="import_word"),
    path("<uuid:key>/files/", work_file_views.attach, name="attach"),
    path("<uuid:key>/files/<int:file>/", work_file_views.file, name="file"),
    path("<uuid:key>/files/<slug:sha256>.<slug:kind>", work_picture_views.picture, name="picture"),
    path("<uuid:key>/pictures/", work_picture_views.upload, name="picture_upload"),
    path("<uuid:key>/pictures/insert/", work_picture_views.insert, name="picture_insert"),
    path("<uuid:key>/files/<int:number>/<str:how>/", work_file_views.arrange, name="arrange"),
    path("<uuid:key>/", work_record_views.record, name="record"),
    path("<uuid:key>/move/<str:move>/", work_record_views.move, name="move"),
    path("<uuid:key>/compare/<int:old>/<int:new>/", work_record_views.compare, name="compare"),
    path("<uuid:key>/relate/", work_link_views.relate, name="relate"),
    path("<uuid:key>/relate/<int:relation>/end/", work_link_views.unrelate, name="unrelate"),
    path("<uuid:key>/validity/", work_link_views.validity, name="validity"),
    path("<uuid:key>/mask/", work_file_views.mask_body, name="mask_body"),
]
