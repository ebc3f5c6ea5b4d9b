"""What is behind each figure: its formula in words, the rows it is made from, the class, and how it was drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.ui.templatetags.formats import money_words, share_words
from accord.apps.value.reads.figures.page import FiguresPage, Likely, Outcomes, figures_page, swing_label
from accord.apps.value.reads.figures.words import payback_words, returns_words, yearly_words
from accord.science.value import COST

CELL = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Rows:
    """A table: its headers, its rows as values and as words, and the row that adds it up."""

    title: str
    headers: tuple[str, ...]
    cells: tuple[tuple[CELL, ...], ...]
    words: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Behind:
    """One figure opened: what it is, how it is made, and the tables that it rests on, the first one for files."""

    code: str
    title: str
    answer: str
    meaning: str
    formula: str
    tables: tuple[Rows, ...]
    is_drawn: bool


def behind(
    *, viewer: Viewer, initiative_id: int, code: str, as_of: date, number: int | None = None
) -> tuple[FiguresPage, Behind]:
    """Open one figure of a version. Raises NotFound where there is no such figure or nothing can be computed."""
    page = figures_page(viewer=viewer, initiative_id=initiative_id, as_of=as_of, number=number)
    if page is None or page.likely is None or page.outcomes is None or code not in _OPENED:
        raise NotFound(_("There is no such figure."))
    return page, _OPENED[code](page, page.likely, page.outcomes)


# no viewer: the caller has the page
def codes() -> tuple[str, ...]:
    """List the figures that can be opened."""
    return tuple(_OPENED)


def _range(page: FiguresPage, likely: Likely, outcomes: Outcomes) -> Behind:
    values = outcomes.values
    return Behind(
        "range", _("What it may come to"),
        _("%(low)s to %(high)s, half above %(middle)s") % {
            "low": money_words(values.p10, page.currency), "high": money_words(values.p90, page.currency),
            "middle": money_words(values.p50, page.currency),
        },
        _("One outcome in ten lies below the first value and one in ten above the second. Each line is drawn from its "
          "range, all costs are multiplied by how such work turned out, all benefits by the share who take it up, and "
          "benefits come as many months late as drawn."),
        _("outcome = Σ benefit × take-up ÷ (1 + rate)^((month + delay) / 12) − ratio × Σ cost ÷ (1 + rate)^(month / 12)"),
        (_quantiles(page, outcomes), _lines(page, likely)), True,
    )  # fmt: skip


def _loss(page: FiguresPage, likely: Likely, outcomes: Outcomes) -> Behind:
    error = outcomes.values.standard_errors.loss_share
    meaning = _("The share of all drawn outcomes in which the case is worth less than nothing today.")
    if error:
        meaning += " " + _("Because it is drawn it may be off by %(points)s percentage points.") % {
            "points": formats.number_format(200 * error, 1),
        }  # fmt: skip
    return Behind(
        "loss", _("Chance of a loss"), share_words(outcomes.values.loss_share), meaning,
        _("chance of a loss = outcomes below zero ÷ all outcomes"),
        (_quantiles(page, outcomes), _lines(page, likely)), True,
    )  # fmt: skip


def _worst(page: FiguresPage, likely: Likely, outcomes: Outcomes) -> Behind:
    return Behind(
        "worst", _("If it goes badly"), money_words(outcomes.values.cvar10, page.currency),
        _("The mean of the worst tenth of all outcomes: what to expect if it goes badly (also called CVaR10)."),
        _("mean of the outcomes below the one that one in ten undercuts"),
        (_quantiles(page, outcomes), _lines(page, likely)), True,
    )  # fmt: skip


def _likely(page: FiguresPage, likely: Likely, outcomes: Outcomes) -> Behind:
    return Behind(
        "likely", _("If everything comes as written"), money_words(likely.value, page.currency),
        _("What all months are worth together at the start (net present value, NPV): likely amounts, take-up and delay, "
          "without what the class adds to costs. It is one possible outcome, not the middle of them."),
        _("present value = Σ (benefit − cost) ÷ (1 + rate)^(month / 12)"),
        (_months(page, likely), _lines(page, likely)), False,
    )  # fmt: skip


def _returns(page: FiguresPage, likely: Likely, outcomes: Outcomes) -> Behind:
    return Behind(
        "returns", _("Return a year"), returns_words(likely.returns),
        _("The yearly interest the money would earn (internal rate of return, IRR): every rate at which the likely flows "
          "are worth nothing today. Flows that change direction more than once "
          "may have several, and some have none: then this figure says nothing. The modified return (MIRR) lets "
          "what comes in earn the discount rate: %(modified)s.") % {"modified": yearly_words(likely.modified)},
        _("0 = Σ (benefit − cost) ÷ (1 + return)^(month / 12)"),
        (_months(page, likely),), False,
    )  # fmt: skip


def _payback(page: FiguresPage, likely: Likely, outcomes: Outcomes) -> Behind:
    return Behind(
        "payback", _("Pays back"), payback_words(likely.payback, page.inputs.terms.start_month),
        _("The month from which what came in, discounted to today, covers what went out for good. The column “so far” "
          "crosses zero there."),
        _("first month from which Σ (benefit − cost) ÷ (1 + rate)^(month / 12) stays at zero or above"),
        (_months(page, likely),), False,
    )  # fmt: skip


def _matters(page: FiguresPage, likely: Likely, outcomes: Outcomes) -> Behind:
    widest = outcomes.swings[0] if outcomes.swings else None
    return Behind(
        "matters", _("What matters most"), swing_label(swing=widest) if widest else _("nothing is uncertain"),
        _("Each input alone at its low and at its high value, all else at its middle. The share explained says how much "
          "of the spread of all outcomes goes back to it; what is left is how inputs work together."),
        _("share explained = variance of the mean outcome given the input ÷ variance of the outcomes"),
        (_swings(page, outcomes), _lines(page, likely)), True,
    )  # fmt: skip


def _knowing(page: FiguresPage, likely: Likely, outcomes: Outcomes) -> Behind:
    return Behind(
        "knowing", _("What knowing beforehand is worth"), money_words(outcomes.knowing, page.currency),
        _("Somebody who knew the outcome would stop wherever it loses money. The losses saved on average are the most a "
          "pilot can be worth; what a pilot costs beyond that cannot pay, however good it is."),
        _("worth of knowing = mean of the outcomes with losses set to zero − the better of the mean outcome and zero"),
        (_swings(page, outcomes), _quantiles(page, outcomes)), True,
    )  # fmt: skip


_OPENED: dict[str, Callable[[FiguresPage, Likely, Outcomes], Behind]] = {
    "range": _range,
    "loss": _loss,
    "worst": _worst,
    "likely": _likely,
    "returns": _returns,
    "payback": _payback,
    "matters": _matters,
    "knowing": _knowing,
}


# --- tables ---------------------------------------------------------------------------------------------------------


def cents(amount: Decimal) -> str:
    """Write an amount to the cent."""
    return str(formats.number_format(amount, 2, force_grouping=True))


cents.__module__ = __name__


def _months(page: FiguresPage, likely: Likely) -> Rows:
    headers = (_("No."), _("Month"), _("Costs"), _("Benefits"), _("Benefits less costs"), _("One unit is worth"),
               _("Worth at the start"), _("So far"))  # fmt: skip
    cells = tuple(
        (one.number, one.month, one.cost, one.benefit, one.net, round(one.factor, 8), one.worth, one.so_far)
        for one in likely.flows
    )
    words = tuple(
        (str(one.number), date_format(one.month, "M Y").replace(" ", "\u00a0"), cents(one.cost), cents(one.benefit), cents(one.net),
         f"{one.factor:.6f}", cents(one.worth), cents(one.so_far))
        for one in likely.flows
    )  # fmt: skip
    cost = sum((one.cost for one in likely.flows), Decimal(0))
    benefit = sum((one.benefit for one in likely.flows), Decimal(0))
    total = (_("Total"), "", cents(cost), cents(benefit), cents(benefit - cost), "", cents(likely.value), "")
    title = _("Month by month, in %(currency)s") % {"currency": page.currency}
    return Rows(title, headers, cells, words, total, (0, 2, 3, 4, 5, 6, 7))


def _lines(page: FiguresPage, likely: Likely) -> Rows:
    headers = (_("Line"), _("Cost or benefit"), _("Low"), _("Likely"), _("High"), _("Times"),
               _("Likely in all"), _("Worth at the start"))  # fmt: skip
    cells = tuple(
        (one.line.title, _("Cost") if one.line.flow == COST else _("Benefit"),
         one.line.each.low, one.line.each.likely, one.line.each.high, one.times, one.total, one.worth)
        for one in likely.lines
    )  # fmt: skip
    words = tuple(
        (row[0], row[1], cents(row[2]), cents(row[3]), cents(row[4]), str(row[5]), cents(row[6]), cents(row[7]))
        for row in cells
    )
    total = (_("Total"), "", "", "", "", "", "", cents(likely.value))
    title = _("Line by line, in %(currency)s; the last column after likely take-up and delay") % {
        "currency": page.currency
    }
    return Rows(title, headers, cells, words, total, (2, 3, 4, 5, 6, 7))


def _quantiles(page: FiguresPage, outcomes: Outcomes) -> Rows:
    cells = tuple((share, round(value, 2)) for share, value in outcomes.quantiles)
    words = tuple((share_words(share), cents(_rounded(value))) for share, value in outcomes.quantiles)
    headers = (_("Share of outcomes at or below"), _("Value in %(currency)s") % {"currency": page.currency})
    return Rows(_("The outcomes in order"), headers, cells, words, numeric=(0, 1))


def _swings(page: FiguresPage, outcomes: Outcomes) -> Rows:
    headers = (_("Input"), _("Value when low"), _("Value when high"), _("Share explained"), _("Worth knowing"))
    cells = tuple(
        (
            swing_label(swing=one),
            round(one.at_low, 2),
            round(one.at_high, 2),
            one.share_of_variance,
            round(one.worth, 2),
        )
        for one in outcomes.swings
    )
    words = tuple(
        (swing_label(swing=one), cents(_rounded(one.at_low)), cents(_rounded(one.at_high)),
         share_words(one.share_of_variance), cents(_rounded(one.worth)))
        for one in outcomes.swings
    )  # fmt: skip
    title = _("Input by input, in %(currency)s") % {"currency": page.currency}
    return Rows(title, headers, cells, words, numeric=(1, 2, 3, 4))


def _rounded(value: float) -> Decimal:
    return Decimal(repr(round(value, 2)))
