"""What apps below may know of expectations: revealed ranges by side, how earlier ones held, and what really happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Comparison, Outcome, Round
from accord.apps.expectations.reads import words
from accord.apps.expectations.reads.cells import triple
from accord.apps.expectations.reads.heard import heard_in
from accord.apps.expectations.reads.judged import judged
from accord.apps.expectations.reads.questions import question_views
from accord.apps.expectations.reads.revealed import headline
from accord.apps.expectations.rules.months import date_of
from accord.apps.expectations.rules.words import INITIATIVE, Question, Side, State
from accord.apps.initiatives.sockets import Expected, ExpectedRange, HeldRanges, KnownOutcome
from accord.apps.ui.rules import Viewer

CENT = Decimal("0.01")


def track_record(*, viewer: Viewer, initiative_id: int, as_of: date) -> Expected:
    """Give the ranges revealed last about an initiative as the viewer may see them, and how earlier ranges held."""
    seen = permissions.visible_to(viewer).filter(about_kind=INITIATIVE, about_id=initiative_id)
    rounds = list(seen.filter(Q(is_latest=True, state=State.REVEALED) | Q(state=State.OPEN)).order_by("number"))
    latest = next((one for one in rounds if one.state == State.REVEALED), None)
    held = tuple(
        HeldRanges(one.side, one.label, one.n, one.hits if one.is_told else None, one.sentence, one.advice)
        for one in judged(viewer=viewer, as_of=as_of).sides
    )
    asked = any(one.state == State.OPEN for one in rounds)
    if latest is None or latest.revealed_at is None:
        return Expected((), held, None, "", "", asked)
    heard, _sides = heard_in([latest.pk])[latest.pk]
    compared = list(latest.comparisons.all())
    views = question_views(comparisons=compared, heard=heard, base=latest.base_date, currency=latest.currency)
    return Expected(
        ranges=tuple(_ranges(latest, compared, heard.answered)),
        held=held,
        revealed_on=timezone.localdate(latest.revealed_at),
        headline=headline(questions=views),
        url=reverse("expectations:round", args=[latest.pk]),
        is_being_asked=asked,
    )


def _ranges(round_: Round, compared: list[Comparison], people: Mapping[str, int]) -> Iterator[ExpectedRange]:
    """Give what each side said, question by question, in the order of the form."""
    by_question = {one.question: one.figures for one in compared}
    for question in Question:
        for side in Side:
            values = triple(by_question.get(question, {}).get(side))
            if values is None:
                continue
            yield _range(round_, question, side, values, people.get(side, 0))


def _range(
    round_: Round, question: Question, side: Side, values: tuple[float, float, float], people: int
) -> ExpectedRange:
    said = {
        name: words.value_words(question, value, base=round_.base_date, currency=round_.currency)
        for name, value in zip(("low", "likely", "high"), values, strict=True)
    }
    low, likely, high = (_value(round_, question, value) for value in values)
    return ExpectedRange(
        question=question.value,
        label=words.question_words(question),
        side=side.value,
        side_label=words.side_words(side),
        low=low,
        likely=likely,
        high=high,
        currency="" if question == Question.PAYOFF else round_.currency,
        people=people,
        words=_("%(low)s to %(high)s, likely %(likely)s") % said,
    )


def _value(round_: Round, question: Question, value: float) -> Decimal | date:
    if question != Question.PAYOFF:
        return Decimal(str(value)).quantize(CENT)
    try:
        return date_of(round_.base_date, value)
    except (OverflowError, ValueError):
        return date.max


def known_outcomes(*, viewer: Viewer, initiative_id: int) -> tuple[KnownOutcome, ...]:
    """List what is recorded of an initiative and open to the viewer: one query."""
    rows = permissions.outcomes_visible_to(viewer).filter(about_kind=INITIATIVE, about_id=initiative_id)
    return tuple(known_outcome(row) for row in rows.order_by("question"))


# no viewer: a row that was found for one
def known_outcome(row: Outcome) -> KnownOutcome:
    """Give an outcome as apps below know it."""
    return KnownOutcome(
        row.pk, row.question, row.payoff_date, row.amount, row.currency, row.source, row.recorded_at
    )  # fmt: skip


def closed_costs(*, viewer: Viewer | None) -> dict[int, tuple[Decimal, str]]:
    """Map the initiatives whose closed cost is recorded to it: one query. Sums for a class, so of all of them."""
    rows = Outcome.objects.filter(about_kind=INITIATIVE, question=Question.COST, removed_at=None, amount__isnull=False)
    return {
        pk: (amount, currency)
        for pk, amount, currency in rows.order_by().values_list("about_id", "amount", "currency")
        if amount is not None
    }
