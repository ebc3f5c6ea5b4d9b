"""Releases, challenges, reviews and budgets as they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.search.sockets import Text, pieces
from accord.apps.value.models import Budget, Challenge, Release, Review


# no viewer: the index; whoever searches is asked for at the search
def release_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give releases by the title of their stage, what was shown, and why it was decided so."""
    for piece in pieces(Release.objects.all(), ids):
        for one in Release.objects.filter(pk__in=piece).select_related("stage").order_by("pk"):
            parts = (one.stage.must_show, one.shown, one.reason)
            yield Text(one.pk, one.stage.title, parts, timezone.localdate(one.asked_at))


# no viewer: see release_texts
def challenge_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give challenges with their question, answer and reason."""
    for piece in pieces(Challenge.objects.all(), ids):
        for one in Challenge.objects.filter(pk__in=piece).order_by("pk"):
            yield Text(one.pk, one.title, (one.question, one.answer, one.reason), timezone.localdate(one.asked_at))


# no viewer: see release_texts
def review_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give reviews that were held, with what came of them."""
    for piece in pieces(Review.objects.exclude(reason=""), ids):
        for one in Review.objects.filter(pk__in=piece).exclude(reason="").order_by("pk"):
            yield Text(one.pk, _("Value review"), (one.reason,), one.held_date or one.due_date)


# no viewer: see release_texts
def budget_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give budgets with what they were used for."""
    for piece in pieces(Budget.objects.all(), ids):
        for one in Budget.objects.filter(pk__in=piece).prefetch_related("uses").order_by("pk"):
            words = tuple(use.words for use in one.uses.all() if use.removed_at is None)
            yield Text(one.pk, one.title, words, one.from_date)
