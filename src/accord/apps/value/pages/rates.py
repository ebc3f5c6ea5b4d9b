"""Dated rates between currencies, as finance enters them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, done, file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.forms import cases as forms
from accord.apps.value.reads import rates as reads
from accord.apps.value.reads.money import reporting_currency
from accord.apps.value.reads.tabs import places


def rates(request: HttpRequest) -> HttpResponseBase:
    """List the rates, as a page or as a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.rates_spec(viewer=viewer))
    if file_asked(request):
        return list_file(request, _cells(request, query), _headers(), "rates")
    words = {
        "query": query, "page": reads.rate_lines(viewer=viewer, query=query), "can_enter": reads.can_enter(viewer=viewer),
        "currency": reporting_currency(), "tabs": places("rates"),
    }  # fmt: skip
    return render(request, "value/cases/rates.html", words)


def _headers() -> list[str]:
    return [_("One unit of"), _("in"), _("Date"), _("Rate"), _("Source"), _("Entered by")]


def _cells(request: HttpRequest, query: ListQuery) -> Any:
    return (
        (line.currency, line.against, line.date, line.rate, line.source, line.entered_by)
        for line in reads.all_rate_lines(viewer=viewer_of(request), query=query)
    )


def add_rate(request: HttpRequest) -> HttpResponse:
    """Enter a rate."""
    viewer = viewer_of(request)
    permissions.check_finance(viewer)
    back = reverse("value:rates")
    words = {
        "title": _("Enter a rate"), "submit": _("Enter it"), "cancel": back, "back_label": _("Rates"),
        "lead": _("Amounts are converted with the latest rate of their day or before it, and say which."),
    }  # fmt: skip
    return answer(
        request, make=forms.RateForm, words=words, saved=_("The rate is entered."), back=lambda _done: back,
        initial={"against": reporting_currency(), "date": timezone.localdate()},
        save=lambda form: writes.add_rate(**form.values(), by=viewer, at=timezone.now()),
    )  # fmt: skip


@require_POST
def removing_rate(request: HttpRequest, rate_id: int) -> HttpResponse:
    """Remove a rate; it can be put back."""
    writes.remove_rate(rate_id=rate_id, by=viewer_of(request), at=timezone.now())
    undo = reverse("value:returning_rate", args=[rate_id])
    return done(request, _("The rate is removed."), reverse("value:rates"), undo=undo)


@require_POST
def returning_rate(request: HttpRequest, rate_id: int) -> HttpResponse:
    """Put a removed rate back."""
    writes.restore_rate(rate_id=rate_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The rate is back."), reverse("value:rates"))
