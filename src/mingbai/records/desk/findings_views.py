"""复查发现: what is public and would not pass today, and publications whose time is in doubt."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingbai.records.desk.matrix_views import reach
from mingbai.records.permissions import FINDERS
from mingbai.records.queries import clocks, findings
from mingbai.rules.privacy import Severity


@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Newest first; values masked."""
    organs = reach(request, FINDERS)
    rows = [
        {
            "record": scan.version.record,
            "critical": [row for row in scan.findings if row["severity"] == Severity.CRITICAL],
            "at": scan.at,
        }
        for scan in findings.critical(organs)
    ]
    times = clocks.deviations(organs, at_most=findings.SHOWN)
    context = {"rows": rows, "times": times, "most": findings.SHOWN}
    return render(request, "records/findings.html", context)
