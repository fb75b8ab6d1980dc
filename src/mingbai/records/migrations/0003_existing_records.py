"""What the records of earlier releases (annual reports) get in the new columns."""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    """Stage, officer and dates from the versions and publications there are."""
    record_model = apps.get_model("records", "Record")
    for record in record_model.objects.all():
        last = record.versions.order_by("-number").first()
        if last is None:
            continue
        record.changed_at, record.officer_id = last.made_at, last.author_id
        record.listed_at = record.first_public_at
        record.stage = _stage(record, last)
        record.save()


def _stage(record: Any, last: Any) -> str:
    if record.public_version_id == last.pk:
        return "public"
    in_force = {review.step: review.conclusion for review in last.reviews.order_by("pk")}
    if "returned" in in_force.values():
        return "returned"
    return "ready" if {"review", "secrecy", "sign"} <= in_force.keys() else "review"


class Migration(migrations.Migration):
    dependencies = [("records", "0002_publication")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
