"""A version that is being written can be discarded: a state more. What guards signed versions is made anew around it."""

from __future__ import annotations

import importlib
from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

_signed = importlib.import_module("accord.apps.value.migrations.0002_signed_stays")
STATES = ["draft", "offered", "signed", "replaced", "discarded"]


class Migration(migrations.Migration):
    """Know the state; SQLite makes the table anew and would lose its triggers."""

    dependencies: ClassVar = [("value", "0003_series_that_count")]
    operations: ClassVar = [
        migrations.RunPython(_signed.unguard, _signed.guard),
        migrations.RemoveConstraint("caseversion", "case_version_state_known"),
        migrations.RemoveConstraint("caseversion", "case_version_offered_with_digest"),
        migrations.AddConstraint(
            "caseversion", models.CheckConstraint(condition=Q(state__in=STATES), name="case_version_state_known")
        ),
        migrations.AddConstraint(
            "caseversion",
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"]) | (~Q(digest="") & Q(offered_at__isnull=False)),
                name="case_version_offered_with_digest",
            ),
        ),
        migrations.RunPython(_signed.guard, _signed.unguard),
    ]
