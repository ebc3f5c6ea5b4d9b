"""What the mails of a round need: whom, about what, until when, and the personal link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.expectations.models import Asked
from accord.apps.expectations.reads.links import link_token
from accord.apps.expectations.reads.subjects import subject_titles
from accord.apps.expectations.rules.words import SIDE_LABELS, State


@dataclass(frozen=True)
class AskedMail:
    """One mail: to whom, on behalf of which side, about what; ``link`` opens only after a sign-in or a mailed code."""

    name: str
    email: str
    side: str
    title: str
    note: str
    deadline_at: datetime
    link: str
    result: str


# no viewer: mails are made by the work queue, each for the one person it goes to
def asked_mails(*, asked: Sequence[int], waiting_at: datetime | None = None) -> list[AskedMail]:
    """Give the mails for asked people who have an address: three queries.

    With ``waiting_at`` only for those whose answer is still waited for at that moment.
    """
    found = Asked.objects.filter(pk__in=asked, person__is_active=True, person__email__isnull=False)
    if waiting_at is not None:
        found = found.filter(
            answered_at=None, declined_at=None, round__state=State.OPEN, round__deadline_at__gt=waiting_at
        )
    rows = list(found.select_related("person", "round").order_by("pk"))
    titles = subject_titles(rounds=[row.round for row in rows])
    return [
        AskedMail(
            row.person.name, row.person.email or "", _(SIDE_LABELS[row.side]), titles[row.round_id], row.round.note,
            row.round.deadline_at, _full(reverse("expectations:link", args=[link_token(asked_id=row.pk)])),
            _full(reverse("expectations:round", args=[row.round_id])),
        )
        for row in rows
    ]  # fmt: skip


# no viewer: see asked_mails
def asked_ids(*, round_id: int) -> list[int]:
    """List the ids of everybody asked in a round."""
    return list(Asked.objects.filter(round_id=round_id).order_by("pk").values_list("pk", flat=True))


def _full(path: str) -> str:
    return f"{settings.ACCORD_PUBLIC_URL or 'http://localhost:8000'}{path}"
