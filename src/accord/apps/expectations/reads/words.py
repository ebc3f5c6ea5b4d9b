"""Values, gaps and standings of expectations as people say them: months as months, money short, never who is right."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accord.apps.expectations.rules.months import date_of
from accord.apps.expectations.rules.words import QUESTION_LABELS, SIDE_LABELS, Perception, Question, Side
from accord.apps.ui.templatetags.formats import money_words, number_words, share_words

WHOLE = 0.05  # closer than this to a whole month it is one
SAME_MONTHS = 0.5
SAME_SHARE = 0.005
FAR_SHARE = 2  # beyond twice the joint likely value a percentage says nothing any more


# no viewer: says a day
def month_of(day: date) -> str:
    """Say the month of a day: "Mar 2027"."""
    return _month(day, get_language())


@lru_cache(maxsize=2048)
def _month(day: date, language: str | None) -> str:
    return date_format(day, "M Y").replace(" ", "\u00a0")


# no viewer: says a value that was found for one
def month_words(base: date, months: float) -> str:
    """Say the month that lies ``months`` after ``base``: "Mar 2027"."""
    try:
        return month_of(date_of(base, months))
    except (OverflowError, ValueError):
        return _("beyond every calendar")


# no viewer: says a value that was found for one
def value_words(question: str, value: float | None, *, base: date, currency: str) -> str:
    """Say one value of a question: a month, or an amount; empty for None."""
    if value is None:
        return ""
    return month_words(base, value) if question == Question.PAYOFF else money_words(value, currency)


# no viewer: says a value that was found for one
def span_words(question: str, low: float | None, high: float | None, *, base: date, currency: str) -> str:
    """Say a range: "Nov 2026 to Feb 2027", "80 k to 200 k EUR"; a single value where both ends read the same."""
    if low is None or high is None:
        return ""
    if question == Question.PAYOFF:
        first, last = month_words(base, low), month_words(base, high)
    else:
        first, last = money_words(low), money_words(high, currency)
        if first == money_words(high):
            return last
    return first if first == last else _("%(low)s to %(high)s") % {"low": first, "high": last}


# no viewer: says a value that was found for one
def distance_words(question: str, distance: float, *, currency: str) -> str:
    """Say how far apart two values lie, whichever comes first: "8 months", "about 7 months", "40 k EUR"."""
    size = abs(distance)
    if question != Question.PAYOFF:
        return money_words(size, currency)
    if size < 1 - WHOLE:
        return _("less than a month")
    words = ngettext("%(n)s month", "%(n)s months", round(size)) % {"n": number_words(round(size))}
    return words if abs(size - round(size)) <= WHOLE else _("about %(span)s") % {"span": words}


# no viewer: says a value that was found for one
def is_same(question: str, gap: float, gap_share: float | None) -> bool:
    """Tell whether two likely values read the same."""
    if question == Question.PAYOFF:
        return abs(gap) < SAME_MONTHS
    return gap == 0 or (gap_share is not None and abs(gap_share) < SAME_SHARE)


# no viewer: says a value that was found for one
def gap_sentence(question: str, gap: float, gap_share: float | None, *, currency: str) -> str:
    """Say in one sentence how the two sides' likely values differ; ``gap`` is IT's minus the business's."""
    if is_same(question, gap, gap_share):
        return {
            Question.PAYOFF: _("Business and IT expect it to pay off in the same month."),
            Question.BENEFIT: _("Business and IT expect the same benefit a year."),
            Question.COST: _("Business and IT expect the same cost."),
        }[Question(question)]
    distance = distance_words(question, gap, currency=currency)
    return _sentences(question, business_first=gap > 0) % {"distance": distance}


def _sentences(question: str, *, business_first: bool) -> str:
    if question == Question.PAYOFF:
        if business_first:
            return _("Business expects it to pay off %(distance)s before IT does.")
        return _("IT expects it to pay off %(distance)s before the business does.")
    if question == Question.BENEFIT:
        if business_first:
            return _("IT expects %(distance)s a year more benefit than the business.")
        return _("Business expects %(distance)s a year more benefit than IT.")
    if business_first:
        return _("IT expects it to cost %(distance)s more than the business does.")
    return _("Business expects it to cost %(distance)s more than IT does.")


# no viewer: says a value that was found for one
def gap_note(question: str, gap: float | None, gap_share: float | None, *, currency: str) -> str:
    """Say a gap short for a row: "8 months, business sooner", "30 %, IT higher"; empty for None."""
    if gap is None:
        return ""
    if is_same(question, gap, gap_share):
        return _("the same")
    if question == Question.PAYOFF:
        distance = distance_words(question, gap, currency=currency)
        words = _("%(distance)s, business sooner") if gap > 0 else _("%(distance)s, IT sooner")
        return words % {"distance": distance}
    if gap_share is None:
        distance = distance_words(question, gap, currency=currency)
    elif abs(gap_share) > FAR_SHARE:
        distance = _("over %(share)s") % {"share": share_words(FAR_SHARE)}
    else:
        distance = share_words(abs(gap_share))
    return (_("%(distance)s, IT higher") if gap > 0 else _("%(distance)s, business higher")) % {"distance": distance}


# no viewer: says a value that was found for one
def knowing_words(perception: str, unaware: list[str]) -> str:
    """Say whether the sides know how they stand: "Neither side knows it." Empty where there is nothing to know."""
    if perception == Perception.REAL:
        return _("Both sides know it.")
    if perception == Perception.HIDDEN:
        if len(unaware) == 1:
            return _("%(side)s does not know it.") % {"side": _(SIDE_LABELS[unaware[0]])}
        return _("Neither side knows it.")
    if perception == Perception.PHANTOM:
        if len(unaware) == 1:
            return _("%(side)s believes that they differ.") % {"side": _(SIDE_LABELS[unaware[0]])}
        return _("Both believe that they differ.")
    return ""


# no viewer: a word
def question_words(question: str) -> str:
    """Name a question."""
    return _(QUESTION_LABELS[question])


# no viewer: a word
def side_words(side: str) -> str:
    """Name a side."""
    return _(SIDE_LABELS[side])


# no viewer: says a value that was found for one
def optimist(question: str, gap: float | None, gap_share: float | None) -> str:
    """Tell which side expects it sooner, more of it or cheaper; empty where they expect the same or it is not known."""
    if gap is None or is_same(question, gap, gap_share):
        return ""
    business = gap < 0 if question == Question.BENEFIT else gap > 0
    return Side.BUSINESS.value if business else Side.IT.value
