"""Who pressed 公开 for a batch: the tick goes on in his name."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_writers"),
    ]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="publisher",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.post",
            ),
        ),
    ]
