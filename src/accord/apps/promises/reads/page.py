"""One promise with the days proposed for it, its history and what the viewer may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accord.apps.promises import permissions, rules
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import visible_to
from accord.apps.promises.reads.lines import KIND, PromiseLine, lines_of, whole
from accord.apps.promises.rules import PROPOSAL_LABELS, Answer, State
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.rules import Ref, Viewer


@dataclass(frozen=True)
class ProposalLine:
    """Another day that was proposed, to whom, and what they answered."""

    id: int
    due_date: date
    what: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    asked_id: int
    asked: str
    state: str
    answer: str
    answered_at: datetime | None

    @property
    def state_label(self) -> str:
        """What became of it, in words."""
        return _(PROPOSAL_LABELS[self.state])

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.state == Answer.OPEN


@dataclass(frozen=True)
class OfferLine:
    """Somebody who is asked to take the promise over, by whom and why."""

    to_id: int
    to: str
    by: str
    reason: str
    is_mine: bool


@dataclass(frozen=True)
class PromisePage:
    """One promise with its history and what the viewer may do."""

    line: PromiseLine
    promise: Promise
    created_by: str
    history: tuple[HistoryLine, ...]
    proposals: tuple[ProposalLine, ...]
    can_edit: bool
    can_settle: bool
    can_propose: bool
    can_answer: bool
    offer: OfferLine | None

    @property
    def waiting(self) -> ProposalLine | None:
        """The day that is proposed and waits for an answer."""
        return next((line for line in self.proposals if line.is_open), None)

    @property
    def answered(self) -> tuple[ProposalLine, ...]:
        """The days that were proposed and answered, or taken back."""
        return tuple(line for line in self.proposals if not line.is_open)


def promise_page(*, viewer: Viewer, promise_id: int, as_of: date) -> PromisePage:
    """Describe one promise. Raises NotFound for one the viewer may not see."""
    found = permissions.find(viewer, promise_id)
    proposals = _proposals(found)
    waiting = next((line for line in proposals if line.is_open), None)
    can_edit = permissions.can_edit(viewer, found)
    refused = rules.why_not_propose(
        State(found.state), found.first_due_date, today=as_of, is_waiting=waiting is not None
    )
    return PromisePage(
        line=lines_of(viewer, list(whole(visible_to(viewer)).filter(pk=found.pk).distinct()), as_of)[0],
        promise=found,
        created_by=found.created_by.name,
        proposals=proposals,
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, found.pk))),
        can_edit=can_edit,
        can_settle=permissions.can_settle(viewer, found),
        can_propose=can_edit and refused is None,
        can_answer=waiting is not None and waiting.asked_id == viewer.pk,
        offer=_offer(found, viewer),
    )


def _offer(promise: Promise, viewer: Viewer) -> OfferLine | None:
    one = promise.offers.filter(state=Answer.OPEN).select_related("to", "offered_by").first()
    if one is None:
        return None
    return OfferLine(one.to_id, one.to.name, one.offered_by.name, one.reason, is_mine=one.to_id == viewer.pk)


def promise_history(*, viewer: Viewer, promise_id: int, limit: int = 50) -> list[HistoryLine]:
    """List what happened to one promise, newest first. Raises NotFound."""
    found = permissions.find(viewer, promise_id)
    return trail.history(viewer=viewer, subject=Ref(KIND, found.pk), limit=limit)


def _proposals(promise: Promise) -> tuple[ProposalLine, ...]:
    return tuple(
        ProposalLine(
            id=one.pk,
            due_date=one.due_date,
            what=one.what,
            reason=one.reason,
            proposed_by=one.proposed_by.name,
            proposed_at=one.proposed_at,
            asked_id=one.asked_id,
            asked=one.asked.name,
            state=one.state,
            answer=one.answer,
            answered_at=one.answered_at,
        )
        for one in promise.proposals.select_related("proposed_by", "asked")
    )
