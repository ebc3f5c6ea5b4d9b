"""Promises as they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from accord.apps.promises.models import Promise
from accord.apps.search.sockets import Text, pieces


# no viewer: the index; whoever searches is asked for at the search
def promise_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give promises with who made them to whom, what shows them and their reasons; not what they are about."""
    for piece in pieces(Promise.objects.all(), ids):
        rows = Promise.objects.filter(pk__in=piece).select_related("owner", "made_to", "department").order_by("pk")
        for one in rows:
            people = (str(who or "") for who in (one.owner, one.made_to, one.department))
            yield Text(one.pk, one.what, (*people, one.proof, one.reason), one.due_date)
