"""Let a series say that it counts something, and out of how many."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("value", "0002_signed_stays")]

    operations = [
        migrations.AddField(model_name="series", name="is_count", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="series",
            name="out_of",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="value.series"
            ),
        ),
    ]
