"""Addresses of 监督, below /desk/oversight/."""

from django.urls import path

from mingbai.oversight.views import beside, intake, ledger, paper, rounds

app_name = "oversight"

urlpatterns = [
    path("", ledger.board, name="board"),
    path("recheck/", ledger.recheck, name="recheck_year"),
    path("continue/", ledger.go_on, name="go_on_all"),
    path("issues/", ledger.issues, name="issues"),
    path("issues.xlsx", ledger.export_issues, name="export"),
    path("intake/", intake.upload, name="upload"),
    path("intake/<uuid:key>/", intake.progress, name="intake"),
    path("intake/<uuid:key>/continue/", intake.go_on, name="go_on"),
    path("unassigned/", intake.unassigned, name="unassigned"),
    path("papers/<uuid:key>/", paper.paper, name="paper"),
    path("papers/<uuid:key>/file/", paper.original, name="original"),
    path("papers/<uuid:key>/assign/", intake.assign, name="assign"),
    path("papers/<uuid:key>/correct/<path:cell>/", paper.correct, name="correct"),
    path("papers/<uuid:key>/judge/", paper.judge, name="judge"),
    path("papers/<uuid:key>/recheck/", paper.recheck, name="recheck"),
    path("papers/<uuid:key>/round/", paper.open_round, name="open_round"),
    path("papers/<uuid:key>/letter/", beside.letter, name="letter"),
    path("papers/<uuid:key>/alike/", beside.alike, name="alike"),
    path("papers/<uuid:key>/compare/<uuid:other>/", beside.compare, name="compare"),
    path("rounds/", rounds.index, name="rounds"),
    path("rounds/<uuid:key>/", rounds.detail, name="round"),
]
