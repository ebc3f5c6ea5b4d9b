"""Series: the list, one of them with its picture, adding, changing, removing and bringing back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.ui.charts import Chart, Mark, Point, history_chart, sparkline
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, done, file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.templatetags.formats import exact_day, number_words
from accord.apps.value import permissions, writes
from accord.apps.value.forms import effects as forms
from accord.apps.value.models import Series
from accord.apps.value.reads.effects import series as reads
from accord.apps.value.reads.effects.inputs import points_of
from accord.apps.value.reads.effects.series import SeriesLine
from accord.apps.value.reads.tabs import places
from accord.apps.value.rules.effects.reading import lines_of

SPARKS = 60


def series(request: HttpRequest) -> HttpResponseBase:
    """List the series the viewer may see, as a page or as a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.series_spec())
    if file_asked(request):
        headers = [_("Series"), _("Unit"), _("Kind"), _("Goal"), _("Source"), _("Values"), _("First"), _("Last"),
                   _("Newest value")]  # fmt: skip
        return list_file(request, _cells(reads.all_series_lines(viewer=viewer, query=query)), headers, "series")
    page = reads.series_lines(viewer=viewer, query=query)
    rows = [{"line": line, "spark": _spark(line)} for line in page.rows]
    words = {"query": query, "page": page, "rows": rows, "can_add": permissions.can_add_series(viewer),
             "tabs": places("series")}  # fmt: skip
    return render(request, "value/effects/series.html", words)


def _cells(lines: Iterator[SeriesLine]) -> Iterator[tuple[object, ...]]:
    for line in lines:
        kind = _("of a goal's measure") if line.is_measure else _("kept for comparing")
        yield (line.title, line.unit, kind, line.goal, line.source, line.n, line.first_on, line.last_on, line.last)


def _spark(line: SeriesLine) -> Chart | None:
    points = [Point(day, value) for day, value in line.points[-SPARKS:]]
    return sparkline(points, title=line.title, say=number_words) if len(points) > 1 else None


def one_series(request: HttpRequest, series_id: int) -> HttpResponseBase:
    """Show one series with its values, or give them as a file."""
    page = reads.series_page(viewer=viewer_of(request), series_id=series_id)
    if file_asked(request):
        headers = [_("Day"), page.line.title]
        return list_file(request, ((day, value) for day, value in page.line.points), headers, page.line.title)
    words = {"page": page, "line": page.line, "chart": series_chart(page.line), "query": ListQuery(reads.series_spec()),
             "newest_first": page.line.points[::-1][:24]}  # fmt: skip
    return render(request, "value/effects/one_series.html", words)


def series_chart(line: SeriesLine, marks: tuple[Mark, ...] = ()) -> Chart:
    """Draw a series over time."""
    return history_chart(
        [Point(day, value) for day, value in line.points], title=line.title, say=number_words, say_day=exact_day,
        thresholds=marks, empty=_("No values yet"), headers=(_("Day"), _("Value"), _("Low"), _("High")),
    )  # fmt: skip


def add_series(request: HttpRequest) -> HttpResponse:
    """Keep a series for comparing."""
    viewer = viewer_of(request)
    permissions.check_add_series(viewer)

    def save(form: Any) -> Series:
        given = form.cleaned_data
        return writes.add_series(
            title=given["title"], unit=given["unit"], source=given["source"], points=form.one(),
            is_count=given["is_count"], by=viewer, at=timezone.now(),
        )  # fmt: skip

    return answer(
        request,
        make=_with_files(request, forms.SeriesForm),
        save=save,
        initial={},
        words={
            "title": _("Keep a series"),
            "lead": _(
                "Something to compare with: a unit that did not have it, or something a measure moves along with."
            ),
            "submit": _("Keep it"),
            "cancel": reverse("value:series"),
            "back_label": _("Series"),
            "multipart": True,
        },
        saved=_("The series is kept."),
        names={"points": "text"},
        back=lambda made: reverse("value:one_series", args=[made.pk]),
    )


def edit_series(request: HttpRequest, series_id: int) -> HttpResponse:
    """Change what a series is called, and whether it is a count."""
    viewer = viewer_of(request)
    found = permissions.find_series(viewer, series_id)
    permissions.check_edit_series(viewer, found)
    choices = reads.whole_choices(viewer=viewer, series=found)
    return answer(
        request,
        make=lambda *a, **k: forms.SeriesEditForm(*a, series=choices, is_measure=found.measure_id is not None, **k),
        save=lambda form: writes.edit_series(
            series_id=series_id, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        initial={name: getattr(found, name) for name in ("title", "unit", "source", "is_count", "version")}
        | {"out_of": found.out_of_id or ""},
        words=_words_of(found, _("Change the series"), _("Save")),
        saved=_("Saved."),
        back=lambda made: reverse("value:one_series", args=[series_id]),
    )  # fmt: skip


def points(request: HttpRequest, series_id: int) -> HttpResponse:
    """Change the values of a series."""
    viewer = viewer_of(request)
    found = permissions.find_series(viewer, series_id)
    permissions.check_edit_series(viewer, found)
    now = points_of([found.pk])[found.pk]
    return answer(
        request,
        make=_with_files(request, forms.PointsForm),
        save=lambda form: writes.set_points(
            series_id=series_id, points=form.one(), seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        initial={"text": "\n".join(lines_of(now)), "version": found.version},
        words=_words_of(found, _("Change the values"), _("Save the values")) | {"multipart": True},
        saved=_("The values are saved. Studies that rest on them are made anew tonight, or at once if you ask."),
        names={"points": "text"},
        back=lambda made: reverse("value:one_series", args=[series_id]),
    )  # fmt: skip


@require_POST
def series_removal(request: HttpRequest, series_id: int) -> HttpResponse:
    """Remove a series."""
    writes.remove_series(series_id=series_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The series is removed."), reverse("value:series"),
                undo=reverse("value:series_restoration", args=[series_id]))  # fmt: skip


@require_POST
def series_restoration(request: HttpRequest, series_id: int) -> HttpResponse:
    """Bring a removed series back."""
    writes.restore_series(series_id=series_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The series is back."), reverse("value:one_series", args=[series_id]))


def _words_of(found: Series, title: str, submit: str) -> dict[str, Any]:
    here = reverse("value:one_series", args=[found.pk])
    return {"title": title, "lead": found.title, "submit": submit, "cancel": here, "back_label": found.title}


def _with_files(request: HttpRequest, form: Any) -> Any:
    """Build a form with the files that were sent; on a second look only the data are known."""
    return lambda *args, **kwargs: form(*args, *([request.FILES] if args else []), **kwargs)
