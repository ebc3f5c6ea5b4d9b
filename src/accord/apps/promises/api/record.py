"""Kept by the first date, and when what is open will be kept, as JSON; for groups, never for persons."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema

from accord.apps.promises import permissions, reads, rules
from accord.apps.promises.api.routes import router
from accord.apps.ui.api import PROBLEMS, Id, one_of
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of

SIDES = ("business", "it", "finance")


class KeptShareOut(Schema):
    """A share with its 95 % range (0 to 1)."""

    value: float
    low: float
    high: float


class KeptOut(Schema):
    """One group: how many were due and what became of them; counts and share are null where too few people promised."""

    key: str
    label: str
    due: int
    kept: int | None
    renegotiated: int | None
    missed: int | None
    share: KeptShareOut | None
    shrunk: KeptShareOut | None
    is_too_good: bool
    why_not: str


class CauseOut(Schema):
    """What got in the way, how often, and what share it and all before it make up."""

    code: str
    label: str
    count: int
    so_far_share: float


class SaidOut(Schema):
    """All promises of which the same chance was said, and the share that was kept."""

    said: float
    n: int
    kept: KeptShareOut
    smoothed: float
    low: float
    high: float


class SurenessOut(Schema):
    """Brier's score (0 is best) with what was said and kept on average, and by chance said."""

    n: int
    brier: float
    said: float
    kept: KeptShareOut
    leaning: int
    lines: list[SaidOut]


class SureWayOut(Schema):
    """One direction: null where too few said how sure they were."""

    key: str
    label: str
    stated: int
    sure: SurenessOut | None


class QuarterOut(Schema):
    """A quarter of a year by the first days in it."""

    starts: date
    ends: date
    line: KeptOut


class PaceOut(Schema):
    """The days by which all that is open is kept with 50, 85 and 95 % certainty; ``why_not`` says why none is told."""

    open: int
    weeks: int
    kept: int
    days: list[date | None]
    last_due: date | None
    chance: float | None
    why_not: str


class PromiseRecordOut(Schema):
    """What became of the promises the viewer may see by the day first given."""

    total: KeptOut
    released: int
    untold: int
    both_ways: list[KeptOut]
    other_ways: list[KeptOut]
    teams: list[KeptOut]
    causes: list[CauseOut]
    causes_unsaid: int
    quarters: list[QuarterOut]
    sure: SurenessOut | None
    sure_ways: list[SureWayOut]
    pace: PaceOut
    is_partial: bool


class RecordQuery(Schema):
    """How to narrow the record."""

    from_side: Annotated[str, one_of(SIDES)] | None = None
    to_side: Annotated[str, one_of(SIDES)] | None = None
    team: Id | None = None
    kind: Annotated[str, one_of(rules.Kind)] | None = None
    since: Annotated[str, one_of(("quarter", "year"))] | None = None


@router.get("/promises/record", response={200: PromiseRecordOut, **PROBLEMS})
@door(permissions.SEE)
def promise_record(request: HttpRequest, wanted: Query[RecordQuery]) -> Any:
    """Say what became of promises by the day first given, how sure people were, and when what is open will be kept."""
    viewer, today = viewer_of(request), timezone.localdate()
    given = {
        "from": wanted.from_side,
        "to": wanted.to_side,
        "team": wanted.team,
        "kind": wanted.kind,
        "since": wanted.since,
    }
    chosen = {name: (str(value),) for name, value in given.items() if value is not None}
    query = ListQuery(spec=reads.record_spec(viewer=viewer, as_of=today), chosen=chosen)
    found = reads.promise_record(viewer=viewer, as_of=today, query=query)
    pace = reads.promise_pace(viewer=viewer, as_of=today, query=query)
    return {**{name: getattr(found, name) for name in PromiseRecordOut.model_fields if name != "pace"}, "pace": pace}
