"""Setting a thing to do aside until a day, and taking it up again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.turn import reads, rules
from accord.apps.turn.models import Look, Snooze
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer

ANY: Any = object()  # whatever day the thing has


# no event: when somebody wants to be reminded of something is nobody else's business
@transaction.atomic
def snooze(
    *, source: str, ref: Ref, until: date, by: Viewer, at: datetime, past_due: bool = False, due: date | None = ANY
) -> Snooze:
    """Set aside what a source asks of oneself about a record; it comes back on the day, or once it is due another day.

    ``past_due`` allows a day beyond the one it is due; ``due`` says which is meant, if the source asks two things.
    Raises NotFound if nothing of the kind waits, Invalid.
    """
    today = timezone.localdate(at)
    waiting = [row.item for row in reads.waiting_for(viewer=by, source=source, ref=ref, today=today)]
    item = next((one for one in waiting if due is ANY or one.due == due), None)
    if item is None:
        raise NotFound(_("This does not wait for you any more."))
    if refused := rules.why_not_until(until, due=item.due, today=today, past_due=past_due):
        raise Invalid(_(refused), {"until": _(refused)})
    Snooze.objects.filter(person=by.pk, until_date__lte=today).delete()
    made, _is_new = Snooze.objects.update_or_create(
        person_id=by.pk,
        source=source,
        ref_kind=ref.kind,
        ref_id=ref.id,
        defaults={"due_date": item.due, "until_date": until, "created_at": at},
    )
    return made


# no event: see snooze
def take_up(*, source: str, ref: Ref, by: Viewer, at: datetime) -> None:
    """Take up again what one set aside. Raises NotFound if it was not."""
    mine = Snooze.objects.filter(person=by.pk, source=source, ref_kind=ref.kind, ref_id=ref.id)
    if not mine.filter(until_date__gt=timezone.localdate(at)).exists():
        raise NotFound(_("This is not set aside."))
    mine.delete()


# no event: the app that erases the person says so
def erase_person(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Forget what a person set aside and had seen. Returns how many records were removed."""
    removed = sum(model._default_manager.filter(person=person_id).delete()[0] for model in (Snooze, Look))
    return int(removed)
