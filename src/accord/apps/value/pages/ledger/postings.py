"""Postings: the list as a page or a file, posting by hand, answering a posting, reading a benefit from a measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.trail.reads import history
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, file_asked, list_file
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.value.forms.ledger import AnswerPostingForm, PostingForm, ReadMeasureForm
from accord.apps.value.permissions import POST, find, is_finance
from accord.apps.value.reads.ledger import choices
from accord.apps.value.reads.ledger import postings as reads
from accord.apps.value.reads.money import reporting_currency
from accord.apps.value.reads.tabs import places
from accord.apps.value.writes.ledger import postings as writes


def postings(request: HttpRequest) -> HttpResponseBase:
    """List the postings of initiatives whose money is open to the viewer, as a page or as a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.postings_spec(viewer=viewer, chosen=request.GET.getlist("initiative")))
    if file_asked(request):
        return list_file(request, _cells(viewer, query), headers(), "postings")
    words = {
        "query": query,
        "tabs": places("postings"),
        "page": reads.posting_page(viewer=viewer, query=query),
        "totals": reads.posting_totals(viewer=viewer, query=query),
        "may_post": may_post(viewer),
    }
    return render(request, "value/ledger/postings.html", words)


def may_post(viewer: Viewer) -> bool:
    """Tell whether the viewer may post."""
    return may(viewer, POST) or is_finance(viewer)


def headers() -> list[str]:
    """Name the columns of postings in a file."""
    return [_("Initiative"), _("Month"), _("Day"), _("Committed or actual"), _("Cost or benefit"), _("Amount"),
            _("Currency"), _("Books"), _("Posting id"), _("Account"), _("Line of the case"), _("What for"),
            _("Where from"), _("Posted"), _("Posted by"), _("Counter-posting of"), _("Id")]  # fmt: skip


def cells(line: reads.PostingLine) -> tuple[object, ...]:
    """Give one posting as it stands in a file."""
    return (line.initiative, line.month, line.on, line.entry_label, line.flow_label, line.amount, line.currency,
            line.books, line.posting_id, line.account, line.line_key, line.words, line.source_label, line.posted_at,
            line.posted_by, line.answers, line.id)  # fmt: skip


def _cells(viewer: Viewer, query: ListQuery) -> Iterator[tuple[object, ...]]:
    return (cells(line) for line in reads.all_posting_lines(viewer=viewer, query=query))


def post(request: HttpRequest) -> HttpResponse:
    """Post an amount by hand."""
    viewer, chosen = viewer_of(request), _chosen(request)
    if chosen is not None:
        find(viewer, chosen)
    initiatives = choices.initiative_choices(viewer=viewer, initiative_id=chosen)
    lines = choices.line_choices(viewer=viewer, initiative_id=chosen) if chosen is not None else []
    back = reverse("value:initiative", args=[chosen]) if chosen is not None else reverse("value:postings")
    today = timezone.localdate()
    return answer(
        request,
        make=lambda *a, **k: PostingForm(*a, initiatives=initiatives, lines=lines, **k),
        save=lambda form: writes.post(**form.values(), by=viewer, at=timezone.now()),
        words={
            "title": _("Post an amount"),
            "lead": _("A posting never changes. A mistake is answered by its opposite, and both stay in the books."),
            "submit": _("Post it"),
            "cancel": back,
            "back_label": _("Ledger") if chosen is not None else _("Postings"),
        },
        saved=_("It is posted."),
        back=lambda made: reverse("value:initiative", args=[made.initiative_id]),
        initial={"initiative": chosen, "month": today.replace(day=1), "on": today, "entry": "actual", "flow": "cost",
                 "currency": reporting_currency()},
    )  # fmt: skip


def _chosen(request: HttpRequest) -> int | None:
    given = request.GET.get("initiative", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 18 else None


def posting(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Show one posting with its history."""
    viewer = viewer_of(request)
    line = reads.posting_found(viewer=viewer, posting_id=posting_id)
    words = {
        "line": line,
        "may_post": may_post(viewer),
        "history": history(viewer=viewer, subject=Ref(reads.KIND, posting_id)),
    }
    return render(request, "value/ledger/posting.html", words)


def answer_posting(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Take a posting back by its opposite."""
    viewer = viewer_of(request)
    line = reads.posting_found(viewer=viewer, posting_id=posting_id)
    return answer(
        request,
        make=AnswerPostingForm,
        save=lambda form: writes.correct_posting(
            posting_id=posting_id, reason=form.cleaned_data["reason"], by=viewer, at=timezone.now()
        ),
        words={
            "title": _("Take a posting back"),
            "lead": _(
                "%(amount)s %(currency)s for %(initiative)s: its opposite is posted in the same month, or in the next one "
                "that is open. Both stay in the books."
            ) % {"amount": line.amount, "currency": line.currency, "initiative": line.initiative},
            "submit": _("Post the opposite"),
            "cancel": reverse("value:posting", args=[posting_id]),
            "back_label": _("Posting"),
        },
        saved=_("The opposite is posted."),
        back=lambda made: reverse("value:posting", args=[made.pk]),
    )  # fmt: skip


def read_measure(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Read a benefit from what a measure was on a day."""
    viewer = viewer_of(request)
    find(viewer, initiative_id)
    readings = choices.reading_choices(viewer=viewer, initiative_id=initiative_id)
    back = reverse("value:initiative", args=[initiative_id])

    def save(form: Any) -> Any:
        claim, actual = form.chosen()
        return writes.post_from_measure(claim_id=claim, actual_id=actual, by=viewer, at=timezone.now())

    return answer(
        request,
        make=lambda *a, **k: ReadMeasureForm(*a, readings=readings, **k),
        save=save,
        words={
            "title": _("Read a benefit from a measure"),
            "lead": _("What a goal's measure was, in money. Values read before are not offered again.")
            if readings
            else _(
                "There is no value to read: a claim needs a measure with values since its start, and what one unit is worth."
            ),
            "submit": _("Post the benefit"),
            "cancel": back,
            "back_label": _("Ledger"),
        },
        saved=_("The benefit is posted."),
        back=lambda made: back,
    )
