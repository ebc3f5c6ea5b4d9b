"""Months of the books: the list, closing one, opening one again."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound
from accord.apps.value.forms.ledger import OpenMonthForm
from accord.apps.value.permissions import check_finance
from accord.apps.value.reads.ledger import months as reads
from accord.apps.value.reads.tabs import places
from accord.apps.value.rules.days import why_not_day
from accord.apps.value.writes.ledger import months as writes


def months(request: HttpRequest) -> HttpResponse:
    """List the months with what is posted in each, and whether finance has closed it."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.months_spec())
    page = reads.month_page(viewer=viewer, query=query, as_of=timezone.localdate())
    words = {"query": query, "page": page, "may_close": reads.may_close(viewer=viewer), "tabs": places("months")}
    return render(request, "value/ledger/months.html", words)


def month_of(text: str) -> date:
    """Read a month of an address, as 2026-03. Raises NotFound."""
    try:
        found = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        found = None
    if found is None or why_not_day(found):
        raise NotFound(_("There is no such month."))
    return found


@require_POST
def close_month(request: HttpRequest, month: str) -> HttpResponse:
    """Close a month."""
    made = writes.close_month(month=month_of(month), by=viewer_of(request), at=timezone.now())
    said = _("%(month)s is closed: nothing is posted into it any more.") % {"month": date_format(made.month, "F Y")}
    return done(request, said, reverse("value:months"))


def open_month(request: HttpRequest, month: str) -> HttpResponse:
    """Open a closed month again, with a reason."""
    viewer, first = viewer_of(request), month_of(month)
    check_finance(viewer)
    back = reverse("value:months")
    return answer(
        request,
        make=OpenMonthForm,
        save=lambda form: writes.open_month(
            month=first, reason=form.cleaned_data["reason"], by=viewer, at=timezone.now()
        ),
        words={
            "title": _("Open %(month)s again") % {"month": date_format(first, "F Y")},
            "lead": _(
                "Amounts can be posted into it again until it is closed once more. That it was opened stays on record."
            ),
            "submit": _("Open it again"),
            "cancel": back,
            "back_label": _("Months"),
        },
        saved=_("The month is open again."),
        back=lambda found: back,
    )
