"""Rounds of expectations as they are found: by what they are about. Nothing that was answered is ever in the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils import timezone

from accord.apps.expectations.models import Round
from accord.apps.expectations.reads.subjects import subject_titles
from accord.apps.expectations.rules.words import GOAL, INITIATIVE
from accord.apps.search.sockets import Text, pieces


# no viewer: the index; whoever searches is asked for at the search
def round_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give rounds with what they are about and the note to those asked; whoever is in a round sees both."""
    for piece in pieces(Round.objects.all(), ids):
        rows = list(Round.objects.filter(pk__in=piece).order_by("pk"))
        named = subject_titles(rounds=rows)
        for one in rows:
            yield Text(one.pk, named[one.pk], (one.note,), timezone.localdate(one.opened_at))


# no viewer: ids alone
def about_initiatives(ids: Collection[int]) -> Iterator[int]:
    """Give the rounds about these initiatives."""
    yield from Round.objects.filter(about_kind=INITIATIVE, about_id__in=ids).values_list("pk", flat=True)


# no viewer: ids alone
def about_goals(ids: Collection[int]) -> Iterator[int]:
    """Give the rounds about these goals."""
    yield from Round.objects.filter(about_kind=GOAL, about_id__in=ids).values_list("pk", flat=True)
