"""Money and benefits as topics: releases asked for, challenges nobody has decided, value reviews overdue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.meetings.reads.topics.table import Table, offered, table_of
from accord.apps.meetings.rules.ranking import Topic, decision_weight, review_weight
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day
from accord.apps.value.reads.deciding import challenges, releases, reviews
from accord.apps.value.reads.deciding.challenges import ChallengeLine
from accord.apps.value.reads.deciding.reviews import ReviewLine
from accord.apps.value.reads.deciding.stages import ReleaseLine
from accord.apps.value.reads.money import exact_money

RELEASE, CHALLENGE, REVIEW = releases.KIND, challenges.KIND, reviews.KIND
INITIATIVE = "initiatives.initiative"
MINUTES = 10
Rows = Iterator[tuple[Topic, Callable[[], TopicCandidate]]]


def asked(viewer: Viewer, meeting_id: int | None) -> list[TopicCandidate]:
    """List the money that is asked for and not settled: a fixed number of queries."""
    table = table_of(meeting_id)
    deciders = frozenset(releases.deciders())
    return offered(_asked(releases.waiting_releases(viewer=viewer), table, deciders), table.here)


def _asked(lines: Collection[ReleaseLine], table: Table, deciders: frozenset[int]) -> Rows:
    for line in lines:
        weight = decision_weight((table.day - timezone.localdate(line.asked_at)).days)
        people = frozenset({line.asked_by_id, *(deciders & table.here or deciders)})
        yield Topic((RELEASE, line.id), RELEASE, weight, MINUTES, people), partial(_release, line, weight, people)


def _release(line: ReleaseLine, weight: float, people: frozenset[int]) -> TopicCandidate:
    words = {
        "amount": exact_money(line.asked_amount, line.currency), "stage": line.stage, "initiative": line.initiative,
    }  # fmt: skip
    return TopicCandidate(
        Ref(RELEASE, line.id),
        _("Release %(amount)s for “%(stage)s” (%(initiative)s)?") % words,
        reverse("value:asked_release", args=[line.id]),
        MINUTES,
        tuple(sorted(people)),
        weight,
        _("asked for on %(day)s") % {"day": exact_day(timezone.localdate(line.asked_at))},
        Ref(INITIATIVE, line.initiative_id),
    )


def release_evidence(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, TopicEvidence]:
    """Say how the asking for money stands now."""
    lines = releases.releases_by_id(viewer=viewer, ids=[ref.id for ref in refs]).values()
    return {
        Ref(RELEASE, line.id): TopicEvidence(
            _("%(state)s: %(amount)s, asked by %(who)s.") % {
                "state": line.state_label, "amount": exact_money(line.asked_amount, line.currency), "who": line.asked_by,
            },
            _("Was shown: %(shown)s") % {"shown": line.shown},
            reverse("value:asked_release", args=[line.id]),
            not line.is_open,
        )
        for line in lines
    }  # fmt: skip


def doubted(viewer: Viewer, meeting_id: int | None) -> list[TopicCandidate]:
    """List the challenges that are not decided: a fixed number of queries."""
    table = table_of(meeting_id)
    return offered(_doubted(challenges.open_challenges(viewer=viewer, as_of=table.day), table), table.here)


def _doubted(lines: Collection[ChallengeLine], table: Table) -> Rows:
    for line in lines:
        late = (table.day - line.answer_by).days if line.answer_by and line.state == "open" else 0
        weight = decision_weight((table.day - timezone.localdate(line.asked_at)).days, days_late=late)
        people = frozenset(pk for pk in (line.answerer_id, line.asked_by_id) if pk)
        yield Topic((CHALLENGE, line.id), CHALLENGE, weight, MINUTES, people), partial(_doubt, line, weight, people)


def _doubt(line: ChallengeLine, weight: float, people: frozenset[int]) -> TopicCandidate:
    return TopicCandidate(
        Ref(CHALLENGE, line.id),
        _("“%(what)s” is doubted: %(question)s") % {"what": line.title, "question": line.question},
        line.url,
        MINUTES,
        tuple(sorted(people)),
        weight,
        _("asked on %(day)s") % {"day": exact_day(timezone.localdate(line.asked_at))},
        Ref(INITIATIVE, line.initiative_id),
    )


def doubt_evidence(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, TopicEvidence]:
    """Say how challenges stand now."""
    ids = [ref.id for ref in refs]
    lines = challenges.challenges_by_id(viewer=viewer, ids=ids, as_of=timezone.localdate()).values()
    return {
        Ref(CHALLENGE, line.id): TopicEvidence(
            _("%(state)s. %(who)s asked: %(question)s") % {
                "state": line.state_label, "who": line.asked_by, "question": line.question,
            },
            line.reason or line.answer,
            line.url,
            not line.is_open,
        )
        for line in lines
    }  # fmt: skip


def overdue(viewer: Viewer, meeting_id: int | None) -> list[TopicCandidate]:
    """List the value reviews that should have been held by the day people meet: a fixed number of queries."""
    table = table_of(meeting_id)
    return offered(_overdue(reviews.overdue_reviews(viewer=viewer, as_of=table.day), table), table.here)


def _overdue(lines: Collection[ReviewLine], table: Table) -> Rows:
    for line in lines:
        weight = review_weight((table.day - line.due).days)
        people = frozenset({line.owner_id} if line.owner_id else ())
        yield Topic((REVIEW, line.id), REVIEW, weight, MINUTES, people), partial(_review, line, weight, people)


def _review(line: ReviewLine, weight: float, people: frozenset[int]) -> TopicCandidate:
    return TopicCandidate(
        Ref(REVIEW, line.id),
        _("Is “%(initiative)s” still worth its money?") % {"initiative": line.initiative},
        line.url,
        MINUTES,
        tuple(sorted(people)),
        weight,
        _("its review was due on %(day)s") % {"day": exact_day(line.due)},
        Ref(INITIATIVE, line.initiative_id),
    )


def review_evidence(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, TopicEvidence]:
    """Say whether value reviews were held, and what came of them."""
    lines = reviews.reviews_by_id(viewer=viewer, ids=[ref.id for ref in refs], as_of=timezone.localdate()).values()
    return {
        Ref(REVIEW, line.id): TopicEvidence(
            _("Held: %(way)s.") % {"way": line.way_label}
            if line.held
            else _("Due on %(day)s.") % {"day": exact_day(line.due)},
            line.reason,
            line.url,
            line.held is not None,
        )
        for line in lines
    }
