"""My turn as JSON: what waits, setting it aside, handing it over, what Accord costs."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status

from accord.apps.turn import permissions, reads, writes
from accord.apps.turn.rules import kind_of
from accord.apps.ui.api import PROBLEMS, Body, Day, Id, Listing, Page, Search, text
from accord.apps.ui.permissions import SIGNED_IN, door, viewer_of
from accord.apps.ui.rules import NotFound, Ref

router = Router(tags=["turn"])

Source = Annotated[str, text(80)]
Reference = Annotated[str, text(80)]


class WaitingOut(Schema):
    """One thing that waits; ``until`` is set where it is set aside."""

    source: str
    ref: str
    kind: str
    verb: str
    sentence: str
    url: str
    due_date: date | None
    until_date: date | None
    minutes: float
    can_hand_over: bool


class SnoozeIn(Body):
    """Which thing, until when; ``past_due`` allows a day after the one it is due."""

    source: Source
    ref: Reference
    until_date: Day
    past_due: bool = False


class TakeUpIn(Body):
    """Which thing to take up again."""

    source: Source
    ref: Reference


class HandOverIn(Body):
    """Which thing goes to whom, and why."""

    source: Source
    ref: Reference
    person_id: Id
    reason: Annotated[str, text(2_000)]


class SpreadOut(Schema):
    """Minutes a week over a group of people; all empty for a group too small to show."""

    group: str
    n: int | None
    middle: float | None
    low: float | None
    high: float | None
    nine_in_ten: float | None


class CostOut(Schema):
    """What Accord costs: those who took part, in all and by side, over the weeks from first to last day."""

    first: date
    last: date
    groups: list[SpreadOut]


class TurnQuery(Page):
    """Which things: words, a kind (promises, gaps, ...), what was set aside instead of what waits."""

    q: Search = ""
    kind: Search = ""
    aside: bool = False


@router.get("/turn", response={200: Listing[WaitingOut], **PROBLEMS}, operation_id="my_turn")
@door(SIGNED_IN)
def my_turn(request: HttpRequest, page: Query[TurnQuery]) -> object:
    """List what waits for the one who asks, earliest first; ``aside`` lists what they set aside instead."""
    words = QueryDict(mutable=True)
    words.update({"q": page.q, "kind": page.kind, "part": "aside" if page.aside else ""})
    rows = reads.waiting_rows(viewer=viewer_of(request), today=timezone.localdate(), asked=words)
    return {"items": [_out(row) for row in rows[page.offset : page.offset + page.limit]], "count": len(rows)}


@router.post("/turn/snoozes", response={204: None, **PROBLEMS}, operation_id="snooze")
@door(SIGNED_IN)
def snooze(request: HttpRequest, data: SnoozeIn) -> object:
    """Set a thing aside until a day."""
    writes.snooze(
        source=data.source, ref=_ref(data.ref), until=data.until_date, past_due=data.past_due, by=viewer_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return Status(204, None)


@router.post("/turn/snoozes/ending", response={204: None, **PROBLEMS}, operation_id="take_up")
@door(SIGNED_IN)
def take_up(request: HttpRequest, data: TakeUpIn) -> object:
    """Take up again what was set aside."""
    writes.take_up(source=data.source, ref=_ref(data.ref), by=viewer_of(request), at=timezone.now())
    return Status(204, None)


@router.post("/turn/handing-over", response={204: None, **PROBLEMS}, operation_id="hand_over_turn")
@door(SIGNED_IN)
def hand_over(request: HttpRequest, data: HandOverIn) -> object:
    """Hand a thing over to somebody else, with a reason."""
    writes.hand_over(
        source=data.source, ref=_ref(data.ref), person_id=data.person_id, reason=data.reason, by=viewer_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return Status(204, None)


@router.get("/turn/cost", response={200: CostOut, **PROBLEMS}, operation_id="turn_cost")
@door(permissions.SEE_COST)
def cost(request: HttpRequest) -> object:
    """Tell the estimated minutes a week, over groups of at least five people."""
    found = reads.minutes_spent(viewer=viewer_of(request), today=timezone.localdate())
    return {"first": found.first, "last": found.last, "groups": [_spread(one) for one in (found.active, *found.sides)]}


def _out(row: reads.Waiting) -> dict[str, object]:
    item = row.item
    return {
        "source": row.source.code, "ref": row.ref, "kind": kind_of(item.ref.kind), "verb": item.verb,
        "sentence": item.sentence, "url": item.url, "due_date": item.due, "until_date": row.until,
        "minutes": item.minutes, "can_hand_over": row.can_hand_over,
    }  # fmt: skip


def _spread(one: reads.CostSpread) -> dict[str, object]:
    found = one.spread
    return {
        "group": one.label,
        "n": found.n if found else None,
        "middle": found.middle if found else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
        "nine_in_ten": found.nine_in_ten if found else None,
    }


def _ref(words: str) -> Ref:
    try:
        return Ref.parse(words)
    except ValueError:
        raise NotFound(_("There is no such record.")) from None
