"""Kept by the first date: the page with its pictures, and the same as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.promises import reads
from accord.apps.promises.reads import KeptLine, Pace, PromiseRecord, Sureness, SureWay
from accord.apps.ui.charts import (
    BarRow,
    Chart,
    DateRow,
    IntervalRow,
    Point,
    Stated,
    bar_rows,
    date_range,
    history_chart,
    interval_chart,
    reliability_chart,
)
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.templatetags.formats import exact_day, share_words


def record(request: HttpRequest) -> HttpResponseBase:
    """Show what became of promises by the day first given: by direction, team and quarter, with what got in the way."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.record_spec(viewer=viewer, as_of=today))
    found = reads.promise_record(viewer=viewer, as_of=today, query=query)
    if file_asked(request):
        return list_file(request, _cells(found), _headers(), "kept-by-the-first-date")
    pace = reads.promise_pace(viewer=viewer, as_of=today, query=query)
    words = {
        "pace": pace,
        "pace_days": _pace(pace, today),
        "pace_words": _pace_words(pace),
        "query": query,
        "record": found,
        "ways": _intervals(found.both_ways, _("Kept by the first date, in both directions")),
        "others": _intervals(found.other_ways, _("Kept by the first date, in other directions")),
        "causes": _causes(found),
        "history": _history(found),
        "sureness": _reliability(found.sure, _("What was said against what was kept")) if found.sure else None,
        "sure_ways": [(way, _way(way)) for way in found.sure_ways],
    }
    return render(request, "promises/record.html", words)


def _intervals(lines: tuple[KeptLine, ...], title: str) -> Chart:
    rows = [
        IntervalRow(
            line.label,
            line.share.value if line.share else None,
            line.share.low if line.share else None,
            line.share.high if line.share else None,
            n=_of(line),
            tone=line.side,
            reason=line.why_not,
        )
        for line in lines
    ]
    return interval_chart(
        rows, title=title, say=share_words, floor=0.0, ceiling=1.0, empty=_("Not enough was due yet"),
        headers=(_("Direction"), _("Kept"), _("Low"), _("High"), _("From")),
    )  # fmt: skip


def _of(line: KeptLine) -> str:
    if line.kept is None:
        return ""
    return _("%(kept)s of %(due)s") % {"kept": line.kept, "due": line.due}


def _causes(found: PromiseRecord) -> Chart:
    total = sum(one.count for one in found.causes)
    rows = [
        BarRow(
            one.label,
            one.count,
            whole=one.so_far_share * total,
            said=_("%(count)s · %(share)s") % {
                "count": one.count, "share": share_words(one.so_far_share)},
        )
        for one in found.causes
    ]  # fmt: skip
    return bar_rows(
        rows, title=_("What got in the way, commonest first"), headers=(_("What got in the way"), _("How often · with those above")),
        empty=_("Nobody has said yet what got in the way"),
    )  # fmt: skip


def _history(found: PromiseRecord) -> Chart:
    points = [
        Point(
            one.ends,
            one.line.share.value if one.line.share else None,
            one.line.share.low if one.line.share else None,
            one.line.share.high if one.line.share else None,
        )
        for one in found.quarters
    ]
    return history_chart(
        points, title=_("Kept by the first date, by quarter"), say=share_words, say_day=exact_day, floor=0.0,
        ceiling=1.0, headers=(_("Quarter that ends on"), _("Kept"), _("Low"), _("High")),
        empty=_("No quarter has five promises yet"),
    )  # fmt: skip


def _way(way: SureWay) -> Chart | None:
    title = _("%(direction)s: what was said against what was kept") % {"direction": way.label}
    return _reliability(way.sure, title, way.side) if way.sure else None


def _reliability(sure: Sureness, title: str, side: str = "") -> Chart:
    points = [
        Stated(line.said, line.n, line.kept.value, line.smoothed, line.low, line.high) for line in sure.lines
    ]  # fmt: skip
    return reliability_chart(
        points, title=title, colour=side, say=share_words, axes=(_("said to be so sure"), _("kept by the first date")),
        ends=(_("too careful"), _("too sure")),
        headers=(_("How sure"), _("Promises"), _("Kept"), _("Kept, evened out"), _("By chance if right")),
    )  # fmt: skip


def _pace(pace: Pace, today: date) -> Chart | None:
    """Draw from today to the days by which all that is open is kept, with the last day promised across."""
    if not any(pace.days):
        return None
    rows = [
        DateRow(_("in %(share)s of cases") % {"share": share_words(certainty)}, day, today if day else None, day)
        for certainty, day in zip(reads.CERTAINTIES, pace.days, strict=True)
    ]
    marks = [(pace.last_due, _("last day promised"))] if pace.last_due else []
    return date_range(
        rows, title=_("When all that is open is kept"), marks=marks, say=exact_day,
        headers=(_("How certain"), _("All kept by"), _("Counted from"), _("To")),
    )  # fmt: skip


def _pace_words(pace: Pace) -> dict[str, str]:
    days = {"half": pace.days[0], "sure": pace.days[1]} if pace.days else {}
    return {name: exact_day(day) for name, day in {**days, "last": pace.last_due}.items() if day is not None}


def _headers() -> list[str]:
    return [_("Group"), _("Name"), _("Due"), _("Kept by the first date"), _("Another day agreed in time"), _("Not kept"),
            _("Share kept"), _("Low"), _("High"), _("Compared fairly"), _("Note")]  # fmt: skip


def _cells(found: PromiseRecord) -> Iterator[tuple[object, ...]]:
    groups = [
        (_("All"), (found.total,)),
        (_("Direction"), (*found.both_ways, *found.other_ways)),
        (_("Team"), found.teams),
    ]
    for group, lines in groups:
        yield from (_cell(group, line.label, line) for line in lines)
    for one in found.quarters:
        yield _cell(_("Quarter"), quarter_words(one.starts, one.ends), one.line)


def _cell(group: str, name: str, line: KeptLine) -> tuple[object, ...]:
    share = (None, None, None) if line.share is None else (line.share.value, line.share.low, line.share.high)
    rounded = [None if value is None else round(value, 4) for value in share]
    shrunk = None if line.shrunk is None else round(line.shrunk.value, 4)
    return (group, name, line.due, line.kept, line.renegotiated, line.missed, *rounded, shrunk, line.why_not)


def quarter_words(starts: date, ends: date) -> str:
    """Say a quarter by its months: "Jan – Mar 2026"."""
    return f"{date_format(starts, 'M')} – {date_format(ends, 'M Y')}"
