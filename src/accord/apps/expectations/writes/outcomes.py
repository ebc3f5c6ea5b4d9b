"""Recording what really happened, correcting it, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.expectations import events, permissions
from accord.apps.expectations.models import Outcome
from accord.apps.expectations.rules.answers import MOST_MONEY
from accord.apps.expectations.rules.months import first_of
from accord.apps.expectations.rules.words import NO_SUBJECT, PORTFOLIO, Question
from accord.apps.expectations.writes.refusing import refuse
from accord.apps.initiatives.rules import Reason, why_not_currency, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState

OUTCOME = "expectations.outcome"
MOST_SOURCE = 1_000
EDITABLE = ("payoff_date", "amount", "currency", "source")
_MONTH = Reason(gettext_noop("Give the month in which it paid off."))
_TO_COME = Reason(gettext_noop("This month is still to come: an outcome has happened."))
_AMOUNT = Reason(gettext_noop("Give the amount."))
_BELOW = Reason(gettext_noop("An amount cannot be below zero here."))
_LARGE = Reason(gettext_noop("This amount is too large to be meant. Write it in full, without zeros too many."))
_QUESTION = Reason(gettext_noop("Choose what is known now: the payoff, the benefit or the cost."))


@transaction.atomic
def record_outcome(
    *,
    about_kind: str,
    question: str,
    by: Viewer,
    at: datetime,
    about_id: int = NO_SUBJECT,
    payoff_date: date | None = None,
    amount: Decimal | None = None,
    currency: str = "",
    source: str = "",
) -> Outcome:
    """Record the month of the payoff, or the amount of a year's benefit or of the closed cost.

    Raises NotFound, NotAllowed, Invalid (fields ``question``, ``payoff_date``, ``amount``, ``currency``, ``source``),
    or WrongState when it is recorded already.
    """
    permissions.check_subject(by, about_kind, about_id)
    permissions.check_record(by, about_kind, about_id)
    if question not in set(Question):
        refuse({"question": _QUESTION})
    values = {"payoff_date": payoff_date, "amount": amount, "currency": currency, "source": source.strip()}
    values = _checked(question, values, timezone.localdate(at))
    try:
        with transaction.atomic():
            outcome = Outcome.objects.create(
                about_kind=about_kind, about_id=NO_SUBJECT if about_kind == PORTFOLIO else about_id, question=question,
                recorded_at=at, recorded_by_id=by.pk, **values,
            )  # fmt: skip
    except IntegrityError:
        raise WrongState(_("This outcome is recorded already. Correct it instead.")) from None
    told = {"question": question, **{name: value for name, value in values.items() if value not in (None, "")}}
    changes = tuple(
        Change(field=name, new=value, person_id=by.pk if name == "source" else None) for name, value in told.items()
    )
    trail.record(events.OutcomeRecorded(subject=Ref(OUTCOME, outcome.pk), changes=changes), by=by, at=at)
    return outcome


@transaction.atomic
def correct_outcome(
    *, outcome: Outcome, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Outcome:
    """Correct payoff_date, amount, currency or source. Raises NotAllowed, Invalid, EditConflict, NotFound."""
    permissions.check_record(by, outcome.about_kind, outcome.about_id)
    wanted = {name: values.get(name, getattr(outcome, name)) for name in EDITABLE}
    trail.edit(
        outcome, _checked(outcome.question, wanted, timezone.localdate(at)), event=events.OutcomeCorrected,
        subject=Ref(OUTCOME, outcome.pk), by=by, at=at, seen_version=seen_version, personal={"source": by.pk},
    )  # fmt: skip
    return outcome


@transaction.atomic
def remove_outcome(*, outcome: Outcome, by: Viewer, at: datetime, seen_version: int | None = None) -> None:
    """Take an outcome back that was recorded by mistake. Raises NotAllowed, EditConflict, NotFound."""
    permissions.check_record(by, outcome.about_kind, outcome.about_id)
    trail.edit(
        outcome, {"removed_at": at}, event=events.OutcomeRemoved, subject=Ref(OUTCOME, outcome.pk), by=by, at=at,
        seen_version=seen_version,
    )  # fmt: skip


def _checked(question: str, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    source = str(values["source"] or "").strip()
    wrong: dict[str, Reason | None] = {"source": why_not_text(source, most=MOST_SOURCE, needed=False)}
    if question == Question.PAYOFF:
        day: date | None = values["payoff_date"]
        wrong["payoff_date"] = _MONTH if day is None else _TO_COME if first_of(day) > today else None
        refuse(wrong)
        return {"payoff_date": first_of(day or today), "amount": None, "currency": "", "source": source}
    amount: Decimal | None = values["amount"]
    wrong["amount"] = _why_not_amount(amount)
    wrong["currency"] = why_not_currency(str(values["currency"] or ""))
    refuse(wrong)
    return {"payoff_date": None, "amount": amount, "currency": values["currency"], "source": source}


def _why_not_amount(amount: Decimal | None) -> Reason | None:
    if amount is None:
        return _AMOUNT
    if not amount.is_finite() or amount > MOST_MONEY:
        return _LARGE
    return _BELOW if amount < 0 else None
