"""Whom mail reaches: oneself, and for the office everybody it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, QuerySet

from accord.apps.notices import rules
from accord.apps.notices.models import Mailbox
from accord.apps.notices.permissions import REACH
from accord.apps.ui.permissions import check
from accord.apps.ui.rules import Viewer


@dataclass(frozen=True)
class Unreachable:
    """A person whose address takes no mail, what it answered and when."""

    person_id: int
    name: str
    address: str
    answer: str
    refused_at: datetime | None


@dataclass(frozen=True)
class Reach:
    """Whether mail reaches the viewer: whether any is sent here, where to, and what the address answered if it refuses."""

    sends_mail: bool
    address: str
    refused: Unreachable | None


def reach(*, viewer: Viewer) -> Reach:
    """Tell whether mail reaches the viewer: one query."""
    found = _refused(Mailbox.objects.filter(person=viewer.pk))
    return Reach(bool(settings.ACCORD_MAIL), str(getattr(viewer, "email", "") or ""), found[0] if found else None)


def unreachable(*, viewer: Viewer) -> list[Unreachable]:
    """List everybody whom mail does not reach, latest first. Raises NotAllowed."""
    check(viewer, REACH)
    return _refused(Mailbox.objects.all())


def _refused(boxes: QuerySet[Mailbox]) -> list[Unreachable]:
    found = boxes.filter(
        refusals__gte=rules.REFUSALS_TO_STOP, person__email=F("address"), person__is_active=True,
        person__erased_at=None,
    )  # fmt: skip
    return [
        Unreachable(row.person_id, row.person.name, row.address, row.answer, row.refused_at)
        for row in found.select_related("person").order_by("-refused_at", "pk")[:1_000]
    ]
