"""Setting a thing to do aside, taking it up again, handing it over."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.people import reads as people
from accord.apps.turn import forms, reads, writes
from accord.apps.turn.reads import Waiting
from accord.apps.ui.pages import answer, done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound, Ref, Viewer
from accord.apps.ui.templatetags.formats import day_words

HOME = "turn:my_turn"


def snooze(request: HttpRequest, source: str, ref: str) -> HttpResponse:
    """Set a thing aside until a day."""
    viewer, today = viewer_of(request), timezone.localdate()
    row = _asked(request, viewer, source, ref, today)
    given = _chosen(request.POST)
    until = _day(given.get("until", ""))
    return answer(
        request,
        make=lambda data=None, **k: forms.SnoozeForm(data and given, due=row.item.due, **k),
        save=lambda form: writes.snooze(
            source=source, ref=row.item.ref, until=form.cleaned_data["until"], due=row.item.due,
            past_due=form.cleaned_data.get("past_due", False), by=viewer, at=timezone.now(),
        ),
        words={
            "title": _("Remind me later"), "submit": _("Set aside"), "lead": row.item.sentence,
            "cancel": reverse(HOME), "back_label": _("My turn"), "is_told": True,
        },
        saved=_("Set aside. It comes back %(day)s.") % {"day": day_words(until, today) if until else _("then")},
        back=lambda _made: reverse(HOME),
        initial={"until": today + timedelta(days=2)},
        undo=reverse("turn:taking_up", args=[source, ref]),
    )  # fmt: skip


@require_POST
def taking_up(request: HttpRequest, source: str, ref: str) -> HttpResponse:
    """Take up again what was set aside."""
    writes.take_up(source=source, ref=_ref(ref), by=viewer_of(request), at=timezone.now())
    return done(request, _("It is back in your list."), reverse(HOME))


def handing_over(request: HttpRequest, source: str, ref: str) -> HttpResponse:
    """Hand a thing over to somebody else, with a reason."""
    viewer = viewer_of(request)
    row = _asked(request, viewer, source, ref, timezone.localdate())
    others = [(pk, name) for pk, name in people.person_choices(viewer=viewer) if pk != viewer.pk]
    return answer(
        request,
        make=lambda *a, **k: forms.HandOverForm(*a, people=others, **k),
        save=lambda form: writes.hand_over(
            source=source, ref=row.item.ref, person_id=form.cleaned_data["person"], reason=form.cleaned_data["reason"],
            by=viewer, at=timezone.now(),
        ),
        words={
            "title": _("Hand it over"), "submit": _("Hand over"), "lead": row.item.sentence,
            "cancel": reverse(HOME), "back_label": _("My turn"), "is_told": True,
        },
        saved=_("Done. They find it under their turn."),
        back=lambda _made: reverse(HOME),
        names={"person_id": "person", "owner_id": "person", "to_id": "person"},
    )  # fmt: skip


def _chosen(posted: QueryDict) -> QueryDict:
    """Read a day that was offered by name: where it lies after the day a thing is due, its button said so."""
    if "chosen" not in posted:
        return posted
    given = posted.copy()
    given["until"] = str(posted["chosen"])
    given["past_due"] = "on"
    return given


def _asked(request: HttpRequest, viewer: Viewer, source: str, ref: str, today: date) -> Waiting:
    """Find what the address means; where a source asks two things about a record, ``due`` says which."""
    waiting = reads.waiting_for(viewer=viewer, source=source, ref=_ref(ref), today=today)
    if not waiting:
        raise NotFound(_("This does not wait for you any more."))
    due = (request.POST if request.method == "POST" else request.GET).get("due", "")
    return next((row for row in waiting if row.due == due), waiting[0])


def _ref(text: str) -> Ref:
    try:
        return Ref.parse(text)
    except ValueError:
        raise NotFound(_("There is no such record.")) from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
