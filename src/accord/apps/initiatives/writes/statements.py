"""What sources said on their day: stored with the import that read it, changed and taken back with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from accord.apps.initiatives.models import Statement
from accord.apps.initiatives.permissions import check_import
from accord.apps.initiatives.rules import StatementRow
from accord.apps.trail.rules import plain
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import insert_many

SAID = (
    "source", "planned_end", "planned_end_on", "planned_end_words", "ended_on", "cost_amount", "cost_currency", "cost_side",
    "benefit_amount", "benefit_currency", "benefit_side", "rating", "rating_words", "batch",
)  # fmt: skip
_DAYS, _AMOUNTS = {"planned_end_on", "ended_on"}, {"cost_amount", "benefit_amount"}
PIECE = 2_000


@transaction.atomic
# no event: a statement is itself the dated record of what was said; the import that brought it is on the trail
def import_statements(
    *, rows: Sequence[StatementRow], as_of: date, source: str, list_id: int | None, by: Viewer, at: datetime, batch: Ref
) -> list[int]:
    """Store what a source says on a day of initiatives of which it has said nothing for that day yet; gives the ids.

    Raises NotAllowed.
    """
    check_import(by)
    made = insert_many(
        records=[
            Statement(
                pk=row.id, initiative_id=row.initiative_id, as_of=as_of, source=source[:200], source_list_id=list_id,
                batch=str(batch), recorded_at=at, **row.values,
            )
            for row in rows
        ]
    )  # fmt: skip
    return [one.pk for one in made]


@transaction.atomic
# no event: see import_statements
def change_statements(
    *, rows: Mapping[int, StatementRow], source: str, by: Viewer, at: datetime, batch: Ref
) -> dict[int, dict[str, Any]]:
    """Put what a source says now in place of what it said for the same day (statement id → row).

    Gives what stood there before, by id, for taking it back. Raises NotAllowed.
    """
    check_import(by)
    before: dict[int, dict[str, Any]] = {}
    there = Statement.objects.in_bulk(list(rows))
    for pk, one in there.items():
        before[pk] = {name: plain(getattr(one, name)) for name in SAID}
        for name, value in {**rows[pk].values, "source": source[:200], "batch": str(batch)}.items():
            setattr(one, name, value)
    Statement.objects.bulk_update(list(there.values()), SAID, batch_size=500)
    return before


@transaction.atomic
# no event: see import_statements
def take_back_statements(
    *, created: Collection[int], changed: Mapping[int, Mapping[str, Any]], by: Viewer, at: datetime, batch: Ref
) -> None:
    """Remove what an import stored, and put back what it replaced, where no later import has replaced it again.

    Raises NotAllowed.
    """
    check_import(by)
    ids = list(created)
    for start in range(0, len(ids), PIECE):
        Statement.objects.filter(pk__in=ids[start : start + PIECE], batch=str(batch)).delete()
    back = list(Statement.objects.filter(pk__in=list(changed), batch=str(batch)))
    for one in back:
        for name, value in changed[one.pk].items():
            setattr(one, name, _stored(name, value))
    Statement.objects.bulk_update(back, SAID, batch_size=500)


def _stored(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DAYS:
        return date.fromisoformat(value)
    return Decimal(value) if name in _AMOUNTS else value
