"""Challenges that speak against the benefits of an initiative now, in sentences, as every page of its value shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.apps.value.models import Challenge
from accord.apps.value.reads import decided
from accord.apps.value.rules import Verdict


@dataclass(frozen=True)
class Doubt:
    """A challenge to a benefit, in a sentence; ``is_struck``: the benefit does not count."""

    id: int
    title: str
    sentence: str
    is_struck: bool


# no viewer: the caller has found the initiative as its viewer
def bearing_on(*, initiative_id: int) -> list[Challenge]:
    """List the challenges that speak against it now: undecided, or decided against it and not answered by a new version."""
    records = decided.standing().filter(initiative=initiative_id)
    return list(records.select_related("asked_by", "answerer").order_by("pk"))


# no viewer: see bearing_on
def doubts_of(*, initiative_id: int) -> tuple[Doubt, ...]:
    """Say which benefits of an initiative are doubted or do not count now: one query."""
    return told_as(challenges=bearing_on(initiative_id=initiative_id))


# no viewer: see bearing_on
def told_as(*, challenges: Sequence[Challenge]) -> tuple[Doubt, ...]:
    """Say how challenges stand, each in a sentence."""
    return tuple(Doubt(one.pk, one.title, said_of(challenge=one), one.verdict == Verdict.STRUCK) for one in challenges)


# no viewer: see bearing_on
def said_of(*, challenge: Challenge) -> str:
    """Say how a challenge stands, in a sentence."""
    words = {"title": challenge.title, "who": challenge.asked_by.name}
    if challenge.verdict == Verdict.STRUCK:
        return _("“%(title)s” does not count: that was decided after a challenge.") % words
    if challenge.verdict == Verdict.CHANGE:
        return _("“%(title)s” has to be written anew: that was decided after a challenge.") % words
    if challenge.answered_at:
        return _("“%(title)s” is challenged by %(who)s; the answer waits for a decision.") % words
    return _("“%(title)s” is challenged by %(who)s and not answered yet.") % words
