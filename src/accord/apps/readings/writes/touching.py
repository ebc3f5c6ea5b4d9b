"""Which tables of the snapshot changed since they were last measured."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from accord.apps.readings.models import Touched
from accord.apps.ui.rules import Viewer
from accord.practices import touched_by

Mark = tuple[int, str, datetime]


# no event: a mark for the next measurement, derived from events that are on the trail
def touch(*, tables: Collection[str], by: Viewer | None, at: datetime) -> None:
    """Note that tables of the snapshot changed."""
    rows = [Touched(table=name, at=at) for name in sorted(tables)]
    Touched.objects.bulk_create(rows, update_conflicts=True, update_fields=["at"], unique_fields=["table"])


def marks() -> list[Mark]:
    """List the tables that changed: id, name, when last."""
    return list(Touched.objects.order_by("pk").values_list("pk", "table", "at"))


def clear(seen: Sequence[Mark], measured: Collection[str]) -> None:
    """Forget the marks of tables whose every reader was measured, unless they changed again meanwhile."""
    for pk, table, at in seen:
        if {practice.code for practice in touched_by({table})} <= set(measured):
            Touched.objects.filter(pk=pk, at=at).delete()
