"""How the sides moved from round to round: the rounds of one subject, question by question, and what that comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Comparison, Round
from accord.apps.expectations.reads import words
from accord.apps.expectations.reads.heard import heard_in
from accord.apps.expectations.reads.questions import QuestionView, SideLine, question_views
from accord.apps.expectations.rules.months import months_between
from accord.apps.expectations.rules.words import NEEDED_SIDES, Question
from accord.apps.ui.rules import Viewer


@dataclass(frozen=True)
class Step:
    """One question at one round."""

    number: int
    day: date
    base: date
    currency: str
    view: QuestionView

    def shift(self, other: Step) -> float:
        """Say by how many months its values are counted from another day than another round's; 0 for money."""
        return float(months_between(other.base, self.base)) if self.view.question == Question.PAYOFF else 0.0


@dataclass(frozen=True)
class Movement:
    """One question from round to round, the earliest first, and in a sentence how the gap moved since the last one."""

    question: str
    label: str
    sentence: str
    steps: tuple[Step, ...]


def movements(*, viewer: Viewer, round_: Round) -> tuple[Movement, ...]:
    """Tell how the sides moved up to a revealed round, over the rounds the viewer may see; () for a first one.

    Five queries.
    """
    rounds = list(
        permissions.revealed_to(viewer)
        .filter(about_kind=round_.about_kind, about_id=round_.about_id, number__lte=round_.number)
        .order_by("number")
    )
    if len(rounds) < 2:
        return ()
    heard = heard_in([one.pk for one in rounds])
    compared: dict[int, list[Comparison]] = {one.pk: [] for one in rounds}
    for row in Comparison.objects.filter(round__in=compared):
        compared[row.round_id].append(row)
    views = {
        one.pk: question_views(
            comparisons=compared[one.pk], heard=heard[one.pk][0], base=one.base_date, currency=one.currency
        )
        for one in rounds
    }
    found = (_movement(question.value, rounds, views) for question in Question)
    return tuple(one for one in found if one is not None)


def _movement(
    question: str, rounds: Sequence[Round], views: dict[int, tuple[QuestionView, ...]]
) -> Movement | None:  # fmt: skip
    steps = tuple(
        Step(one.number, timezone.localdate(one.revealed_at), one.base_date, one.currency, view)
        for one in rounds
        for view in views[one.pk]
        if view.question == question
    )
    steps = tuple(step for step in steps if question == Question.PAYOFF or step.currency == rounds[-1].currency)
    compared = [step for step in steps if step.view.is_compared]
    if len(compared) < 2 or compared[-1].number != rounds[-1].number:
        return None
    return Movement(question, words.question_words(question), _sentence(compared[-2], compared[-1]), steps)


def _sentence(before: Step, now: Step) -> str:
    was, is_ = before.view.gap or 0.0, now.view.gap or 0.0
    question, share = now.view.question, now.view.gap_share
    if words.is_same(question, is_, share):
        said = _("The gap has closed: it was %(before)s.")
    elif words.is_same(question, was, before.view.gap_share):
        said = _("A gap has opened: %(now)s.")
    elif (was > 0) != (is_ > 0):
        said = _("The gap has turned round: from %(before)s one way to %(now)s the other.")
    elif _said(before, was) == _said(now, is_):
        said = _("The gap has stayed at %(now)s.")
    elif abs(is_) < abs(was):
        said = _("The gap shrank from %(before)s to %(now)s.")
    else:
        said = _("The gap grew from %(before)s to %(now)s.")
    sentence = said % {"before": _said(before, was), "now": _said(now, is_)}
    return f"{sentence} {_who_moved(before, now)}".strip()


def _said(step: Step, gap: float) -> str:
    return words.distance_words(step.view.question, gap, currency=step.currency)


def _who_moved(before: Step, now: Step) -> str:
    parts = []
    for code in NEEDED_SIDES:
        earlier, later = before.view.side(code), now.view.side(code)
        if earlier is not None and later is not None and earlier.values and later.values:
            parts.append(_moved(later, later.values[1] - earlier.values[1] - before.shift(now), now, earlier.values[1]))
    return " ".join(parts)


def _moved(side: SideLine, by: float, now: Step, was: float) -> str:
    question = now.view.question
    still = abs(by) < 1 - words.WHOLE if question == Question.PAYOFF else abs(by) <= abs(was) * words.SAME_SHARE
    named = {"side": side.label, "distance": words.distance_words(question, by, currency=now.currency)}
    if still:
        return _("%(side)s stayed where it was.") % named
    if question == Question.PAYOFF:
        return (_("%(side)s moved %(distance)s later.") if by > 0 else _("%(side)s moved %(distance)s sooner.")) % named
    return (_("%(side)s went up by %(distance)s.") if by > 0 else _("%(side)s went down by %(distance)s.")) % named
