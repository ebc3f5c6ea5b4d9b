"""Judged later: how each side's ranges held once outcomes are known; sides, never persons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.expectations.pages.tabs import tabs
from accord.apps.expectations.reads import judged as reads
from accord.apps.expectations.reads import outcomes
from accord.apps.ui import charts
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.templatetags.formats import share_words


def judged(request: HttpRequest) -> HttpResponse:
    """Show how often each side's ranges held, how far off they were and which way."""
    viewer = viewer_of(request)
    page = reads.judged(viewer=viewer, as_of=timezone.localdate())
    context = {
        "page": page,
        "chart": _chart(page) if page.is_told else None,
        "tabs": tabs("judged"),
        "may_record": outcomes.may_record_any(viewer=viewer),
    }
    return render(request, "expectations/judged.html", context)


def _chart(page: reads.Judged) -> charts.Chart:
    return charts.calibration_chart(
        [
            charts.IntervalRow(
                one.label, one.share, one.low, one.high, n=_("%(hits)s of %(n)s") % {"hits": one.hits, "n": one.n} if one.is_told else "",
                tone=one.side, reason="" if one.is_told else _("not told yet"),
            )
            for one in page.sides
        ],
        title=_("How often the ranges held"),
        say=share_words,
        target=_("what a range promises"),
        ends=(_("too narrow"), _("too wide")),
        headers=(_("Side"), _("Held"), _("From"), _("To"), _("Of")),
    )  # fmt: skip
