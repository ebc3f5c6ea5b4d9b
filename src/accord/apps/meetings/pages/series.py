"""Series of meetings: the list, one with its dates, planning, changing, ending."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accord.apps.goals import reads as goals
from accord.apps.initiatives import reads as initiatives
from accord.apps.meetings import forms, permissions, reads, writes
from accord.apps.meetings.models import Series
from accord.apps.meetings.permissions import PLAN
from accord.apps.meetings.rules.recurrence import why_not_first
from accord.apps.people import reads as people
from accord.apps.ui import pages
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.rules import Viewer

GOAL, INITIATIVE = "goals.goal", "initiatives.initiative"
NAMES = {"people_ids": "people", "rule": "every"}


def series(request: HttpRequest) -> HttpResponseBase:
    """List the series the viewer may see, as a page or as a file."""
    viewer, now = viewer_of(request), timezone.now()
    query = ListQuery.read(request, reads.series_spec(viewer=viewer))
    if file_asked(request):
        headers = [_("Series"), _("Comes round"), _("Chair"), _("About"), _("Next"), _("Planned in 90 days"), _("Held"),
                   _("With both sides"), _("Ended")]  # fmt: skip
        rows = (
            (line.title, line.rhythm, line.chair, line.about_title, timezone.localtime(line.next_at) if line.next_at else "",
             line.cadence.planned, line.cadence.held, line.cadence.with_sides, _("yes") if line.has_ended else _("no"))
            for line in reads.all_series_lines(viewer=viewer, query=query, at=now)
        )  # fmt: skip
        return list_file(request, rows, headers, "series")
    page = reads.series_lines(viewer=viewer, query=query, at=now)
    context = {"query": query, "page": page, "may_plan": may(viewer, PLAN), "tabs": meeting_tabs("series")}
    return render(request, "meetings/series.html", context)


def meeting_tabs(active: str) -> list[dict[str, Any]]:
    """Give the places of meetings as tabs."""
    here = reverse("meetings:meetings")
    places = [
        ("upcoming", _("Upcoming"), here),
        ("past", _("Past"), f"{here}?when=past"),
        ("series", _("Series"), reverse("meetings:series")),
        ("calendar", _("In my calendar"), reverse("meetings:calendar")),
    ]
    return [{"label": label, "url": url, "active": code == active} for code, label, url in places]


def one_series(request: HttpRequest, series_id: int) -> HttpResponse:
    """Show one series with its dates and how it kept its rhythm."""
    page = reads.series_page(viewer=viewer_of(request), series_id=series_id, at=timezone.now())
    return render(request, "meetings/one_series.html", {"page": page, "series": page.series})


def plan_series(request: HttpRequest) -> HttpResponse:
    """Plan a series."""
    viewer = viewer_of(request)
    initial = {"chair": viewer.pk, "zone": timezone.get_current_timezone_name(), "about": request.GET.get("about", "")}
    return pages.answer(
        request,
        template="meetings/series_form.html",
        names=NAMES,
        make=_form(viewer),
        save=lambda form: writes.plan_series(**form.values(), by=viewer, at=timezone.now()),
        words={
            "heading": _("Plan a series"),
            "lead": _("Meet in a rhythm both sides agreed on; the dates put themselves on the calendar."),
            "submit": _("Plan the series"),
            "cancel": reverse("meetings:series"),
            "dates_url": reverse("meetings:series_dates"),
        },
        saved=_("The series is planned, and its meetings of the next eight weeks stand on the calendar."),
        back=lambda made: _address(made.pk),
        initial=initial,
    )


def edit_series(request: HttpRequest, series_id: int) -> HttpResponse:
    """Change a series; its meetings to come follow, unless they were changed by themselves."""
    viewer, found = _editable(request, series_id)

    def save(form: forms.SeriesForm) -> None:
        done = writes.edit_series(
            series_id=series_id, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        )  # fmt: skip
        if done.kept:
            messages.info(request, _kept(done.kept))

    return pages.answer(
        request,
        template="meetings/series_form.html",
        names=NAMES,
        make=_form(viewer, found),
        save=save,
        words={
            **_words(found, _("Change this series"), _("Save")),
            "lead": _("The dates to come follow, unless somebody moved, cancelled or changed them by themselves."),
            "dates_url": reverse("meetings:series_dates_of", args=[series_id]),
        },
        saved=_("Saved. The dates to come follow."),
        back=lambda done: _address(series_id),
        initial=forms.series_initial(found),
    )


@require_POST
def series_dates(request: HttpRequest, series_id: int | None = None) -> HttpResponse:
    """Show the next dates of what is typed in the form, in words; saves nothing."""
    viewer = viewer_of(request)
    found = permissions.find_series(viewer, series_id) if series_id is not None else None
    form = _form(viewer, found)(request.POST)
    form.is_valid()
    return render(request, "meetings/next_dates.html", _dates(form))


def series_ending(request: HttpRequest, series_id: int) -> HttpResponse:
    """End a series and say why."""
    viewer, found = _editable(request, series_id)
    return pages.answer(
        request,
        template="meetings/series_form.html",
        make=forms.EndForm,
        save=lambda form: writes.end_series(
            series_id=series_id, reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"],
            by=viewer, at=timezone.now(),
        ),
        words={**_words(found, _("End this series"), _("End the series")), "danger": True},
        saved=_("The series has ended. Its dates to come are off the calendar."),
        back=lambda done: _address(series_id),
        initial={"version": found.version},
    )  # fmt: skip


@require_POST
def series_resuming(request: HttpRequest, series_id: int) -> HttpResponse:
    """Let an ended series go on."""
    writes.resume_series(series_id=series_id, by=viewer_of(request), at=timezone.now())
    return pages.done(request, _("The series goes on. Its dates are on the calendar again."), _address(series_id))


def _form(viewer: Viewer, found: Series | None = None) -> partial[forms.SeriesForm]:
    people_here = people.person_choices(viewer=viewer, with_id=found.chair_id if found else None)
    about = [
        (
            _("Initiatives"),
            [(f"{INITIATIVE}:{one.id}", one.title) for one in initiatives.initiative_choices(viewer=viewer)],
        ),
        (_("Goals"), [(f"{GOAL}:{pk}", title) for pk, title in goals.goal_choices(viewer=viewer)]),
    ]
    return partial(
        forms.SeriesForm,
        people=people_here,
        about=[(label, rows) for label, rows in about if rows],
        rule=forms.own_rule(found) if found else None,
    )


def _dates(form: forms.SeriesForm) -> dict[str, Any]:
    rule = form.rule()
    given = form.cleaned_data
    if rule is None or not given.get("start_time") or not given.get("zone") or why_not_first(given["first_date"]):
        return {"dates": [], "rhythm": ""}
    when = {"first": given["first_date"], "at": given["start_time"], "zone": given["zone"]}
    return {
        "dates": reads.next_dates(rule=rule, since=timezone.now(), **when),
        "rhythm": reads.rhythm(rule, *when.values()),
        "zone": given["zone"],
    }


def _editable(request: HttpRequest, series_id: int) -> tuple[Viewer, Series]:
    viewer = viewer_of(request)
    found = permissions.find_series(viewer, series_id)
    permissions.check_edit_series(viewer, found)
    return viewer, found


def _words(found: Series, heading: str, submit: str) -> dict[str, Any]:
    return {"heading": heading, "submit": submit, "cancel": _address(found.pk), "series": found}


def _kept(count: int) -> str:
    return ngettext(
        "One date that was changed by itself stays as it is.",
        "%(n)s dates that were changed by themselves stay as they are.",
        count,
    ) % {"n": count}  # fmt: skip


def _address(series_id: int) -> str:
    return reverse("meetings:one_series", args=[series_id])
