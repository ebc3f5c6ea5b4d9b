"""What is promised is called its kind: "subject" is the record itself in every sentence of the trail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0003_fill_sides"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="promise", name="promise_subject_known"),
        migrations.RenameField(model_name="promise", old_name="subject", new_name="kind"),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=["delivery", "people", "data", "decision", "money", "other"]),
                name="promise_kind_known",
            ),
        ),
    ]
