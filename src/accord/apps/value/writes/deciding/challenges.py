"""Challenging a benefit, answering, handing the answer over, deciding and withdrawing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Flow, Reason, why_not_text
from accord.apps.people.models import Person
from accord.apps.ui.rules import Invalid, NotAllowed, Viewer
from accord.apps.value import permissions
from accord.apps.value.events.deciding import (
    ChallengeAnswered,
    ChallengeDecided,
    ChallengeHandedOver,
    ChallengeRaised,
    ChallengeWithdrawn,
)
from accord.apps.value.models import CaseVersion, Challenge, Claim, Line
from accord.apps.value.rules import CaseState, Involved
from accord.apps.value.rules.deciding import (
    ANSWER_DAYS,
    why_not_answer,
    why_not_answer_by,
    why_not_judge,
    why_not_reason,
    why_not_take_back_challenge,
    why_not_verdict,
)
from accord.apps.value.rules.words import MOST_TEXT
from accord.apps.value.writes import involvement
from accord.apps.value.writes.checking import refuse, refuse_state, said
from accord.apps.value.writes.deciding.checking import change, locked, person, tell_new

CHALLENGE = "value.challenge"
_WHICH = Reason(gettext_noop("Choose the benefit that is challenged."))
_WHO = Reason(gettext_noop("Nobody answers for this benefit yet: choose who is asked."))
_SELF = Reason(gettext_noop("Whoever challenges a benefit does not answer for it: choose somebody else."))


@transaction.atomic
def raise_challenge(
    *,
    initiative_id: int,
    question: str,
    by: Viewer,
    at: datetime,
    line_key: str = "",
    claim_id: int | None = None,
    answerer_id: int | None = None,
    answer_by: date | None = None,
) -> Challenge:
    """Challenge one benefit of a case: a line of its newest version, or a claim that it moved a measure.

    Asked is whoever owns the benefit (then the sponsor, then the lead) unless somebody else is named, within two weeks
    unless another day is. Raises NotAllowed, NotFound, Invalid.
    """
    initiative = permissions.find(by, initiative_id)
    permissions.check_challenge(by, initiative)
    today = timezone.localdate(at)
    title, claim = _challenged(initiative, line_key, claim_id)
    whom = person(answerer_id, "answerer_id") or _owner(initiative, but=by.pk)
    refuse(
        question=why_not_text(question, most=MOST_TEXT),
        answerer_id=_WHO if whom is None else (_SELF if whom.pk == by.pk else None),
        answer_by_date=why_not_answer_by(answer_by, today=today),
    )
    challenge = Challenge.objects.create(
        initiative=initiative, line_key=line_key, claim=claim, title=title, question=question.strip(),
        side=involvement.side_of(viewer=by), asked_at=at, asked_by_id=by.pk, answerer=whom,
        answer_by_date=answer_by or today + timedelta(days=ANSWER_DAYS),
    )  # fmt: skip
    names = ("title", "question", "initiative_id", "answerer_id", "answer_by_date")
    tell_new(challenge, ChallengeRaised, CHALLENGE, names, by=by, at=at)
    involvement.note(initiative_id=initiative.pk, how=Involved.CHALLENGED, by=by, at=at)
    return challenge


@transaction.atomic
def hand_over_challenge(
    *, challenge_id: int, to_id: int, by: Viewer, at: datetime, seen_version: int | None = None
) -> Challenge:
    """Let somebody else answer. Raises NotAllowed, NotFound, Invalid, WrongState, EditConflict."""
    challenge, initiative = _found(challenge_id, by)
    if by.pk not in {challenge.answerer_id, challenge.asked_by_id} and not permissions.can_judge(by, initiative):
        raise NotAllowed(_("Whoever is asked, and whoever asked, can let somebody else answer."))
    change(challenge, {}, ChallengeHandedOver, CHALLENGE, by=by, at=at, seen_version=seen_version)
    _refuse_answer(challenge)
    to = person(to_id, "answerer_id")
    refuse(answerer_id=_SELF if to is None or to.pk == challenge.asked_by_id else None)
    change(challenge, {"answerer_id": to_id}, ChallengeHandedOver, CHALLENGE, by=by, at=at)
    return challenge


@transaction.atomic
def answer_challenge(
    *, challenge_id: int, answer: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Challenge:
    """Answer a challenge one is asked to answer. Raises NotAllowed for anybody else, NotFound, Invalid, WrongState, EditConflict."""
    challenge, _initiative = _found(challenge_id, by)
    if by.pk != challenge.answerer_id:
        raise NotAllowed(_("Somebody else is asked to answer this."))
    change(challenge, {}, ChallengeAnswered, CHALLENGE, by=by, at=at, seen_version=seen_version)
    _refuse_answer(challenge)
    refuse(answer=why_not_text(answer, most=MOST_TEXT))
    values = {"answer": answer.strip(), "answered_at": at, "answered_by_id": by.pk}
    change(challenge, values, ChallengeAnswered, CHALLENGE, by=by, at=at)
    return challenge


@transaction.atomic
def decide_challenge(
    *, challenge_id: int, verdict: str, reason: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Challenge:
    """Decide a challenge: the benefit stands, the case must change, or it does not count until a new version is signed.

    Decided by somebody who neither asked nor was to answer. Raises NotAllowed, NotFound, Invalid, WrongState, EditConflict.
    """
    challenge, initiative = _found(challenge_id, by)
    permissions.check_judge(by, initiative)
    if by.pk in {challenge.asked_by_id, challenge.answered_by_id or challenge.answerer_id}:
        raise NotAllowed(_("You asked this, or are the one to answer it: somebody else decides."))
    change(challenge, {}, ChallengeDecided, CHALLENGE, by=by, at=at, seen_version=seen_version)
    refuse_state(
        why_not_judge(
            challenge.verdict, is_withdrawn=challenge.withdrawn_at is not None,
            is_answered=challenge.answered_at is not None, answer_by=challenge.answer_by_date, today=timezone.localdate(at),
        )
    )  # fmt: skip
    refuse(verdict=why_not_verdict(verdict), reason=why_not_reason(reason))
    values = {"verdict": verdict, "reason": reason.strip(), "decided_at": at, "decided_by_id": by.pk}
    change(challenge, values, ChallengeDecided, CHALLENGE, by=by, at=at)
    return challenge


@transaction.atomic
def withdraw_challenge(*, challenge_id: int, by: Viewer, at: datetime, seen_version: int | None = None) -> Challenge:
    """Withdraw what one asked, as long as it is not decided. Raises NotAllowed, NotFound, WrongState, EditConflict."""
    challenge, _initiative = _found(challenge_id, by)
    if by.pk != challenge.asked_by_id:
        raise NotAllowed(_("Only who asked can withdraw this."))
    change(challenge, {}, ChallengeWithdrawn, CHALLENGE, by=by, at=at, seen_version=seen_version)
    refuse_state(why_not_take_back_challenge(challenge.verdict, is_withdrawn=challenge.withdrawn_at is not None))
    change(challenge, {"withdrawn_at": at}, ChallengeWithdrawn, CHALLENGE, by=by, at=at)
    return challenge


def _found(challenge_id: int, by: Viewer) -> tuple[Challenge, Initiative]:
    return locked(Challenge.objects.all(), challenge_id, by, path="initiative")


def _refuse_answer(challenge: Challenge) -> None:
    refuse_state(
        why_not_answer(
            challenge.verdict, is_withdrawn=challenge.withdrawn_at is not None,
            is_answered=challenge.answered_at is not None,
        )
    )  # fmt: skip


def _challenged(initiative: Initiative, line_key: str, claim_id: int | None) -> tuple[str, Claim | None]:
    """Give the title of what is challenged, and the claim if it is one. Raises Invalid."""
    if claim_id is not None:
        claim = (
            Claim.objects.filter(pk=claim_id, initiative=initiative, removed_at=None).select_related("series").first()
        )
        if claim is not None:
            return claim.series.title, claim
    elif line_key:
        line = _benefit(initiative, line_key)
        if line is not None:
            return line.title, None
    raise Invalid(said(_WHICH), {"line_key": said(_WHICH)})


def _benefit(initiative: Initiative, line_key: str) -> Line | None:
    """Find a benefit by its key in the signed version, else in the newest."""
    lines = Line.objects.filter(of__case__initiative=initiative, key=line_key, flow=Flow.BENEFIT)
    return (
        lines.filter(of__state=CaseState.SIGNED).first()
        or lines.exclude(of__state=CaseState.DISCARDED).order_by("-of__number").first()
    )


def _owner(initiative: Initiative, *, but: int) -> Person | None:
    """Find who answers for a benefit: its owner, then the sponsor, then the lead; never who asks."""
    versions = CaseVersion.objects.filter(case__initiative=initiative).order_by("-number")
    owner = versions.exclude(benefit_owner=None).values_list("benefit_owner", flat=True).first()
    for pk in (owner, initiative.sponsor_id, initiative.lead_id):
        found = Person.objects.filter(pk=pk, is_active=True, erased_at=None).first() if pk and pk != but else None
        if found is not None:
            return found
    return None
