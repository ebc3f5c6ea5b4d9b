"""Postings by hand, counter-postings and benefits read from a measure. A posting never changes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.goals.models import Actual
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Flow, Reason, first_of_month, why_not_currency, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.ledger import PostingCorrected, PostingMade, PostingRead
from accord.apps.value.models import Claim, Line, Posting
from accord.apps.value.rules import Direction, Entry, Involved, Source
from accord.apps.value.rules.days import why_not_day
from accord.apps.value.rules.effects.money import exact
from accord.apps.value.rules.flows import month_after
from accord.apps.value.rules.ledger import (
    CENT,
    MOST_WORDS,
    next_open,
    why_not_posted_amount,
    why_not_posting_id,
)
from accord.apps.value.rules.words import MOST_ID, MOST_TITLE, RHYTHM_MONTHS
from accord.apps.value.writes.checking import refuse
from accord.apps.value.writes.involvement import note
from accord.apps.value.writes.ledger.months import hold_months

POSTING, INITIATIVE = "value.posting", "initiatives.initiative"
_ONE_OF = Reason(gettext_noop("Choose one of the list."))
_NO_LINE = Reason(gettext_noop("This line is not in the case of the initiative."))


@transaction.atomic
def post(
    *,
    initiative_id: int,
    entry: str,
    flow: str,
    month: date,
    on: date,
    amount: Decimal,
    currency: str,
    books: str = "",
    posting_id: str = "",
    words: str = "",
    account: str = "",
    line_key: str = "",
    by: Viewer,
    at: datetime,
) -> Posting:
    """Post an amount of a month (any day of it); ``on`` is the day of the document, less than zero a credit note.

    ``books`` and ``posting_id`` say where it stands in the books. Raises NotFound, NotAllowed, Invalid.
    """
    initiative = permissions.find(by, initiative_id)
    permissions.check_post(by)
    first = first_of_month(month)
    refuse(
        entry=None if entry in set(Entry) else _ONE_OF,
        flow=None if flow in set(Flow) else _ONE_OF,
        month=why_not_day(month),
        on=why_not_day(on),
        amount=why_not_posted_amount(amount),
        currency=why_not_currency(currency),
        books=why_not_text(books, most=MOST_TITLE, needed=False),
        posting_id=why_not_posting_id(books, posting_id) or why_not_text(posting_id, most=MOST_ID, needed=False),
        words=why_not_text(words, most=MOST_WORDS, needed=False),
        account=why_not_text(account, most=MOST_TITLE, needed=False),
        line_key=_why_not_line(initiative, flow, line_key),
    )
    _refuse_closed(first)
    values = {
        "entry": entry, "flow": flow, "month": first, "date": on, "amount": amount.quantize(CENT), "currency": currency,
        "books": books.strip(), "posting_id": posting_id.strip(), "words": words.strip(), "account": account.strip(),
        "line_key": line_key, "source": Source.HAND,
    }  # fmt: skip
    return _made(initiative.pk, values, PostingMade, by=by, at=at)


def _why_not_line(initiative: Initiative, flow: str, key: str) -> Reason | None:
    if not key or Line.objects.filter(of__case__initiative=initiative, flow=flow, key=key).exists():
        return None
    return _NO_LINE


def _refuse_closed(month: date) -> None:
    if hold_months(months=[month]):
        said = _("%(month)s is closed. Post into an open month, or ask finance to open it again.")
        raise Invalid(said % {"month": _named(month)}, {"month": said % {"month": _named(month)}})


def _named(month: date) -> str:
    return date_format(month, "F Y")


def _made(initiative_id: int, values: dict[str, Any], event: type[Event], *, by: Viewer, at: datetime) -> Posting:
    """Store a posting and tell of it. Raises Invalid when its number is in the books already."""
    refuse_taken(books=values.get("books", ""), posting_id=values.get("posting_id", ""))
    try:
        with transaction.atomic():
            new = Posting.objects.create(initiative_id=initiative_id, posted_at=at, posted_by_id=by.pk, **values)
    except IntegrityError as error:
        refuse_taken(books=values.get("books", ""), posting_id=values.get("posting_id", ""))
        raise WrongState(_("Somebody else has just posted this: look at the postings first.")) from error
    trail.record(event(subject=Ref(POSTING, new.pk), changes=told_as_new(posting=new, by=by)), by=by, at=at)
    note(initiative_id=initiative_id, how=Involved.POSTED, by=by, at=at)
    return new


# no event: it asks, and changes nothing
def refuse_taken(*, books: str, posting_id: str) -> None:
    """Raise Invalid when a posting of these books has this number already, and say which."""
    there = Posting.objects.filter(books=books, posting_id=posting_id, removed_at=None).first() if posting_id else None
    if there is not None:
        raise Invalid(
            _("Some values cannot be taken: please look at them again."), {"posting_id": said_taken(posting=there)}
        )


# no event: it says a sentence
def said_taken(*, posting: Posting) -> str:
    """Say which posting has a number already."""
    return _("“%(number)s” of %(books)s is posted already: %(amount)s %(currency)s in %(month)s.") % {
        "number": posting.posting_id, "books": posting.books, "amount": posting.amount, "currency": posting.currency,
        "month": _named(posting.month),
    }  # fmt: skip


# no event: it lists what an event tells
def told_as_new(*, posting: Posting, by: Viewer) -> tuple[Change, ...]:
    """List the values of a new posting for the trail."""
    texts = {"words": posting.words, "books": posting.books, "posting_id": posting.posting_id,
             "account": posting.account, "line_key": posting.line_key}  # fmt: skip
    return (
        Change(field="initiative", new=str(Ref(INITIATIVE, posting.initiative_id))),
        Change(field="entry", new=posting.entry),
        Change(field="flow", new=posting.flow),
        Change(field="month", new=f"{posting.month:%Y-%m}"),
        Change(field="date", new=posting.date),
        Change(field="amount", new=posting.amount),
        Change(field="currency", new=posting.currency),
        *(
            Change(field=name, new=text, person_id=by.pk if name == "words" else None)
            for name, text in texts.items()
            if text
        ),
        *([Change(field="corrects", new=str(Ref(POSTING, posting.corrects_id)))] if posting.corrects_id else []),
        *([Change(field="measure", new=str(Ref("goals.measure", posting.measure_id)))] if posting.measure_id else []),
    )


@transaction.atomic
def correct_posting(*, posting_id: int, reason: str, by: Viewer, at: datetime) -> Posting:
    """Answer a posting with its opposite, in its month or in the next one that is open.

    Raises NotFound, NotAllowed, Invalid, WrongState when it is taken back already or is itself a counter-posting.
    """
    permissions.check_post(by)
    found = Posting.objects.filter(pk=posting_id, removed_at=None).first()
    if found is None:
        raise NotFound(_("There is no such posting, or it is not open to you."))
    permissions.find(by, found.initiative_id)
    refuse(reason=why_not_text(reason, most=MOST_WORDS))
    if found.corrects_id is not None:
        raise WrongState(_("This is a counter-posting. Post the amount anew instead."))
    if Posting.objects.filter(corrects=found).exists():
        raise WrongState(_("This posting has been taken back already."))
    month = _open_month(found.month)
    values = {
        "entry": found.entry, "flow": found.flow, "month": month, "date": timezone.localdate(at),
        "amount": -found.amount, "currency": found.currency, "account": found.account, "line_key": found.line_key,
        "words": reason.strip(), "source": Source.HAND, "corrects_id": found.pk,
    }  # fmt: skip
    return _made(found.initiative_id, values, PostingCorrected, by=by, at=at)


def _open_month(month: date) -> date:
    """Hold the month, or the next one that is open, until the transaction ends."""
    while hold_months(months=[month]):
        month = next_open(month_after(month, 1), ())
    return month


@transaction.atomic
def post_from_measure(*, claim_id: int, actual_id: int, by: Viewer, at: datetime) -> Posting:
    """Read a benefit from what a measure was on a day: its change since the baseline × what one unit is worth.

    One actual gives one posting, however often it is read, and one month, quarter or year of a claim (as its unit amount
    counts) is read once. Raises NotFound, NotAllowed, Invalid, WrongState.
    """
    permissions.check_post(by)
    claim = Claim.objects.select_related("series__measure").filter(pk=claim_id, removed_at=None).first()
    actual = Actual.objects.filter(pk=actual_id).first()
    if claim is None or actual is None or claim.series.measure_id != actual.measure_id:
        raise NotFound(_("There is no such value of this measure, or it is not open to you."))
    initiative = permissions.find(by, claim.initiative_id)
    if claim.unit_amount is None or not claim.currency:
        raise WrongState(_("Nobody has said yet what one unit of this measure is worth."))
    month = first_of_month(actual.date)
    books, first = f"measure {actual.measure_id}", f"claim {claim.pk}, {_span(claim, month):%Y-%m}"
    there, number = _read_before(books, first)
    if there is not None and there.date == actual.date:
        return there
    amount, words = measured_amount(claim=claim, actual=actual)
    refuse(amount=why_not_posted_amount(amount))
    _refuse_closed(month)
    values = {
        "entry": Entry.ACTUAL, "flow": Flow.BENEFIT, "month": month, "date": actual.date, "amount": amount,
        "currency": claim.currency, "books": books, "posting_id": number, "words": words, "line_key": claim.line_key,
        "source": Source.MEASURE, "measure_id": actual.measure_id,
    }  # fmt: skip
    return _made(initiative.pk, values, PostingRead, by=by, at=at)


def _read_before(books: str, first: str) -> tuple[Posting | None, str]:
    """Find what was read of a claim for a span and still stands, and the number that a new reading gets."""
    read = Posting.objects.filter(books=books, posting_id__startswith=first, removed_at=None)
    standing = read.filter(corrected_by=None).first()
    again = read.count()
    if standing is not None:
        return standing, standing.posting_id
    return None, f"{first}, {again + 1}" if again else first


def _span(claim: Claim, month: date) -> date:
    step = RHYTHM_MONTHS[claim.rhythm] or 1
    return date(month.year, (month.month - 1) // step * step + 1, 1)


# no event: it computes, and changes nothing
def measured_amount(*, claim: Claim, actual: Actual) -> tuple[Decimal, str]:
    """Give what an actual of a claim's measure is worth, rounded to the cent half to even, and the formula in words."""
    measure = actual.measure
    before = exact(measure.baseline_value) if measure.baseline_value is not None else Decimal(0)
    change = exact(actual.value) - before
    change = -change if claim.direction == Direction.DOWN else change
    worth = claim.unit_amount or Decimal(0)
    amount = (change * worth).quantize(CENT, rounding=ROUND_HALF_EVEN)
    words = _("%(measure)s changed by %(change)s %(unit)s since the baseline × %(worth)s %(currency)s") % {
        "measure": measure.name, "change": f"{change.normalize():f}", "unit": measure.unit, "worth": f"{worth.normalize():f}",
        "currency": claim.currency,
    }  # fmt: skip
    return amount, words[:MOST_WORDS]
