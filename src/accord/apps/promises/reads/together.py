"""The promises about one initiative: what is open in which direction, and whether all of it will hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accord.apps.promises import rules
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import visible_to
from accord.apps.promises.reads.lines import PromiseLine, lines_of, whole
from accord.apps.promises.reads.telling import late_by
from accord.apps.promises.rules import State
from accord.apps.ui.rules import Ref, Viewer
from accord.science import AllOnTime, all_on_time

AT_MOST = 12
FEWEST_STATED = 2


@dataclass(frozen=True)
class Together:
    """Open promises about a record, earliest first (some of ``open``), and how many IT and all others made of them.

    ``chance`` is that all of which it was said how sure one is are kept by their days: if they are independent, and the
    most it can be if they hang together; None of fewer than two, or where fewer than three people promised.
    """

    lines: tuple[PromiseLine, ...]
    open: int
    late: int
    from_it: int
    from_others: int
    stated: int
    chance: AllOnTime | None


def promises_together(*, viewer: Viewer, about: Ref, as_of: date) -> Together:
    """Describe the open promises about a record that the viewer may see: two queries, and one per kind they are about."""
    found = whole(visible_to(viewer)).filter(about_kind=about.kind, about_id=about.id, state=State.OPEN)
    records = list(found.order_by("due_date", "pk"))
    sure = [one.confidence_share for one in records if one.confidence_share is not None]
    sides = [rules.standing(one.side) for one in records]
    return Together(
        lines=tuple(lines_of(viewer, records[:AT_MOST], as_of)),
        open=len(records),
        late=found.filter(late_by(as_of)).count(),
        from_it=sides.count("it"),
        from_others=sum(side not in {"", "it"} for side in sides),
        stated=len(sure),
        chance=all_on_time(sure) if _may_tell(records, len(sure)) else None,
    )


def _may_tell(records: list[Promise], stated: int) -> bool:
    return stated >= FEWEST_STATED and (
        rules.voices((one.owner_id, one.department_id) for one in records) >= rules.FEWEST_PEOPLE
    )
