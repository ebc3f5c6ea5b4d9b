"""Challenges to benefits as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from accord.apps.ui.api import PROBLEMS, Body, Day, Id, Listing, OptionalLine, Page, Search, Text, Version, one_of
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.reads.deciding import challenges as reads
from accord.apps.value.reads.deciding.challenges import ChallengeLine
from accord.apps.value.rules import Verdict

router = Router(tags=["value"])


class ChallengeOut(Schema):
    """A doubt about a benefit, its answer and what was decided."""

    id: int
    initiative_id: int
    initiative: str
    title: str
    line_key: str
    claim_id: int | None
    question: str
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    answer_by: date | None
    answerer_id: int | None
    answerer: str
    answer: str
    answered_at: datetime | None
    state: str
    reason: str
    decided_by: str
    decided_at: datetime | None
    is_late: bool
    version: int


class ChallengeIn(Body):
    """Which benefit is challenged (a line by its key, or a claim), what is doubted, who is asked and by when."""

    question: Text
    line_key: OptionalLine = ""
    claim_id: Id | None = None
    answerer_id: Id | None = None
    answer_by: Day | None = None


class ChallengeAnswerIn(Body):
    """The answer."""

    answer: Text
    version: Version | None = None


class ChallengeAnswererIn(Body):
    """Who answers instead."""

    to_id: Id
    version: Version | None = None


class ChallengeDecisionIn(Body):
    """What becomes of the benefit, and why."""

    verdict: Annotated[str, one_of(Verdict)]
    reason: Text
    version: Version | None = None


class ChallengesQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    state: Annotated[str, one_of(reads.STATES)] | None = None
    part: Annotated[str, one_of(("mine", "asked"))] | None = None
    department: Id | None = None
    initiative: Id | None = None


@router.get("/challenges", response={200: Listing[ChallengeOut], **PROBLEMS})
@door(permissions.SEE)
def challenges(request: HttpRequest, page: Query[ChallengesQuery]) -> Any:
    """List the challenges the viewer may see, unanswered first."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = page.asked(reads.challenges_spec(viewer=viewer, as_of=today))
    rows, count = reads.challenge_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit, as_of=today)
    return {"items": rows, "count": count}


@router.post("/initiatives/{initiative_id}/challenges", response={201: ChallengeOut, **PROBLEMS})
@door(permissions.CHALLENGE)
def raise_challenge(request: HttpRequest, initiative_id: Id, data: ChallengeIn) -> Any:
    """Challenge one benefit of an initiative."""
    made = writes.raise_challenge(
        initiative_id=initiative_id, **data.model_dump(), by=viewer_of(request), at=timezone.now()
    )
    return Status(201, _shown(request, made.pk))


@router.get("/challenges/{challenge_id}", response={200: ChallengeOut, **PROBLEMS})
@door(permissions.SEE)
def challenge(request: HttpRequest, challenge_id: Id) -> Any:
    """Show one challenge."""
    return _shown(request, challenge_id)


@router.put("/challenges/{challenge_id}/answer", response={200: ChallengeOut, **PROBLEMS})
@door(permissions.SEE)
def answer_challenge(request: HttpRequest, challenge_id: Id, data: ChallengeAnswerIn) -> Any:
    """Answer a challenge one is asked to answer."""
    writes.answer_challenge(
        challenge_id=challenge_id,
        answer=data.answer,
        seen_version=data.version,
        by=viewer_of(request),
        at=timezone.now(),
    )
    return _shown(request, challenge_id)


@router.put("/challenges/{challenge_id}/answerer", response={200: ChallengeOut, **PROBLEMS})
@door(permissions.SEE)
def hand_over_challenge(request: HttpRequest, challenge_id: Id, data: ChallengeAnswererIn) -> Any:
    """Let somebody else answer."""
    writes.hand_over_challenge(
        challenge_id=challenge_id, to_id=data.to_id, seen_version=data.version, by=viewer_of(request), at=timezone.now()
    )
    return _shown(request, challenge_id)


@router.put("/challenges/{challenge_id}/decision", response={200: ChallengeOut, **PROBLEMS})
@door(permissions.DECIDE)
def decide_challenge(request: HttpRequest, challenge_id: Id, data: ChallengeDecisionIn) -> Any:
    """Decide a challenge: the benefit stands, the case must change, or it does not count."""
    writes.decide_challenge(
        challenge_id=challenge_id, verdict=data.verdict, reason=data.reason, seen_version=data.version,
        by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return _shown(request, challenge_id)


@router.put("/challenges/{challenge_id}/withdrawal", response={200: ChallengeOut, **PROBLEMS})
@door(permissions.CHALLENGE)
def withdraw_challenge(request: HttpRequest, challenge_id: Id) -> Any:
    """Withdraw what one asked, as long as it is not decided."""
    writes.withdraw_challenge(challenge_id=challenge_id, by=viewer_of(request), at=timezone.now())
    return _shown(request, challenge_id)


def _shown(request: HttpRequest, challenge_id: int) -> ChallengeLine:
    viewer = viewer_of(request)
    return reads.challenge_page(viewer=viewer, challenge_id=challenge_id, as_of=timezone.localdate()).line
