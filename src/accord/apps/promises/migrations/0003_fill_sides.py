"""Promises made before sides of receivers and teams were kept get them from where people are today."""

from django.db import migrations
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    person = apps.get_model("people", "Person")
    side = person.objects.filter(pk=OuterRef("made_to")).values("department__side")[:1]
    team = person.objects.filter(pk=OuterRef("owner")).values("department")[:1]
    apps.get_model("promises", "Promise").objects.update(
        to_side=Coalesce(Subquery(side), Value("")), department_id=Subquery(team)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_cache"),
        ("promises", "0002_renegotiation"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
