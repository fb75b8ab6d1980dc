"""Public records that the rules of today would not let through (PII-09)."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from mingbai.organs.models import Organ
from mingbai.records import privacy
from mingbai.records.models import Override, Scan

SHOWN = 200


def critical(organs: QuerySet[Organ]) -> QuerySet[Scan]:
    """The scans by the present rules of what is public, with critical findings nobody allowed.

    What was decided last holds (``privacy.overridden``).
    """
    decided = Override.objects.filter(
        version=OuterRef("version"), findings=OuterRef("sha256"), allowed_at__isnull=False
    ).order_by("-allowed_at", "-pk")
    return (
        Scan.objects.filter(edition=privacy.edition(), critical__gt=0)
        .filter(version=F("version__record__public_version"))
        .filter(version__record__organ__in=organs)
        .annotate(refused=Subquery(decided.values("refused")[:1]))
        .filter(Q(refused=None) | Q(refused=True))
        .select_related("version__record__organ")
        .defer("version__body")
        .order_by("-version__record__first_public_at", "pk")[:SHOWN]
    )
