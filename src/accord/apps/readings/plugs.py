"""What readings offer, and the joining of every app's tables into the snapshot."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

import polars as pl
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.check_ins import tables as check_ins
from accord.apps.decisions import tables as decisions
from accord.apps.expectations import tables as expectations
from accord.apps.goals import tables as goals
from accord.apps.guardrails import tables as guardrails
from accord.apps.initiatives import tables as initiatives
from accord.apps.initiatives.sockets import Section, sections
from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.meetings import tables as meetings
from accord.apps.people import tables as people
from accord.apps.promises import tables as promises
from accord.apps.readings import jobs, reads, writes
from accord.apps.readings.models import Measurement
from accord.apps.readings.permissions import ACTIONS, MEASURE, SEE
from accord.apps.readings.reads.texts import practice_texts, practice_titles
from accord.apps.readings.rules import MEASURE_KIND, TOUCHES, tables_touched
from accord.apps.readings.sockets import Source, sources
from accord.apps.search.sockets import TextSource, texts
from accord.apps.trail.sockets import Happened, Listener, listeners
from accord.apps.ui.charts import Chart, DateRow, date_range
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Place, Viewer
from accord.apps.ui.sockets import NavigationItem, Thing, actions, navigation, things
from accord.apps.ui.templatetags.formats import exact_day, share_words
from accord.apps.value import tables as value
from accord.apps.voice import tables as voice

NIGHT = 2  # o'clock
PRACTICE = "readings.practice"
SOON = timedelta(hours=1)  # how long a change waits at most before what it touches is measured again


def plug_in() -> None:
    """Plug in the snapshot's sources, the nightly measurement, names, navigation and permissions."""
    actions.plug(*ACTIONS)
    things.plug(Thing(PRACTICE, gettext_lazy("Practice"), _practices))
    texts.plug(TextSource(PRACTICE, gettext_lazy("Practices"), 85, practice_texts))
    for app in (initiatives, goals, guardrails, expectations, promises, decisions, check_ins, voice, meetings, value):
        for table, rows in app.TABLES.items():
            sources.plug(Source(table, rows))
    sources.plug(Source("departments", _departments))
    listeners.plug(Listener(tuple(TOUCHES), _note))
    handlers.plug(Handler(MEASURE_KIND, gettext_lazy("Measuring"), jobs.run_measure, seen_by=MEASURE.roles))
    schedules.plug(
        Recurring("readings.nightly", MEASURE_KIND, daily_hour=NIGHT),
        Recurring("readings.touched", MEASURE_KIND, every=SOON, arguments={"touched": True}),
    )
    sections.plug(Section("forecast", gettext_lazy("When it will be done"), 13, _forecast))
    things.plug(Thing("readings.measurement", gettext_lazy("Measurement"), _measurements))
    navigation.plug(
        NavigationItem(
            gettext_lazy("Practices"),
            "readings:practices",
            "chart-dots",
            55,
            shown_to=_may_see,
            key="x",
            group=Place.STANDING,
        )
    )


def _practices(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return practice_titles(viewer=viewer, ids=ids)


def _may_see(viewer: Viewer) -> bool:
    return may(viewer, SEE)


def _departments(*, as_of: object) -> pl.DataFrame:
    schema = dict.fromkeys(("id", "parent", "name", "side"), pl.String())
    return pl.DataFrame(people.departments(), schema=schema)


def _note(happened: Sequence[Happened]) -> None:
    tables = {table for item in happened for table in tables_touched(item.code)}
    if tables:
        writes.touch(tables=tables, by=None, at=timezone.now())


def _measurements(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = Measurement.objects.filter(pk__in=ids).values_list("pk", "as_of")
    return {pk: (_("the measurement for %(day)s") % {"day": day}, reverse("readings:practices")) for pk, day in rows}


def _forecast(viewer: Viewer, initiative: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    found = reads.date_forecast(viewer=viewer, initiative_id=initiative.pk)
    if found is None:
        return None
    return "readings/date_forecast.html", {"forecast": found, "picture": _fan(found)}


def _fan(found: reads.DateForecast) -> Chart | None:
    """Draw from the day it is counted from to the days by which all is done, with the day planned across."""
    if not any(day for _share, day in found.days):
        return None
    rows = [
        DateRow(
            _("in %(share)s of cases") % {"share": share_words(share)}, day, found.counted_from if day else None, day,
            tone="" if day is None or found.target is None else "good" if day <= found.target else "bad",
            reason=_("not within ten years"),
        )
        for share, day in found.days
    ]  # fmt: skip
    marks = [(found.target, _("last day planned"))] if found.target else []
    return date_range(
        rows, title=_("When all that is planned is done"), marks=marks, say=exact_day,
        headers=(_("How certain"), _("All done by"), _("Counted from"), _("To")),
    )  # fmt: skip
