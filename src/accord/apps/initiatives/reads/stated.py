"""What sources said of initiatives, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accord.apps.initiatives.models import Statement

PIECE = 2_000


# no viewer: whoever brings a file in has been checked, and compares it with everything that is here
def statements_there(*, initiative_ids: Sequence[int], as_of: date, source: str, list_id: int | None) -> dict[int, int]:
    """Map initiatives to what the same list (else the same file) has said of them for that day already."""
    if list_id is not None:
        known = Statement.objects.filter(source_list=list_id, as_of=as_of)
    else:
        known = Statement.objects.filter(source_list=None, source=source[:200], as_of=as_of)
    found: dict[int, int] = {}
    for start in range(0, len(initiative_ids), PIECE):
        rows = known.filter(initiative__in=initiative_ids[start : start + PIECE]).order_by()
        found.update(rows.values_list("initiative_id", "pk"))
    return found
