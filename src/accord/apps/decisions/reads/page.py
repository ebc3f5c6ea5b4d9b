"""One decision with its options, who is heard, its history and what the viewer may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accord.apps.decisions import permissions, rules
from accord.apps.decisions.models import Decision
from accord.apps.decisions.reads.lines import KIND, DecisionLine, lines_of
from accord.apps.decisions.rules import OptionWords
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.rules import Ref, Viewer


@dataclass(frozen=True)
class HeardLine:
    """Somebody who is heard before it is decided; without a name once erased."""

    person_id: int | None
    name: str
    side: str


@dataclass(frozen=True)
class ReopenedLine:
    """A time it was opened again, and what had been decided."""

    at: datetime
    by: str
    reason: str
    option: str
    reasons: str
    decided_at: datetime | None


@dataclass(frozen=True)
class DecisionPage:
    """One decision with everything its page shows."""

    line: DecisionLine
    decision: Decision
    options: tuple[OptionWords, ...]
    heard: tuple[HeardLine, ...]
    reopenings: tuple[ReopenedLine, ...]
    recorded_by: str
    reviewed_by: str
    review: str
    reason: str
    history: tuple[HistoryLine, ...]
    can_edit: bool
    can_decide: bool
    can_take_back: bool

    @property
    def has_arguments(self) -> bool:
        """Tell whether anything is said for or against an option."""
        return any(one.pro or one.con for one in self.options)


def decision_page(*, viewer: Viewer, decision_id: int, at: datetime, as_of: date) -> DecisionPage:
    """Describe one decision. Raises NotFound for one the viewer may not see."""
    found = permissions.find(viewer, decision_id)
    return DecisionPage(
        line=lines_of(viewer, [found], as_of)[0],
        decision=found,
        options=options_of(found),
        heard=_heard(found),
        reopenings=_reopenings(found),
        recorded_by=found.recorded_by.name if found.recorded_by else "",
        reviewed_by=found.reviewed_by.name if found.reviewed_by else "",
        review=found.review,
        reason=found.reason,
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, found.pk))),
        can_edit=permissions.can_edit(viewer, found),
        can_decide=permissions.can_decide(viewer, found),
        can_take_back=permissions.can_take_back(viewer, found)
        and rules.why_not_take_back(found.state, found.decided_at, at=at) is None,
    )


def decision_history(*, viewer: Viewer, decision_id: int, limit: int = 50) -> list[HistoryLine]:
    """List what happened to one decision, newest first. Raises NotFound."""
    found = permissions.find(viewer, decision_id)
    return trail.history(viewer=viewer, subject=Ref(KIND, found.pk), limit=limit)


# no viewer: the caller has found the decision as its viewer
def options_of(decision: Decision) -> tuple[OptionWords, ...]:
    """Give the options of a decision."""
    return tuple(OptionWords(one.text, one.pro, one.con) for one in decision.options.all())


def _heard(decision: Decision) -> tuple[HeardLine, ...]:
    rows = decision.consulted.select_related("person")
    return tuple(HeardLine(one.person_id, one.person.name if one.person else "", one.side) for one in rows)


def _reopenings(decision: Decision) -> tuple[ReopenedLine, ...]:
    rows = decision.reopenings.select_related("reopened_by")
    return tuple(
        ReopenedLine(one.reopened_at, one.reopened_by.name, one.reason, one.option, one.reasons, one.decided_at)
        for one in rows
    )
