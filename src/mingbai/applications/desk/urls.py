"""Addresses of 办件, below /desk/applications/cases/; the last one takes every move."""

from django.urls import path

from mingbai.applications.desk.views import case, filing, listing, moving, papers, reply

urlpatterns = [
    path("", listing.cases, name="cases"),
    path("new/", filing.new, name="case_new"),
    path("files/<str:token>/", case.download, name="case_download"),
    path("<uuid:key>/", case.case, name="case"),
    path("<uuid:key>/reveal/", case.reveal, name="case_reveal"),
    path("<uuid:key>/reveal/identity/", case.reveal_identity, name="case_reveal_identity"),
    path("<uuid:key>/hold/", case.hold, name="case_hold"),
    path("<uuid:key>/code/", filing.reissue, name="case_code"),
    path("<uuid:key>/receipt/", filing.receipt, name="case_receipt"),
    path("<uuid:key>/file.<str:suffix>", papers.whole, name="case_file"),
    path("<uuid:key>/attachments/<uuid:file>/", case.attachment, name="case_attachment"),
    path("<uuid:key>/papers/<uuid:paper>/", papers.paper, name="case_paper"),
    path(
        "<uuid:key>/papers/<uuid:paper>/paper.<str:suffix>",
        papers.paper_file,
        name="case_paper_file",
    ),
    path("<uuid:key>/reply/<str:move>/", reply.reply, name="case_reply"),
    path("<uuid:key>/<str:move>/", moving.move, name="case_move"),
]
