"""Handing a thing to do over to somebody else, through the write of the app it belongs to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.people.models import Person
from accord.apps.turn import reads
from accord.apps.turn.models import Snooze
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState


# no event: the owning app records what it does with it
@transaction.atomic
def hand_over(*, source: str, ref: Ref, person_id: int, reason: str, by: Viewer, at: datetime) -> None:
    """Give what a source asks of oneself about a record to somebody else, with a reason.

    Raises NotFound if nothing of the kind waits, WrongState where it cannot be given away, Invalid, and what the owning
    app's write raises.
    """
    waiting = reads.waiting_for(viewer=by, source=source, ref=ref, today=timezone.localdate(at))
    if not waiting:
        raise NotFound(_("This does not wait for you any more."))
    if waiting[0].source.hand_over is None:
        raise WrongState(_("This cannot be given to somebody else."))
    wrong = {}
    if person_id == by.pk or not Person.objects.filter(pk=person_id, is_active=True, erased_at=None).exists():
        wrong["person"] = _("Choose somebody else from the list.")
    if not reason.strip():
        wrong["reason"] = _("Say why in a few words: whoever gets it will ask.")
    if wrong:
        raise Invalid(_("Some values cannot be taken: please look at them again."), wrong)
    waiting[0].source.hand_over(by, ref, person_id, reason.strip(), at)
    Snooze.objects.filter(person=by.pk, source=source, ref_kind=ref.kind, ref_id=ref.id).delete()
