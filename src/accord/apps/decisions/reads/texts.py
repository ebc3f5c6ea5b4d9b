"""Decisions as they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from accord.apps.decisions.models import Decision
from accord.apps.search.sockets import Text, pieces


# no viewer: the index; whoever searches is asked for at the search
def decision_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give questions with their options, what was decided and why; not what they are about."""
    for piece in pieces(Decision.objects.all(), ids):
        rows = Decision.objects.filter(pk__in=piece).select_related("decider").prefetch_related("options")
        for one in rows.order_by("pk"):
            options = (f"{option.text} {option.pro} {option.con}" for option in one.options.all())
            said = (one.option, one.reasons, one.review, one.reason, *options, one.decider.name)
            yield Text(one.pk, one.question, said, one.raised_date)
