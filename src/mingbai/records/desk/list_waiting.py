"""What waits for the officer's review or second word, and what becomes public at a set time."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingbai.records import kinds
from mingbai.records.desk.list_rows import address
from mingbai.records.desk.list_views import checked_reader, person
from mingbai.records.queries import batches, changes, waiting


@login_required
def reviews(request: HttpRequest) -> HttpResponse:
    """我的审查: over all organs of the officer's posts, the one that waits longest at the top."""
    user, today = person(request), timezone.localdate()
    checked_reader(user)
    found = waiting.reviews_waiting(user, today=today)
    context = {
        "reviews": [
            {
                "version": each.version,
                "step": each.step,
                "days": (today - timezone.localdate(each.since)).days,
                "address": address(each.version.record),
            }
            for each in sorted(found, key=lambda each: each.since)
        ],
        "withdrawals": [
            {
                "asked": each,
                "reason": kinds.data("withdrawals")[each.reason]["label"],
                "address": address(each.record),
            }
            for each in waiting.withdrawals_to_confirm(user, today=today)
        ],
        "changes": [
            {"asked": each, "address": address(each.record)}
            for each in changes.to_confirm(user, today=today)
        ],
        "overrides": [
            {"asked": each, "address": address(each.version.record)}
            for each in waiting.overrides_to_allow(user, today=today)
        ],
        "batches": batches.for_review(user, today=today),
        "most": waiting.LISTED,
    }
    return render(request, "records/list_reviews.html", context)


@login_required
def scheduled(request: HttpRequest) -> HttpResponse:
    """定时公开: the next at the top."""
    user, today = person(request), timezone.localdate()
    checked_reader(user)
    found = waiting.scheduled(user, today=today)
    rows = [{"record": record, "address": address(record)} for record in found]
    return render(request, "records/list_scheduled.html", {"rows": rows, "most": waiting.LISTED})
