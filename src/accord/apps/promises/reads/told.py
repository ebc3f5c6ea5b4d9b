"""What telling people about promises needs: whose they are, who was asked, and their lines."""

from __future__ import annotations

from collections.abc import Collection

from accord.apps.promises.models import Offer, Promise, Proposal
from accord.apps.promises.permissions import visible_to
from accord.apps.promises.reads.lines import PromiseLine, lines_of, whole
from accord.apps.promises.rules import Answer
from accord.apps.ui.rules import Viewer


# no viewer: Accord asks whom to tell; each of them is asked again before anything is said
def owner_and_receiver(*, ids: Collection[int]) -> dict[int, tuple[int | None, int | None]]:
    """Map promises to (owner, None for a department's; the one it is made to): one query."""
    rows = Promise.objects.filter(pk__in=ids).order_by().values_list("pk", "owner_id", "made_to_id")
    return {pk: (owner, receiver) for pk, owner, receiver in rows}


# no viewer: see owner_and_receiver
def people_asked(*, ids: Collection[int]) -> dict[int, int]:
    """Map promises to who is asked to agree to another day, where somebody still is: one query."""
    rows = Proposal.objects.filter(promise__in=ids, state=Answer.OPEN).order_by()
    return dict(rows.values_list("promise_id", "asked_id"))


# no viewer: see owner_and_receiver
def people_offered(*, ids: Collection[int]) -> dict[int, int]:
    """Map promises to who is asked to take them over, where somebody still is: one query."""
    return dict(Offer.objects.filter(promise__in=ids, state=Answer.OPEN).order_by().values_list("promise_id", "to_id"))


def lines_by_id(*, viewer: Viewer, ids: Collection[int]) -> dict[int, PromiseLine]:
    """Map the ids the viewer may see to their lines: two queries, and one for each kind of record they are about."""
    records = list(whole(visible_to(viewer)).filter(pk__in=ids).order_by("pk").distinct())
    return {line.id: line for line in lines_of(viewer, records, None)}
