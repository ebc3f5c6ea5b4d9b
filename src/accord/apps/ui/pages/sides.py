"""The sample pictures of the gallery for what two sides expect, in all their states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.ui import charts
from accord.apps.ui.charts import Guess, IntervalRow, Round, SideView
from accord.apps.ui.templatetags.formats import exact_day, money_words, share_words
from accord.apps.ui.templatetags.wording import mirror_words, movement_words, range_words

MONTHS = charts.Months(date(2026, 11, 1), lambda day: date_format(day, "M Y"))
EUROS = charts.Amounts(lambda value: money_words(value, "EUR"))


@dataclass(frozen=True)
class SampleStrip:
    """One row of the sample list with its strip."""

    title: str
    gap: str
    strip: charts.Chart


def mirrors() -> list[charts.Chart]:
    """Draw two sides in every state: everything at once, plain, agreeing, missing, without a range, money, far apart."""
    business, it = _business(3, 6, 11), _it(9, 14, 24)
    return [
        _mirror(
            _("When will it pay off? Everything at once"),
            replace(business, never=0.04, density=_two_voices(4.5, 1.2, 7.5, 2.2)), replace(it, never=0.18),
            gap=_("8 months"), third=_finance(5, 9, 16), joint=(4, 9, 20), outcome=12,
            guesses=[Guess("it", "business", 13), Guess("business", "it", 8)],
        ),
        _mirror(_("When will it pay off?"), business, it, gap=_("8 months")),
        _mirror(_("The same on both sides"), business, _it(3, 6, 11), gap=_("the same month")),
        _mirror(_("One side is missing"), business, SideView(_("IT"), "it"), third=SideView(_("Finance"), "finance")),
        _mirror(_("Without ranges"), _business(6, 6, 6), _it(9, 9, 9), gap=_("3 months")),
        _mirror(
            _("Benefit a year"), _business(1_100_000, 1_400_000, 1_900_000), _it(150_000, 400_000, 1_600_000),
            axis=EUROS, gap=_("1 M EUR"), guesses=[Guess("it", "business", 9_000_000)],
        ),
        _mirror(
            _("Very sure and not sure at all"), _business(5.6, 6, 6.4), _it(8, 20, 90), gap=_("14 months"), outcome=300
        ),
        charts.mirrored_chart(
            SideView(_("Business"), "business"), SideView(_("IT"), "it"), axis=MONTHS, title=_("Nobody has answered"),
            empty=_("Nobody has answered yet"),
        ),
    ]  # fmt: skip


def movements() -> list[charts.Chart]:
    """Draw what one answer means, rounds over time, and whose ranges hold."""
    return [
        charts.range_picture(_it(9, 14, 24), axis=MONTHS, title=_("What one answer means"), words=range_words(months=True)),
        charts.range_picture(
            _business(250_000, 250_000, 250_000), axis=EUROS, title=_("One number three times"), words=range_words(months=False)
        ),
        _movement(_("From round to round"), _rounds(), gap=_("1 month")),
        _movement(_("Eight rounds, one without IT"), _many_rounds()),
        charts.calibration_chart(
            [
                IntervalRow(_("Business"), 0.58, 0.44, 0.71, _("24 outcomes"), "business"),
                IntervalRow(_("IT"), 0.83, 0.68, 0.92, _("24 outcomes"), "it"),
                IntervalRow(_("Finance"), None, tone="finance", reason=_("3 outcomes, 10 are needed")),
            ],
            title=_("Whose ranges hold"), say=share_words, target=_("as sure as they say"), ends=(_("too sure"), _("too careful")),
            headers=(_("Side"), _("Inside its range"), _("Low"), _("High"), _("From")),
        ),
        _movement(_("No round yet"), []),
    ]  # fmt: skip


def strips() -> dict[str, object]:
    """Give a list with a strip in each row and the scale that heads their column."""
    said = (
        ("Claims triage", _("8 months"), [_business(3, 6, 11), _it(9, 14, 24)]),
        ("Churn early warning", _("1 month"), [_business(5, 8, 12), _it(7, 9, 13)]),
        ("Contract review", _("IT has not answered"), [_business(2, 4, 6), SideView(_("IT"), "it")]),
        ("Service copilot", _("6 months, IT sooner"), [_business(12, 16, 22), _it(8, 10, 12), _finance(9, 14, 18)]),
    )
    reach = charts.strip_reach([view for _title, _gap, views in said for view in views])
    return {
        "scale": charts.strip_scale(reach=reach, axis=MONTHS, title=_("Pays off")),
        "rows": [
            SampleStrip(
                title, gap,
                charts.gap_strip(views, reach=reach, axis=MONTHS, title=title, missing=_("has not answered")),
            )
            for title, gap, views in said
        ],
    }  # fmt: skip


def _business(low: float, likely: float, high: float) -> SideView:
    return SideView(_("Business"), "business", low, likely, high)


def _it(low: float, likely: float, high: float) -> SideView:
    return SideView(_("IT"), "it", low, likely, high)


def _finance(low: float, likely: float, high: float) -> SideView:
    return SideView(_("Finance"), "finance", low, likely, high)


def _two_voices(one: float, near: float, other: float, far: float) -> list[tuple[float, float]]:
    """Give the density of two people of one side who do not quite agree."""
    places = [n / 8 for n in range(160)]
    return [
        (x, exp(-((x - one) ** 2) / 2 / near**2) / near + exp(-((x - other) ** 2) / 2 / far**2) / far) for x in places
    ]


def _mirror(
    title: str,
    above: SideView,
    below: SideView,
    *,
    axis: charts.Months | charts.Amounts = MONTHS,
    gap: str = "",
    third: SideView | None = None,
    joint: tuple[float, float, float] | None = None,
    outcome: float | None = None,
    guesses: Sequence[Guess] = (),
) -> charts.Chart:
    return charts.mirrored_chart(
        above, below, axis=axis, title=title, gap=gap, third=third, joint=joint, outcome=outcome, guesses=guesses,
        words=mirror_words(months=axis is MONTHS), say_share=share_words,
    )  # fmt: skip


def _movement(title: str, rounds: list[Round], *, gap: str = "") -> charts.Chart:
    return charts.movement_chart(
        rounds, axis=MONTHS, title=title, gap=gap, say_day=exact_day, words=movement_words(months=True),
        empty=_("No round is revealed yet"),
    )  # fmt: skip


def _rounds() -> list[Round]:
    said = (((3, 6, 11), (9, 14, 24)), ((4, 7, 11), (8, 12, 18)), ((5, 8, 12), (7, 9, 13)))
    return [
        Round(_("Round %(n)s") % {"n": n}, date(2026, 9 + n, 4), [_business(*one), _it(*two)])
        for n, (one, two) in enumerate(said, start=1)
    ]


def _many_rounds() -> list[Round]:
    found = []
    for n in range(1, 9):
        it = _it(10 - n / 2, 15 - n, 24 - n) if n != 4 else SideView(_("IT"), "it")
        sides = [_business(3 + n / 4, 6 + n / 6, 11), it, _finance(5, 9, 15)]
        found.append(Round(_("Round %(n)s") % {"n": n}, date(2026, n, 4), sides))
    return found
