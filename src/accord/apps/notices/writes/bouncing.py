"""Addresses that take no mail: noted at once or when a bounce comes back, and tried again when somebody asks."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.notices import rules
from accord.apps.notices.events import MailRefused, MailTriedAgain
from accord.apps.notices.models import Letter, Mailbox
from accord.apps.notices.permissions import check_reach
from accord.apps.notices.rules import LetterState
from accord.apps.people.models import Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState

PERSON = "people.person"
COUNTED_FOR = timedelta(days=30)  # a refusal of long ago does not add up with one of today
SENT_AGAIN = timedelta(days=7)


def is_unreachable(person: Person) -> bool:
    """Tell whether a person's address is known to take no mail."""
    refused = Mailbox.objects.filter(person=person, refusals__gte=rules.REFUSALS_TO_STOP, address=person.email or "")
    return refused.exists()


def note_refusal(*, person: Person, answer: str, by: Viewer | None, at: datetime) -> None:
    """Note that a person's address refused a letter for good; the second time within a month no more are sent."""
    with transaction.atomic():
        Mailbox.objects.get_or_create(person=person)
        box = Mailbox.objects.select_for_update().get(person=person)
        is_new = box.address != (person.email or "") or box.refused_at is None or at - box.refused_at > COUNTED_FOR
        box.refusals = 1 if is_new else box.refusals + 1
        box.address, box.refused_at, box.answer = person.email or "", at, answer[:20]
        box.save(update_fields=["refusals", "address", "refused_at", "answer"])
        if box.refusals == rules.REFUSALS_TO_STOP:
            changes = (Change(field="answer", new=box.answer, person_id=person.pk),)
            trail.record(MailRefused(subject=Ref(PERSON, person.pk), changes=changes), by=by, at=at)


def take_bounces(*, data: bytes, by: Viewer | None, at: datetime) -> int:
    """Note the letters that one returned message says did not arrive; returns how many. The same one twice counts once.

    Letters are found by their Message-ID, which nobody else can guess.
    """
    found = 0
    for bounce in rules.bounces_in(data):
        letter = Letter.objects.select_related("person").filter(message_id=bounce.message_id).first()
        if letter is None:
            continue
        with transaction.atomic():
            if Letter.objects.filter(pk=letter.pk, bounced_at=None).update(bounced_at=at, answer=bounce.status):
                note_refusal(person=letter.person, answer=bounce.status, by=by, at=at)
                found += 1
    return found


def try_again(*, person_id: int, by: Viewer, at: datetime) -> None:
    """Write to an address again that took no mail, with what it did not take within a week.

    Raises NotAllowed, or WrongState when mail reaches the person.
    """
    check_reach(by, person_id)
    with transaction.atomic():
        reset = Mailbox.objects.filter(person=person_id, refusals__gt=0)
        if not reset.update(refusals=0, refused_at=None, answer=""):
            raise WrongState(_("Nothing is known of trouble with this address."))
        lost = Letter.objects.filter(person=person_id, made_at__gte=at - SENT_AGAIN)
        for letters in (lost.filter(state=LetterState.REFUSED), lost.exclude(bounced_at=None)):
            letters.update(state=LetterState.WAITING, next_at=at, sent_at=None, bounced_at=None, attempts=0, answer="")
        trail.record(MailTriedAgain(subject=Ref(PERSON, person_id)), by=by, at=at)
