"""What both sides expect as pictures: one question of a revealed round, rounds over time, a gap's latest round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.expectations import permissions
from accord.apps.expectations.reads import words
from accord.apps.expectations.reads.cells import Cell
from accord.apps.expectations.reads.heard import heard_in
from accord.apps.expectations.reads.movement import Movement
from accord.apps.expectations.reads.outcomes import OutcomeLine
from accord.apps.expectations.reads.questions import QuestionView, SideLine, Triple, question_views
from accord.apps.expectations.reads.words import month_of
from accord.apps.expectations.rules.months import months_between
from accord.apps.expectations.rules.words import INITIATIVE, OTHER_SIDE, Perception, Question, Side
from accord.apps.ui import charts
from accord.apps.ui.charts.axes import Axis
from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import exact_day, money_words, share_words
from accord.apps.ui.templatetags.wording import mirror_words, movement_words
from accord.practices.money.sides import pooled

POINTS = 121
REACH = (0.0002, 0.998)
AMOUNTS_REACH = (0.0, 2.5)  # strips of amounts: from nothing to two and a half times the joint median
MEASURED = {"P08.dates": Question.PAYOFF, "P08.benefit": Question.BENEFIT, "P08.cost": Question.COST}
PERCEIVED = {"P08.hidden": Perception.HIDDEN, "P08.phantom": Perception.PHANTOM}


@dataclass(frozen=True)
class GapPicture:
    """What both sides said at the latest round about a gap's subject: a sentence, the picture, where there is more."""

    sentence: str
    chart: charts.Chart
    url: str


def gap_picture(*, viewer: Viewer, initiative_id: int, measure: str) -> GapPicture | None:
    """Draw the latest revealed round about an initiative as one measure of it sees it ("P08.dates"): six queries.

    None where the viewer may not see the round, or where the measure has nothing to show.
    """
    latest = permissions.revealed_to(viewer).filter(is_latest=True, about_kind=INITIATIVE, about_id=initiative_id)
    round_ = latest.order_by().first()
    if round_ is None:
        return None
    heard, _sides = heard_in([round_.pk])[round_.pk]
    views = question_views(
        comparisons=round_.comparisons.all(), heard=heard, base=round_.base_date, currency=round_.currency
    )
    view = _measured(views, measure)
    if view is None:
        return None
    chart = question_chart(view)
    url = reverse("expectations:round", args=[round_.pk]) + f"#{view.question}"
    return GapPicture(f"{view.sentence} {view.knowing}".strip(), chart, url) if chart else None


def _measured(views: Sequence[QuestionView], measure: str) -> QuestionView | None:
    """Find the question a measure speaks of: of the perceived ones the one that lies furthest apart."""
    if measure in MEASURED:
        return next((view for view in views if view.question == MEASURED[measure] and view.is_compared), None)
    found = [view for view in views if measure in PERCEIVED and view.perception == PERCEIVED[measure]]
    return max(found, key=lambda view: view.size or 0.0, default=None)


# no viewer: draws what was found for one
def question_chart(view: QuestionView, outcome: float | None = None) -> charts.Chart | None:
    """Draw one question mirrored: business above, IT below, finance beside; None where nobody gave a range."""
    if not any(side.values or side.never_share for side in view.sides):
        return None
    months = view.question == Question.PAYOFF
    shown = {side.side: _shape(side) for side in view.sides}
    guesses = [
        charts.Guess(side.side, OTHER_SIDE[side.side], side.guess)
        for side in view.sides
        if side.guess is not None and side.side in OTHER_SIDE
    ]
    finance = shown.get(Side.FINANCE)
    return charts.mirrored_chart(
        shown[Side.BUSINESS],
        shown[Side.IT],
        axis=axis_of(view.question, view.base, view.currency),
        title=view.label,
        gap=view.short_gap,
        third=finance if finance is not None and finance.is_known else None,
        guesses=guesses,
        joint=view.joint,
        outcome=outcome,
        words=mirror_words(months=months),
        say_share=share_words,
    )


def _shape(side: SideLine) -> charts.SideView:
    low, likely, high = side.values or (None, None, None)
    return charts.SideView(
        side.label, side.side, low, likely, high, density=density_points(side.triples), never=side.never_share,
        missing=side.missing,
    )  # fmt: skip


# no viewer: plain numbers
def density_points(triples: Sequence[Triple]) -> tuple[tuple[float, float], ...]:
    """Give points (value, density) of what several people said for one side, pooled with equal weight; () for none."""
    if not triples:
        return ()
    mixed = pooled(*np.array(triples).T)
    low, high = (float(mixed.quantile(share)) for share in REACH)
    if not high > low:
        return ()
    places = np.linspace(low, high, POINTS)
    return tuple(zip(places.tolist(), np.asarray(mixed.density(places)).tolist(), strict=True))


# no viewer: plain words
def axis_of(question: str, base: date, currency: str) -> Axis:
    """Give the axis of a question: months after the base, or amounts in the currency."""
    if question == Question.PAYOFF:
        return charts.Months(base, month_of)
    return charts.Amounts(lambda value: money_words(value, currency))


# no viewer: plain numbers
def outcome_place(outcome: OutcomeLine, base: date, currency: str) -> float | None:
    """Give where an outcome lies on the axis of a round; None for another currency."""
    if outcome.payoff_date is not None:
        return float(months_between(base, outcome.payoff_date))
    return float(outcome.amount) if outcome.amount is not None and outcome.currency == currency else None


# no viewer: draws what was found for one
def movement_chart(moved: Movement) -> charts.Chart:
    """Draw how each side's view of one question moved from round to round, on the last round's axis."""
    last = moved.steps[-1]
    return charts.movement_chart(
        [
            charts.Round(
                _("Round %(number)s") % {"number": step.number}, step.day,
                [_moved(side, step.shift(last)) for side in step.view.sides if side.side in OTHER_SIDE or side.values],
            )
            for step in moved.steps
        ],
        axis=axis_of(moved.question, last.base, last.currency),
        title=_("%(question)s, round by round") % {"question": moved.label},
        gap=last.view.short_gap,
        say_day=exact_day,
        words=movement_words(months=moved.question == Question.PAYOFF),
    )  # fmt: skip


def _moved(side: SideLine, shift: float) -> charts.SideView:
    low, likely, high = (None, None, None) if side.values is None else (value + shift for value in side.values)
    return charts.SideView(side.label, side.side, low, likely, high, missing=side.missing)


# --- strips: one question of one row ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Strips:
    """What the strips of one page share: words, and one scale of months for all payoffs.

    Amounts are drawn in multiples of each row's joint median.
    """

    base: date
    reach: tuple[float, float]
    labels: Mapping[str, str]
    missing: str

    # no viewer: plain numbers and words
    @classmethod
    def of(cls, cells: Iterable[Cell], *, base: date) -> Strips:
        """Prepare the strips of the rows of a page."""
        labels = {side.value: words.side_words(side) for side in Side}
        labels |= {question.value: words.question_words(question) for question in Question}
        found = cls(base, (0.0, 1.0), labels, _("not known"))
        payoffs = [cell for cell in cells if cell.question == Question.PAYOFF]
        return replace(found, reach=charts.strip_reach(view for cell in payoffs for view in found.views(cell)))

    # no viewer: draws what was found for one
    def strip(self, cell: Cell) -> charts.Chart | None:
        """Draw one question of a row small.

        None where no side gave a range, or where amounts have no joint median to be measured by.
        """
        views = self.views(cell)
        if not any(view.is_known for view in views):
            return None
        title = self.labels[cell.question]
        if cell.question == Question.PAYOFF:
            axis: Axis = axis_of(cell.question, self.base, cell.currency)
            return charts.gap_strip(views, reach=self.reach, axis=axis, title=title, missing=self.missing)
        whole = cell.joint or max(side[1] for side in (cell.business, cell.it) if side)
        if whole <= 0:
            return None
        axis = charts.Amounts(lambda share: money_words(share * whole, cell.currency))
        shares = [_scaled(view, 1 / whole) for view in views]
        return charts.gap_strip(shares, reach=AMOUNTS_REACH, axis=axis, title=title, missing=self.missing)

    def views(self, cell: Cell) -> list[charts.SideView]:
        """Give both sides of a cell, months counted after the base of all."""
        shift = months_between(self.base, cell.base) if cell.question == Question.PAYOFF else 0
        found = []
        for side, values in (("business", cell.business), ("it", cell.it)):
            low, likely, high = (None, None, None) if values is None else (value + shift for value in values)
            found.append(charts.SideView(self.labels[side], side, low, likely, high))
        return found


def _scaled(view: charts.SideView, factor: float) -> charts.SideView:
    low, likely, high = (None if value is None else value * factor for value in (view.low, view.likely, view.high))
    return charts.SideView(view.label, view.tone, low, likely, high)
