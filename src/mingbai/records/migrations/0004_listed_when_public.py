"""The rule that holds once the rows of earlier releases are filled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0003_existing_records")]
    operations = [
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_public_at", None), ("listed_at", None)),
                    models.Q(("first_public_at__isnull", False), ("listed_at__isnull", False)),
                    _connector="OR",
                ),
                name="record_listed_exactly_when_first_public",
            ),
        ),
    ]
