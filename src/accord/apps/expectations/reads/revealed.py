"""A revealed round: what each side expects, how far apart they are, whether they know it, and how that has moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Round
from accord.apps.expectations.reads import words
from accord.apps.expectations.reads.heard import SideCount, heard_in
from accord.apps.expectations.reads.outcomes import OutcomeLine, outcomes_about
from accord.apps.expectations.reads.questions import QuestionView, question_views
from accord.apps.expectations.reads.subjects import ask_url, record_url, subject_titles, subject_url
from accord.apps.expectations.rules.words import CAUSE_LABELS, INITIATIVE, NEEDED_SIDES, Perception, Question, State
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.ui.templatetags.formats import share_words
from accord.practices import PRACTICES

NEVER_APART = 0.2


@dataclass(frozen=True)
class OtherRound:
    """A revealed round of the same subject, to go to."""

    id: int
    number: int
    revealed_at: datetime
    is_here: bool


@dataclass(frozen=True)
class RevealedRound:
    """Everything the page of a revealed round shows. ``going_on`` is the round that asks again, if there is one."""

    round: Round
    title: str
    url: str
    headline: str
    lead: str
    cause: str
    questions: tuple[QuestionView, ...]
    sides: tuple[SideCount, ...]
    notes: tuple[str, ...]
    rounds: tuple[OtherRound, ...]
    outcomes: tuple[OutcomeLine, ...]
    going_on: int | None
    can_ask: bool
    can_record: bool
    has_receipt: bool

    @property
    def joint(self) -> tuple[QuestionView, ...]:
        """The questions that have a range of both sides together."""
        return tuple(one for one in self.questions if one.joint)

    @property
    def will_be_listed(self) -> bool:
        """Tell whether the next measurements put it on the list of what is out of step, if it stays like this."""
        apart = any(one.is_apart or one.perception == Perception.PHANTOM for one in self.questions)
        return apart and self.round.is_latest and self.round.about_kind == INITIATIVE

    @property
    def newest(self) -> OtherRound | None:
        """The latest revealed round where that is another one."""
        return self.rounds[-1] if self.rounds and not self.rounds[-1].is_here else None

    @property
    def record_url(self) -> str:
        """Where what really happened is recorded; empty for whom may not, or where all is known."""
        known = self.can_record and len(self.outcomes) < len(Question)
        return record_url(kind=self.round.about_kind, number=self.round.about_id) if known else ""

    @property
    def ask_url(self) -> str:
        """Where the same is asked again."""
        return ask_url(kind=self.round.about_kind, number=self.round.about_id)

    def question(self, code: str) -> QuestionView | None:
        """Give one question; None where it was not answered."""
        return next((one for one in self.questions if one.question == code), None)


def revealed_round(*, viewer: Viewer, round_id: int) -> RevealedRound:
    """Give a revealed round that the viewer may see: a fixed number of queries. Raises NotFound for any other."""
    round_ = permissions.revealed_to(viewer).select_related("opened_by").filter(pk=round_id).first()
    if round_ is None:
        raise NotFound(_("There is no such round, or it is not open to you."))
    heard, sides = heard_in([round_.pk])[round_.pk]
    questions = question_views(
        comparisons=round_.comparisons.all(), heard=heard, base=round_.base_date, currency=round_.currency
    )
    same = list(
        permissions.visible_to(viewer)
        .filter(about_kind=round_.about_kind, about_id=round_.about_id)
        .exclude(state=State.CALLED_OFF)
        .order_by("number")
    )
    return RevealedRound(
        round=round_,
        title=subject_titles(rounds=[round_])[round_.pk],
        url=subject_url(kind=round_.about_kind, number=round_.about_id),
        headline=headline(questions=questions),
        lead=lead(questions=questions),
        cause=_(CAUSE_LABELS[round_.cause]) if round_.cause else "",
        questions=questions,
        sides=sides,
        notes=_notes(sides),
        rounds=tuple(
            OtherRound(one.pk, one.number, one.revealed_at, one.pk == round_.pk) for one in same if one.revealed_at
        ),
        outcomes=tuple(outcomes_about(viewer=viewer, kind=round_.about_kind, number=round_.about_id)),
        going_on=next((one.pk for one in same if one.state == State.OPEN), None),
        can_ask=permissions.can_ask(viewer, round_.about_kind, round_.about_id),
        can_record=permissions.can_record(viewer, round_.about_kind, round_.about_id),
        has_receipt=round_.asked.filter(person=viewer.pk, answered_at__isnull=False).exists(),
    )


# no viewer: says what was found for one
def headline(*, questions: Sequence[QuestionView]) -> str:
    """Say the one thing to know in five seconds: the largest gap, or that there is none, or what is missing."""
    compared = [one for one in questions if one.is_compared]
    if not compared:
        return _missing(questions)
    worst = max(compared, key=lambda one: one.size or 0.0)
    if worst.is_apart:
        return worst.sentence
    if any(one.perception == Perception.PHANTOM for one in compared):
        return _("Business and IT expect much the same, and do not know it.")
    payoff = next((one for one in compared if one.never_words), None)
    if payoff and _never_gap(payoff) >= NEVER_APART:
        return payoff.never_words
    return _("Business and IT are in step.")


def _never_gap(payoff: QuestionView) -> float:
    shares = [one.never_share or 0.0 for one in payoff.sides if one.side in NEEDED_SIDES]
    return max(shares) - min(shares) if shares else 0.0


def _missing(questions: Sequence[QuestionView]) -> str:
    sides = {one.side: one for question in questions for one in question.sides if one.values}
    missing = [words.side_words(side) for side in NEEDED_SIDES if side not in sides]
    if len(missing) == 1:
        return _("%(side)s gave no range, so there is nothing to compare.") % {"side": missing[0]}
    if missing:
        return _("Neither side gave a range, so there is nothing to compare.")
    return _("The two sides answered different questions, so there is nothing to compare.")


# no viewer: says what was found for one
def lead(*, questions: Sequence[QuestionView]) -> str:
    """Say in one line how each other question stands beside the headline."""
    compared = [one for one in questions if one.is_compared]
    if not compared:
        return _("Ask again to hear both sides.")
    if all(one.perception == Perception.ALIGNED for one in questions):
        return _("Their likely values lie no more than %(months)s, or %(share)s, apart.") % {
            "months": words.distance_words(Question.PAYOFF, PRACTICES["P08.dates"].threshold_open, currency=""),
            "share": share_words(PRACTICES["P08.benefit"].threshold_open),
        }  # fmt: skip
    worst = max(compared, key=lambda one: one.size or 0.0)
    parts = [worst.knowing] if worst.is_apart and worst.knowing else []
    parts += [
        _("%(question)s: %(standing)s.") % {"question": one.label, "standing": _short(one)}
        for one in questions
        if one is not worst or not worst.is_apart
    ]
    return " ".join(parts)


def _short(one: QuestionView) -> str:
    if not one.is_compared:
        return _("not compared")
    if one.is_apart:
        return _("%(distance)s apart") % {"distance": one.gap_words}
    if one.perception == Perception.PHANTOM:
        return _("in step, and believed not to be")
    return _("in step")


def _notes(sides: Sequence[SideCount]) -> tuple[str, ...]:
    """Say which side is missing, and what could not be opened."""
    found = [
        _("%(side)s has not answered. It stays missing: nobody speaks in its place.") % {"side": one.label}
        for one in sides
        if not one.answered
    ]
    found += [
        ngettext(
            "One answer given for %(side)s could not be opened: it is not what was sealed. It is left out.",
            "%(n)s answers given for %(side)s could not be opened: they are not what was sealed. They are left out.",
            one.unreadable,
        )
        % {"n": one.unreadable, "side": one.label}
        for one in sides
        if one.unreadable
    ]
    return tuple(found)
