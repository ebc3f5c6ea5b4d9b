"""What people do with a gap: agenda, step, acceptance, objection, signatures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.gaps import forms, permissions, reads, writes
from accord.apps.gaps.models import Gap
from accord.apps.meetings import reads as meetings
from accord.apps.people import reads as people
from accord.apps.ui.pages import answer, done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer

A_DAY = timedelta(days=1)  # a meeting of this morning can still be talked about
TWO_WEEKS = timedelta(days=14)
QUARTER = timedelta(days=90)
SATURDAY = 5


def agenda(request: HttpRequest, gap_id: int) -> HttpResponse:
    """Put a gap on the agenda of a meeting: choose one, or plan a new one."""
    viewer, gap = _acting(request, gap_id)
    owners = [pk for pk in (gap.business_owner_id, gap.it_owner_id) if pk]
    choices = [
        (meeting.id, f"{meeting.title}, {date_format(timezone.localtime(meeting.starts_at), 'D j M H:i')}")
        for meeting in meetings.upcoming_meetings(viewer=viewer, people_ids=owners, since=timezone.now() - A_DAY)
    ]
    return answer(
        request,
        make=lambda *args, **kwargs: forms.AgendaForm(*args, **kwargs, meetings=choices),
        save=lambda form: writes.put_on_agenda(gap=gap, by=viewer, at=timezone.now(), **form.values()),
        initial={"starts_at": _next_week(), "minutes": 15},
        words=_words(viewer, gap, _("Put it on an agenda"), _("Put it on the agenda"), "agenda"),
        saved=_("It is on the agenda."),
        back=lambda item: reverse("meetings:meeting", args=[item.meeting_id]),
    )


def step(request: HttpRequest, gap_id: int) -> HttpResponse:
    """Write down a step with its owner and date."""
    viewer, gap = _acting(request, gap_id)
    choices = people.person_choices(viewer=viewer)
    today = timezone.localdate()
    return answer(
        request,
        make=lambda *args, **kwargs: forms.StepForm(*args, **kwargs, people=choices),
        save=lambda form: writes.promise_step(gap=gap, by=viewer, at=timezone.now(), **form.values()),
        initial={
            "owner": gap.business_owner_id or gap.it_owner_id,
            "made_to": gap.it_owner_id if gap.business_owner_id else None,
            "due_date": today + TWO_WEEKS,
        },
        words=_words(viewer, gap, _("A step to close it"), _("Write down the promise"), "step"),
        saved=_("The promise is written down. The number is looked at again afterwards."),
        back=lambda _made: _page(gap_id),
    )


def acceptance(request: HttpRequest, gap_id: int) -> HttpResponse:
    """Accept a gap for now, with a reason, until a day."""
    viewer, gap = _acting(request, gap_id)
    return answer(
        request,
        make=forms.AcceptForm,
        save=lambda form: writes.accept(gap=gap, by=viewer, at=timezone.now(), **form.cleaned_data),
        initial={"until": timezone.localdate() + QUARTER},
        words=_words(viewer, gap, _("Accept it for now"), _("Accept until then"), "acceptance"),
        saved=_("It is accepted for now and comes back on that day."),
        undo=reverse("gaps:reopening", args=[gap_id]),
        back=lambda _saved: _page(gap_id),
    )


def objection(request: HttpRequest, gap_id: int) -> HttpResponse:
    """Mark a gap as wrong, with a reason."""
    viewer, gap = _acting(request, gap_id)
    return answer(
        request,
        make=forms.WrongForm,
        save=lambda form: writes.mark_wrong(gap=gap, by=viewer, at=timezone.now(), **form.cleaned_data),
        words=_words(viewer, gap, _("This is wrong"), _("Mark as wrong"), "objection"),
        saved=_("It is marked as wrong. The programme office sees why."),
        undo=reverse("gaps:reopening", args=[gap_id]),
        back=lambda _saved: _page(gap_id),
    )


def measure_again(request: HttpRequest, gap_id: int) -> HttpResponse:
    """Set the day on which the number is looked at again."""
    viewer, gap = _acting(request, gap_id)
    return answer(
        request,
        make=forms.AgainForm,
        save=lambda form: writes.set_measure_again(gap=gap, by=viewer, at=timezone.now(), **form.cleaned_data),
        initial={"on": gap.measure_again_date or timezone.localdate() + TWO_WEEKS},
        words=_words(viewer, gap, _("Measure again"), _("Set the day"), "measuring"),
        saved=_("The day is set."),
        back=lambda _saved: _page(gap_id),
    )


@require_POST
def signature(request: HttpRequest, gap_id: int) -> HttpResponse:
    """Sign that the sides differ, or take the signature back with ``withdraw``."""
    viewer = viewer_of(request)
    gap = permissions.find(viewer, gap_id)
    if "withdraw" in request.POST:
        writes.withdraw_differ(gap=gap, by=viewer, at=timezone.now())
        messages.success(request, _("Your signature is taken back."))
    else:
        writes.sign_differ(gap=gap, by=viewer, at=timezone.now())
        closed = gap.closed_at is not None
        done = _("Both have signed: the gap is closed.") if closed else _("You have signed. The other side is asked.")
        messages.success(request, done)
    return redirect("gaps:gap", gap_id)


@require_POST
def reopening(request: HttpRequest, gap_id: int) -> HttpResponse:
    """Take a gap up again."""
    viewer = viewer_of(request)
    writes.reopen(gap=permissions.find(viewer, gap_id), by=viewer, at=timezone.now())
    return done(request, _("The gap is open again."), _page(gap_id))


def _acting(request: HttpRequest, gap_id: int) -> tuple[Viewer, Gap]:
    viewer = viewer_of(request)
    gap = permissions.find(viewer, gap_id)
    permissions.check_act(viewer, gap)
    return viewer, gap


def _next_week() -> datetime:
    """Give ten o'clock of a working day about a week ahead."""
    day = timezone.localtime() + timedelta(days=7)
    day += timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def _words(viewer: Viewer, gap: Gap, title: str, submit: str, here: str) -> dict[str, Any]:
    sentence, url = reads.gap_titles(viewer=viewer, ids=[gap.pk])[gap.pk]
    said = {"title": title, "submit": submit, "lead": sentence, "cancel": url, "back_label": _("The gap")}
    return said | {"ways": _ways(gap, here), "is_told": True}


def _ways(gap: Gap, here: str) -> list[dict[str, Any]]:
    """Offer, where a gap stands in a list, what else can be arranged; ``here`` is the address shown."""
    named = [
        ("agenda", _("On an agenda")), ("step", _("A step")), ("acceptance", _("Accept for now")),
        ("measuring", _("Measure again")), ("objection", _("This is wrong")),
    ]  # fmt: skip
    return [
        {"label": label, "url": reverse(f"gaps:{name}", args=[gap.pk]), "active": name == here} for name, label in named
    ]


def _page(gap_id: int) -> str:
    return reverse("gaps:gap", args=[gap_id])
