"""Addresses of the application pages; a code stands in none of them."""

from django.urls import path

from mingbai.portal.apply import entering, figures, filing, following, taking

app_name = "apply"

urlpatterns = [
    path("apply/", filing.choose, name="choose"),
    path("apply/suggest/", filing.suggest, name="suggest"),
    path("apply/statistics/", figures.statistics, name="statistics"),
    path("apply/procedure/", figures.procedure, name="procedure"),
    path("apply/<slug:code>/", filing.apply, name="form"),
    path("status/", entering.enter, name="status"),
    path("status/leave/", entering.leave, name="leave"),
    path("status/receipt/", entering.receipt, name="receipt"),
    path("status/receipt.pdf", entering.receipt_file, name="receipt_file"),
    path("status/case/", following.case, name="case"),
    path("status/prove/<slug:then>/", entering.prove, name="prove"),
    path("status/answer/", following.answer, name="answer"),
    path("status/withdraw/", following.withdraw, name="withdraw"),
    path("status/papers/", following.papers, name="papers"),
    path("status/rate/", following.rate, name="rate"),
    path("status/remedies.ics", taking.calendar, name="calendar"),
    path("status/file/<str:token>/", taking.file, name="file"),
]
