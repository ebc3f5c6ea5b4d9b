"""Imports as they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from accord.apps.batches.models import Batch
from accord.apps.search.sockets import Text, pieces


# no viewer: the index; whoever searches is asked for at the search
def batch_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give imports by the names of their files, sheets and profiles; what is in their rows is found in the records."""
    for piece in pieces(Batch.objects.all(), ids):
        for one in Batch.objects.filter(pk__in=piece).order_by("pk"):
            yield Text(one.pk, one.name, (one.sheet, one.profile_name), one.as_of)
