"""The stages of an initiative as a state machine with a dated history; a date may be unknown, never invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from accord.apps.initiatives.rules.values import Reason


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Stage(StrEnum):
    """Where an initiative stands."""

    IDEA = "idea"
    APPROVED = "approved"
    BUILDING = "building"
    TESTING = "testing"
    LIVE = "live"
    RETIRED = "retired"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


STAGES: tuple[Stage, ...] = tuple(Stage)

STAGE_LABELS: dict[str, str] = {
    Stage.IDEA: _("Idea"),
    Stage.APPROVED: _("Approved"),
    Stage.BUILDING: _("Building"),
    Stage.TESTING: _("Testing"),
    Stage.LIVE: _("Live"),
    Stage.RETIRED: _("Retired"),
    Stage.CANCELLED: _("Cancelled"),
    Stage.UNKNOWN: _("Not known yet"),
}

STAGE_HELP: dict[str, str] = {
    Stage.IDEA: _("Proposed; nobody has said yes yet."),
    Stage.APPROVED: _("Somebody who may has said yes; work has not begun."),
    Stage.BUILDING: _("It is being made or bought."),
    Stage.TESTING: _("It is tried out with real people, not yet relied upon."),
    Stage.LIVE: _("People rely on it. This counts as delivered."),
    Stage.RETIRED: _("It was live and has been taken out of use."),
    Stage.CANCELLED: _("It was stopped before it went live."),
    Stage.UNKNOWN: _("Nobody has said where it stands."),
}

_AHEAD = (Stage.IDEA, Stage.APPROVED, Stage.BUILDING, Stage.TESTING, Stage.LIVE)

MOVES: dict[Stage, tuple[Stage, ...]] = {
    Stage.UNKNOWN: (*_AHEAD, Stage.RETIRED, Stage.CANCELLED),
    Stage.IDEA: (Stage.APPROVED, Stage.CANCELLED),
    Stage.APPROVED: (Stage.BUILDING, Stage.IDEA, Stage.CANCELLED),
    Stage.BUILDING: (Stage.TESTING, Stage.APPROVED, Stage.CANCELLED),
    Stage.TESTING: (Stage.LIVE, Stage.BUILDING, Stage.CANCELLED),
    Stage.LIVE: (Stage.RETIRED, Stage.TESTING),
    Stage.RETIRED: (Stage.LIVE,),
    Stage.CANCELLED: (Stage.IDEA,),
}


@dataclass(frozen=True)
class Step:
    """One entry of the history: the stage, the day it began (None: not known), or the day a source asserted it."""

    stage: Stage
    on: date | None = None
    asserted_on: date | None = None


@dataclass(frozen=True)
class Backwards:
    """Two steps whose dates run backwards: the later one is dated before the earlier one."""

    earlier: Step
    later: Step


@dataclass(frozen=True)
class Outcome:
    """What a history comes to.

    ``counts_as``: ``live`` (delivered, also when retired since), ``cancelled`` (ended without going live),
    ``running`` or ``unknown``. ``start_date`` is the first known day of approval, else of building; ``live_date`` the
    first known day of being live; ``end_date`` the day it was retired or cancelled. ``days`` from start to live, None
    when a date is unknown or the dates run backwards.
    """

    counts_as: str
    start_date: date | None
    live_date: date | None
    end_date: date | None
    days: int | None
    is_backwards: bool


def moves_from(stage: Stage) -> tuple[Stage, ...]:
    """List the stages that may follow."""
    return MOVES[stage]


def backwards(history: Sequence[Step]) -> tuple[Backwards, ...]:
    """Find neighbours among the dated steps whose dates run backwards."""
    dated = [step for step in history if step.on is not None]
    return tuple(Backwards(a, b) for a, b in pairwise(dated) if a.on and b.on and b.on < a.on)


def outcome(history: Sequence[Step]) -> Outcome:
    """Say what a history comes to; an empty one is unknown."""
    current = history[-1].stage if history else Stage.UNKNOWN
    start = _first(history, Stage.APPROVED) or _first(history, Stage.BUILDING)
    live = _first(history, Stage.LIVE)
    was_live = any(step.stage == Stage.LIVE for step in history)
    ended = current in {Stage.RETIRED, Stage.CANCELLED}
    runs_back = bool(backwards(history)) or bool(start and live and live < start)
    return Outcome(
        counts_as=_counts_as(current, was_live),
        start_date=start,
        live_date=live,
        end_date=history[-1].on if ended else None,
        days=(live - start).days if start and live and not runs_back else None,
        is_backwards=runs_back,
    )


def _counts_as(current: Stage, was_live: bool) -> str:
    if current == Stage.UNKNOWN:
        return "unknown"
    if current == Stage.LIVE or (current == Stage.RETIRED and was_live):
        return "live"
    return "cancelled" if current in {Stage.RETIRED, Stage.CANCELLED} else "running"


def _first(history: Sequence[Step], stage: Stage) -> date | None:
    return min((step.on for step in history if step.stage == stage and step.on), default=None)


def why_not_move(history: Sequence[Step], to: Stage, *, on: date | None, today: date) -> Reason | None:
    """Say why the next step cannot be ``to`` on that day (None: not known), or None if it can."""
    current = history[-1].stage if history else Stage.UNKNOWN
    if to not in MOVES[current]:
        return _why_not_stage(current, to)
    if on is None:
        return None
    return _why_not_future(on, today) or _why_not_before([*history], on)


def why_not_date(history: Sequence[Step], place: int, on: date | None, *, today: date) -> Reason | None:
    """Say why the step at ``place`` cannot be dated so, between its dated neighbours; None if it can."""
    if on is None:
        return None
    later = next((step for step in history[place + 1 :] if step.on), None)
    if later and later.on and later.on < on:
        return Reason(
            _("It was already “%(stage)s” on %(day)s, so this cannot be later."),
            {"stage": later.stage.value, "day": later.on.isoformat()},
        )
    return _why_not_future(on, today) or _why_not_before(history[:place], on)


def _why_not_future(on: date, today: date) -> Reason | None:
    return Reason(_("A stage that has been reached cannot lie in the future.")) if on > today else None


def _why_not_before(history: Sequence[Step], on: date) -> Reason | None:
    earlier = next((step for step in reversed(history) if step.on), None)
    if earlier is None or earlier.on is None or earlier.on <= on:
        return None
    return Reason(
        _("It became “%(stage)s” on %(day)s, so what follows cannot be earlier."),
        {"stage": earlier.stage.value, "day": earlier.on.isoformat()},
    )


_NOT_SO: dict[tuple[Stage, Stage], str] = {
    (Stage.IDEA, Stage.BUILDING): _("It needs approval before anything is built."),
    (Stage.IDEA, Stage.TESTING): _("It needs approval and building before it can be tested."),
    (Stage.APPROVED, Stage.TESTING): _("It has to be built before it can be tested."),
    (Stage.BUILDING, Stage.LIVE): _("It has to be tested before it goes live."),
    (Stage.BUILDING, Stage.IDEA): _("Work has begun: take it back to approved first, or cancel it."),
    (Stage.TESTING, Stage.APPROVED): _("It is being tested: take it back to building first, or cancel it."),
    (Stage.TESTING, Stage.IDEA): _("It is being tested: take it back to building first, or cancel it."),
    (Stage.LIVE, Stage.CANCELLED): _("It went live, so it is retired rather than cancelled."),
    (Stage.LIVE, Stage.BUILDING): _("It is live: take it back to testing first."),
    (Stage.CANCELLED, Stage.RETIRED): _("It never went live, so it stays cancelled."),
}


def _why_not_stage(current: Stage, to: Stage) -> Reason:
    if current == to:
        return Reason(_("It is in this stage already."))
    if to == Stage.UNKNOWN:
        return Reason(_("Its stage is known. If a date is wrong, correct the date."))
    if (current, to) in _NOT_SO:
        return Reason(_NOT_SO[current, to])
    if current == Stage.RETIRED:
        return Reason(_("It has been retired. Bring it back live first."))
    if current == Stage.CANCELLED:
        return Reason(_("It was cancelled. Take it up again as an idea first."))
    if to == Stage.RETIRED:
        return Reason(_("It never went live, so it is cancelled rather than retired."))
    if to == Stage.LIVE:
        return Reason(_("It has to be approved, built and tested before it goes live."))
    return Reason(_("This stage cannot follow directly."))
