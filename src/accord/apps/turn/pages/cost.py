"""What Accord costs people in minutes a week."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.turn import reads
from accord.apps.turn.reads import Cost
from accord.apps.turn.rules import DEEDS, PROMISED_MINUTES
from accord.apps.ui.charts import BarRow, Chart, IntervalRow, Mark, bar_rows, interval_chart
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.templatetags.formats import minutes_words

TONES = {"business": "business", "it": "it", "finance": "finance", "hr": "hr", "executive": "executive"}


def cost(request: HttpRequest) -> HttpResponse:
    """Show the minutes a week and person, over people and by kind of thing."""
    found = reads.minutes_spent(viewer=viewer_of(request), today=timezone.localdate())
    context = {
        "cost": found,
        "people": _people(found),
        "kinds": _kinds(found),
        "deeds": DEEDS,
        "promised": PROMISED_MINUTES,
    }
    return render(request, "turn/cost.html", context)


def _people(found: Cost) -> Chart:
    """Draw the middle with its interval for everybody and for each side, against what was promised."""
    rows = [
        IntervalRow(
            one.label,
            one.spread.middle if one.spread else None,
            one.spread.low if one.spread else None,
            one.spread.high if one.spread else None,
            n=ngettext("%(n)s person", "%(n)s people", one.spread.n) % {"n": one.spread.n} if one.spread else "",
            tone=TONES.get(one.code, ""),
            reason=_("fewer than five people"),
        )
        for one in (found.active, *found.sides)
    ]
    return interval_chart(
        rows,
        title=_("Minutes a week, the middle of those who took part"),
        thresholds=[Mark(PROMISED_MINUTES, _("promised: two"))],
        say=minutes_words,
        floor=0.0,
        headers=("", _("Middle"), _("Likely from"), _("Likely to"), _("From")),
        empty=_("Too few people to tell"),
    )


def _kinds(found: Cost) -> Chart:
    return bar_rows(
        [BarRow(_(line.deed.label), line.minutes) for line in sorted(found.lines, key=lambda line: -line.minutes)],
        title=_("Minutes a week and person, by what is done"),
        say=minutes_words,
        headers=(_("What is done"), _("A week and person")),
        empty=_("Nothing was done by five people or more"),
    )
