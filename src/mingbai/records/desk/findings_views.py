"""复查发现: what is public and would not pass today, with the way to take it down."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingbai.records.desk.matrix_views import READERS, reach
from mingbai.records.queries import findings
from mingbai.rules.privacy import Severity


@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Newest first; values masked."""
    rows = [
        {
            "record": scan.version.record,
            "critical": [row for row in scan.findings if row["severity"] == Severity.CRITICAL],
            "at": scan.at,
        }
        for scan in findings.critical(reach(request, READERS))
    ]
    return render(request, "records/findings.html", {"rows": rows, "most": findings.SHOWN})
