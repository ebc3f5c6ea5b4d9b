"""Forgetting what is old, and what belongs to a person who is erased."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from accord.apps.notices import rules
from accord.apps.notices.models import Follow, KindPreference, Letter, LinkUse, Mailbox, Notice, Preference
from accord.apps.notices.rules import NoticeState
from accord.apps.ui.rules import Viewer


# no event: the erasure of a person is recorded by the write that erases the person
def erase_notices(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase what a person was told, follows and wished; returns how many rows there were."""
    models = (Notice, Letter, Follow, KindPreference, Preference, Mailbox)
    return sum(model._default_manager.filter(person=person_id).delete()[0] for model in models)


# no event: nothing but old copies of what stands on the trail goes
def forget_old(*, by: Viewer | None, at: datetime) -> int:
    """Forget notices and letters after half a year, and used links long after they ended."""
    before = at - rules.KEPT
    gone = Notice.objects.filter(made_at__lt=before).filter(~Q(state=NoticeState.BUFFERED) | ~Q(read_at=None))
    return sum(
        found.delete()[0]
        for found in (
            gone, Letter.objects.filter(made_at__lt=before), LinkUse.objects.filter(used_at__lt=before),
        )
    )  # fmt: skip
