"""Reviews that organs demand beyond those of the kinds, and whom they bind."""

from django.db.models import QuerySet

from mingbai.organs.models import Organ
from mingbai.records.models import ExtraStep


def binding(organs: QuerySet[Organ]) -> QuerySet[ExtraStep]:
    """The added reviews of the organs and of those above them, from the top down."""
    codes = {code for path in organs.values_list("path", flat=True) for code in path.split("/")}
    found = ExtraStep.objects.filter(organ__code__in=codes - {""})
    return found.select_related("organ").order_by("organ__path", "kind", "pk")
