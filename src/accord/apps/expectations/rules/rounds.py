"""When a round may be opened, changed and revealed; codes that open a personal link."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accord.apps.expectations.rules.words import NEEDED_SIDES, SIDE_LABELS, Cause, State
from accord.apps.initiatives.rules import Reason

SHORTEST = timedelta(hours=1)
LONGEST = timedelta(days=180)
USUAL_DAYS = 7
REMIND_BEFORE = (timedelta(days=3), timedelta(days=1))
REMIND_AGAIN_AFTER = timedelta(hours=20)
MOST_ASKED = 60
MOST_NOTE = 1_000
FRESH_DAYS = 120  # a comparison older than this is asked again
CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
CODES_AN_HOUR = 5
CODE_DIGITS = 6
ANSWERING_LASTS = timedelta(minutes=30)


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class Standing:
    """One asked person: on behalf of whom, and whether they answered or declined."""

    side: str
    answered: bool
    declined: bool


def why_not_asked(asked: Sequence[tuple[int, str]]) -> Reason | None:
    """Say why these (person, side) pairs cannot be asked: a side missing, somebody twice, too many."""
    sides = {side for _person, side in asked}
    people = [person for person, _side in asked]
    for side in NEEDED_SIDES:
        if side not in sides:
            return Reason(_("Choose at least one person for each of business and IT."), {"side": SIDE_LABELS[side]})
    if len(set(people)) < len(people):
        return Reason(_("One person answers for one side: somebody is chosen twice."))
    if len(people) > MOST_ASKED:
        return Reason(_("At most %(most)s people can be asked in one round."), {"most": MOST_ASKED})
    return None


def why_not_deadline(deadline: datetime, *, at: datetime) -> Reason | None:
    """Say why a moment cannot be the deadline."""
    if deadline - at < SHORTEST:
        return Reason(_("Give people at least an hour: choose a later moment."))
    if deadline - at > LONGEST:
        return Reason(_("Choose a moment within the next six months: later, the world has changed."))
    return None


def why_not_later(deadline: datetime, *, now: datetime, at: datetime) -> Reason | None:
    """Say why a deadline that everybody saw cannot become this one: it may only move later."""
    if deadline <= now:
        return Reason(_("Everybody saw the deadline: it can only become later."))
    return why_not_deadline(deadline, at=at)


def why_not_open(state: str, deadline: datetime, *, at: datetime) -> Reason | None:
    """Say why nothing can be answered any more, or None while it can."""
    if state == State.REVEALED:
        return Reason(_("This round has been revealed: it takes no more answers. Ask for a further round instead."))
    if state == State.CALLED_OFF:
        return Reason(_("This round was called off."))
    if at >= deadline:
        return Reason(_("The deadline has passed: this round takes no more answers."))
    return None


def reveal_cause(standings: Collection[Standing], deadline: datetime, *, at: datetime) -> Cause | None:
    """Say why a round is to be revealed now, or None while it stays sealed.

    Before the deadline that takes an answer from every asked side, and from everybody an answer or a "no": so nobody
    brings the reveal about by staying away or by taking their side out.
    """
    if at >= deadline:
        return Cause.DEADLINE
    sides = {one.side for one in standings}
    answered = {one.side for one in standings if one.answered}
    done = all(one.answered or one.declined for one in standings)
    return Cause.ALL_ANSWERED if standings and done and answered == sides else None


def reminder_due(deadline: datetime, reminded_at: datetime | None, *, at: datetime) -> bool:
    """Tell whether somebody who has not answered is to be reminded now: three days and one day before the deadline."""
    if at >= deadline:
        return False
    passed = [deadline - before for before in REMIND_BEFORE if deadline - before <= at]
    return bool(passed) and (reminded_at is None or reminded_at < max(passed))
