"""Series of check-ins: the list, one with its history, setting up and ending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.check_ins import forms, permissions, reads, writes
from accord.apps.check_ins.models import Series
from accord.apps.check_ins.reads.strip import strip_of
from accord.apps.people import reads as people
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import NotFound, Ref, Viewer


def series(request: HttpRequest) -> HttpResponseBase:
    """List the series the viewer may see, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.series_spec(viewer=viewer))
    if file_asked(request):
        headers = [_("About"), _("Rhythm"), _("Who answers"), _("Who acknowledges"), _("Next"), _("Latest status")]
        rows = (
            (line.about_title, line.rhythm, line.answerer, line.acknowledger, None if line.is_ended else line.next_on,
             line.latest.status_label if line.latest else "")
            for line in reads.all_series_lines(viewer=viewer, query=query, as_of=today)
        )  # fmt: skip
        return list_file(request, rows, headers, "check-in-series")
    page = reads.series_lines(viewer=viewer, query=query, as_of=today)
    return render(request, "check_ins/series_list.html", {"query": query, "page": page})


def one_series(request: HttpRequest, series_id: int) -> HttpResponse:
    """Show one series: how it stood over time, what was said, and what happened to it."""
    page = reads.series_page(viewer=viewer_of(request), series_id=series_id, as_of=timezone.localdate())
    return render(
        request, "check_ins/one_series.html", {"page": page, "line": page.line, "strip": strip_of(page.check_ins)}
    )


def start_series(request: HttpRequest) -> HttpResponse:
    """Set up check-ins about the initiative or goal named in the address."""
    viewer = viewer_of(request)
    about, named = _about(request, viewer)
    permissions.check_set_up(viewer, about)
    return _answered(
        request, viewer,
        save=lambda form: writes.start_series(about=about, **form.values(), by=viewer, at=timezone.now()),
        words={
            "heading": _("Set up check-ins"), "submit": _("Start the check-ins"), "about": named,
            "cancel": named[1],
            "lead": _("One side says in under two minutes how it stands; the other says that it was read."),
        },
        saved=_("The check-ins are set up."),
        initial=reads.usual_people(viewer=viewer, about=about),
    )  # fmt: skip


def edit_series(request: HttpRequest, series_id: int) -> HttpResponse:
    """Change rhythm, people or ladder."""
    viewer = viewer_of(request)
    found = permissions.find_series(viewer, series_id)
    permissions.check_set_up(viewer, found.about)
    here = reverse("check_ins:one_series", args=[found.pk])
    names = ("every", "weekday", "hour", "remind_after", "grace", "version")
    return _answered(
        request, viewer,
        save=lambda form: writes.edit_series(
            series=found, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words={
            "heading": _("Change these check-ins"), "submit": _("Save"), "cancel": here,
            "about": titles(viewer=viewer, refs=[found.about]).get(found.about),
            "lead": _("One that is open already stays as it was asked."),
        },
        saved=_("Saved."),
        initial={name: getattr(found, name) for name in names}
        | {"answerer": found.answerer_id, "acknowledger": found.acknowledger_id},
        with_ids=(found.answerer_id, found.acknowledger_id),
    )  # fmt: skip


@require_POST
def ending(request: HttpRequest, series_id: int) -> HttpResponse:
    """End a series."""
    viewer = viewer_of(request)
    writes.end_series(series=permissions.find_series(viewer, series_id), by=viewer, at=timezone.now())
    messages.success(request, _("These check-ins have ended. What was said stays here."))
    return redirect("check_ins:one_series", series_id)


@require_POST
def resuming(request: HttpRequest, series_id: int) -> HttpResponse:
    """Take up an ended series again."""
    viewer = viewer_of(request)
    writes.resume_series(series=permissions.find_series(viewer, series_id), by=viewer, at=timezone.now())
    messages.success(request, _("The check-ins go on."))
    return redirect("check_ins:one_series", series_id)


def _about(request: HttpRequest, viewer: Viewer) -> tuple[Ref, tuple[str, str]]:
    try:
        ref = Ref.parse(request.GET.get("about", ""))
    except ValueError:
        ref = Ref("", 0)
    named = titles(viewer=viewer, refs=[ref]).get(ref)
    if named is None:
        raise NotFound(_("Open an initiative or a goal first, and set up its check-ins there."))
    return ref, named


def _answered(
    request: HttpRequest, viewer: Viewer, *, save: Any, words: dict[str, Any], saved: str, initial: dict[str, Any],
    with_ids: tuple[int, ...] = (),
) -> HttpResponse:  # fmt: skip
    everybody = dict(people.person_choices(viewer=viewer))
    for pk in with_ids:
        everybody.update(people.person_choices(viewer=viewer, with_id=pk))

    def back(done: Series) -> str:
        return reverse("check_ins:one_series", args=[done.pk])

    return answer(
        request, make=lambda *a, **k: forms.SeriesForm(*a, people=list(everybody.items()), **k), save=save, words=words,
        saved=saved, initial=initial, template="check_ins/series_form.html", back=back,
    )  # fmt: skip
