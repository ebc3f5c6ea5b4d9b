"""Opening a round, asking one more person, moving the deadline later, calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.expectations import events, permissions
from accord.apps.expectations.models import Answer, Asked, Round
from accord.apps.expectations.rules import months, rounds
from accord.apps.expectations.rules.words import NO_SUBJECT, PORTFOLIO, Side, State
from accord.apps.expectations.writes.keyring import sealing_key
from accord.apps.expectations.writes.refusing import refuse, refuse_state
from accord.apps.initiatives.rules import Reason, why_not_currency, why_not_text
from accord.apps.people.models import Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState

ROUND, PERSON = "expectations.round", "people.person"
_NO_PERSON = Reason(gettext_noop("Choose people from the list; somebody here has left or is not known."))
_NO_SIDE = Reason(gettext_noop("Answers are given on behalf of business, IT or finance."))


@transaction.atomic
def open_round(
    *,
    about_kind: str,
    about_id: int = NO_SUBJECT,
    asked: Sequence[tuple[int, str]],
    deadline_at: datetime,
    currency: str,
    by: Viewer,
    at: datetime,
    note: str = "",
) -> Round:
    """Ask (person, side) pairs what to expect of an initiative, a goal or the whole portfolio, sealed until the deadline.

    Raises NotFound, NotAllowed, Invalid (fields ``asked``, ``deadline_at``, ``currency``, ``note``), or WrongState while
    another round about the same is open.
    """
    permissions.check_subject(by, about_kind, about_id)
    permissions.check_ask(by, about_kind, about_id)
    number = NO_SUBJECT if about_kind == PORTFOLIO else about_id
    refuse({
        "asked": rounds.why_not_asked(asked) or _why_not_people(asked),
        "deadline_at": rounds.why_not_deadline(deadline_at, at=at),
        "currency": why_not_currency(currency),
        "note": why_not_text(note, most=rounds.MOST_NOTE, needed=False),
    })  # fmt: skip
    same = Round.objects.filter(about_kind=about_kind, about_id=number)
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                about_kind=about_kind, about_id=number, number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
                note=note.strip(), currency=currency, base_date=months.base_of(timezone.localdate(at)), opened_at=at,
                opened_by_id=by.pk, deadline_at=deadline_at, key_id=sealing_key().id,
            )  # fmt: skip
    except IntegrityError:
        raise WrongState(
            _("Somebody is asking about this already: see that round, or wait until it is revealed.")
        ) from None
    Asked.objects.bulk_create([Asked(round=round_, person_id=person, side=side) for person, side in asked])
    changes = (
        Change(field="deadline_at", new=deadline_at),
        Change(field="currency", new=currency),
        *(Change(field=side, new=str(Ref(PERSON, person))) for person, side in asked),
        *((Change(field="note", new=note.strip(), person_id=by.pk),) if note.strip() else ()),
    )
    trail.record(events.RoundOpened(subject=Ref(ROUND, round_.pk), changes=changes), by=by, at=at)
    return round_


def _why_not_people(asked: Sequence[tuple[int, str]]) -> Reason | None:
    if not {side for _person, side in asked} <= set(Side):
        return _NO_SIDE
    ids = {person for person, _side in asked}
    there = Person.objects.filter(pk__in=ids, is_active=True, erased_at=None).count()
    return None if there == len(ids) else _NO_PERSON


@transaction.atomic
def ask_person(*, round_: Round, person_id: int, side: str, by: Viewer, at: datetime) -> Asked:
    """Ask one more person while the round is open. Raises NotAllowed, Invalid (field ``person``), WrongState."""
    permissions.check_ask(by, round_.about_kind, round_.about_id)
    now = locked(round_)
    refuse_state(rounds.why_not_open(now.state, now.deadline_at, at=at))
    there = [*now.asked.values_list("person_id", "side"), (person_id, side)]
    refuse({"person": rounds.why_not_asked(there) or _why_not_people([(person_id, side)])})
    asked = Asked.objects.create(round=now, person_id=person_id, side=side)
    change = Change(field=side, new=str(Ref(PERSON, person_id)))
    trail.record(events.PersonAsked(subject=Ref(ROUND, now.pk), changes=(change,)), by=by, at=at)
    return asked


@transaction.atomic
def move_deadline(
    *, round_: Round, deadline_at: datetime, by: Viewer, at: datetime, seen_version: int | None = None
) -> Round:
    """Move the deadline later, never earlier. Raises NotAllowed, Invalid (``deadline_at``), WrongState, EditConflict."""
    permissions.check_ask(by, round_.about_kind, round_.about_id)
    now = locked(round_)
    refuse_state(rounds.why_not_open(now.state, now.deadline_at, at=at))
    refuse({"deadline_at": rounds.why_not_later(deadline_at, now=now.deadline_at, at=at)})
    trail.edit(
        now, {"deadline_at": deadline_at}, event=events.DeadlineMoved, subject=Ref(ROUND, now.pk), by=by, at=at,
        seen_version=seen_version,
    )  # fmt: skip
    return now


@transaction.atomic
def call_off(*, round_: Round, by: Viewer, at: datetime, seen_version: int | None = None) -> Round:
    """Call an open round off and destroy its sealed answers unread. Raises NotAllowed, WrongState, EditConflict."""
    permissions.check_ask(by, round_.about_kind, round_.about_id)
    now = locked(round_)
    if now.state != State.OPEN:
        raise WrongState(_("Only a round that is still sealed can be called off."))
    Answer.objects.filter(asked__round=now).delete()
    trail.edit(
        now, {"state": State.CALLED_OFF.value}, event=events.RoundCalledOff, subject=Ref(ROUND, now.pk), by=by, at=at,
        seen_version=seen_version,
    )  # fmt: skip
    return now


# no event: takes the lock under which a round's answers and its reveal wait for each other
def locked(round_: Round) -> Round:
    """Read a round again under a lock that lasts until the end of the transaction."""
    return Round.objects.select_for_update().get(pk=round_.pk)
