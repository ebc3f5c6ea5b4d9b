"""Which status follows from what is recorded: plain rules that can be said in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from accord.apps.check_ins.rules.states import Status

LONG_LATE = 14  # days from which a late milestone puts the date itself in doubt
MANY = 3  # broken promises from which it is no longer a matter of one


@dataclass(frozen=True)
class Facts:
    """What is recorded that speaks for or against."""

    late_promises: int = 0
    missed_promises: int = 0
    late_milestones: int = 0
    days_late: int = 0  # of the latest of them
    moved_milestones: int = 0
    is_stopped: bool = False
    good: int = 0  # milestones reached, promises kept, stages moved on


@dataclass(frozen=True)
class Suggestion:
    """A status and the facts it rests on, strongest first; ``status`` is empty where nothing speaks either way."""

    status: str
    because: tuple[tuple[str, int], ...] = ()


def suggestion(facts: Facts) -> Suggestion:
    """Suggest a status.

    Off track: it was stopped, a milestone is more than two weeks late, or three promises were broken or are late.
    Caution: any promise late or not kept, any milestone late or moved to a later day. On track: something was reached
    and nothing of that holds.
    """
    broken = facts.late_promises + facts.missed_promises
    counts = (
        ("late_milestones", facts.late_milestones),
        ("late_promises", facts.late_promises),
        ("missed_promises", facts.missed_promises),
        ("moved_milestones", facts.moved_milestones),
    )
    against = tuple((code, count) for code, count in counts if count)
    if facts.is_stopped:
        return Suggestion(Status.OFF_TRACK, (("stopped", 1), *against))
    if facts.days_late > LONG_LATE or broken >= MANY:
        return Suggestion(Status.OFF_TRACK, against)
    if against:
        return Suggestion(Status.CAUTION, against)
    return Suggestion(Status.ON_TRACK, (("good", facts.good),)) if facts.good else Suggestion("")
