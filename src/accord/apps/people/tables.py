"""Departments as rows of a snapshot."""

from __future__ import annotations

from accord.apps.people.models import Department


# no viewer: a snapshot holds the whole programme; who sees what is decided where readings are shown
def departments() -> list[dict[str, str | None]]:
    """List departments as (id, parent, name, side): one query."""
    rows = Department.objects.order_by("pk").values_list("pk", "parent_id", "name", "side")
    return [
        {"id": str(pk), "parent": str(parent) if parent else None, "name": name, "side": side}
        for pk, parent, name, side in rows
    ]
