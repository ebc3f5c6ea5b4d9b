"""What can be changed on many promises at once: the day, whom they are offered to, taking them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.people import reads as people
from accord.apps.promises import reads, writes
from accord.apps.promises.models import Offer
from accord.apps.promises.permissions import find
from accord.apps.promises.rules import STATE_LABELS, Answer, State
from accord.apps.promises.rules.states import MOST_WORDS
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import BulkAction, BulkKind, BulkStep, bulk
from accord.apps.ui.writes import refuse_if_changed

KIND = reads.KIND
PERSON = "people.person"


def plug_in() -> None:
    """Plug in the kind with its actions."""
    bulk.plug(
        BulkKind(
            "promises", KIND, gettext_lazy("promises"), "promises:promises", _actions(), _matching, lambda _viewer: True
        )
    )


def _actions() -> tuple[BulkAction, ...]:
    return (
        BulkAction(
            "day", gettext_lazy("Move to another day"), _day_fields, _move, _move_back,
            note=gettext_lazy("The day each was first promised for is kept and goes on to count."),
        ),
        BulkAction(
            "owner", gettext_lazy("Hand over"), _owner_fields, _offer, _offer_back,
            note=gettext_lazy("Each stays with its owner until the person asked accepts it."),
        ),
        BulkAction(
            "withdraw", gettext_lazy("Take back"), _reason_fields, _withdraw, _reopen,
            note=gettext_lazy("From its first day on, a promise taken back still counts as not kept."),
        ),
    )  # fmt: skip


def _matching(viewer: Viewer, asked: QueryDict) -> Sequence[int]:
    today = timezone.localdate()
    query = ListQuery.parse(asked, reads.promises_spec(viewer=viewer, as_of=today))
    return [line.id for line in reads.all_promise_lines(viewer=viewer, query=query, as_of=today)]


def _reason_fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    words = forms.CharField(label=_("Why"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 2}))
    return {"reason": words}


# --- the day ------------------------------------------------------------------------------------------------------


def _day_fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    day = forms.DateField(label=_("New day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    return {"to": day, **_reason_fields(viewer)}


def _move(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
    promise, to = find(by, pk), date.fromisoformat(values["to"])
    before = promise.due_date
    if before == to:
        return None
    wanted = {"due_date": to}
    writes.edit_promise(promise=promise, values=wanted, reason=values["reason"], by=by, at=at)
    return BulkStep(before.isoformat(), to.isoformat(), {"was": before.isoformat(), "now": to.isoformat()})


def _move_back(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
    promise, day = find(by, pk), date.fromisoformat(memo["was"])
    refuse_if_changed(now=promise.due_date.isoformat(), then=memo["now"])
    writes.put_day_back(promise=promise, due_date=day, by=by, at=at)


# --- the owner ----------------------------------------------------------------------------------------------------


def _owner_fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    choices = [(str(pk), name) for pk, name in people.person_choices(viewer=viewer)]
    return {"to": forms.ChoiceField(label=_("To whom"), choices=choices), **_reason_fields(viewer)}


def _offer(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
    promise, to = find(by, pk), int(values["to"])
    offer = writes.offer_promise(promise=promise, to_id=to, reason=values["reason"], by=by, at=at)
    before = str(Ref(PERSON, promise.owner_id)) if promise.owner_id else _("nobody")
    return BulkStep(before, str(Ref(PERSON, to)), {"offer": offer.pk})


def _offer_back(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
    waiting = Offer.objects.filter(promise=pk, state=Answer.OPEN).values_list("pk", flat=True).first()
    refuse_if_changed(now=waiting, then=memo["offer"])
    writes.withdraw_offer(promise=find(by, pk), by=by, at=at)


# --- taking back --------------------------------------------------------------------------------------------------


def _withdraw(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
    promise = find(by, pk)
    before = promise.state
    if before == State.WITHDRAWN:
        return None
    writes.withdraw_promise(promise=promise, reason=values["reason"], by=by, at=at)
    return BulkStep(_(STATE_LABELS[State(before)]), _(STATE_LABELS[State.WITHDRAWN]))


def _reopen(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
    promise = find(by, pk)
    refuse_if_changed(now=promise.state, then=State.WITHDRAWN)
    writes.reopen_promise(promise=promise, by=by, at=at)
