"""The pictures of a case's figures: how likely each outcome is, and what moves it most."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _

from accord.apps.ui import charts
from accord.apps.ui.charts import Chart, Mark
from accord.apps.ui.templatetags.formats import money_words, share_words
from accord.apps.value.reads.figures.page import MOST_SWINGS, Outcomes, swing_label


def outcome_picture(outcomes: Outcomes, currency: str) -> Chart:
    """Draw how likely each outcome is, with P10, P50 and P90 across."""
    values, say = outcomes.values, partial(money_words, currency=currency)
    marks = [
        Mark(values.p10, _("1 in 10 below %(value)s") % {"value": say(values.p10)}),
        Mark(values.p50, _("half above %(value)s") % {"value": say(values.p50)}),
        Mark(values.p90, _("1 in 10 above %(value)s") % {"value": say(values.p90)}),
    ]
    rows = [
        (_("%(share)s of outcomes at or below") % {"share": share_words(share)}, say(value))
        for share, value in outcomes.quantiles
    ]
    return charts.outcome_chart(
        [charts.OutcomeBar(part.low, part.high, part.share) for part in outcomes.parts],
        title=_("What it may come to"),
        marks=marks,
        ends=(_("loses money"), _("pays")),
        rows=[*rows, (_("Mean of the worst tenth"), say(values.cvar10)), (_("Mean"), say(values.mean))],
        headers=(_("Outcomes"), _("Value at the start")),
        say=money_words,
    )


def beyond_words(outcomes: Outcomes) -> str:
    """Say how many outcomes lie further out than the picture reaches, where that is worth saying."""
    left = 1.0 - sum(part.share for part in outcomes.parts)
    return (
        _("%(share)s of the outcomes lie further out than drawn.") % {"share": share_words(left)}
        if left >= 0.01
        else ""
    )


def swing_picture(outcomes: Outcomes, currency: str) -> Chart:
    """Draw how far each input alone moves the value, widest first."""
    say = partial(money_words, currency=currency)
    return charts.swing_chart(
        [
            charts.SwingRow(swing_label(swing=one), one.at_low, one.at_high, (share_words(one.share_of_variance),))
            for one in outcomes.swings[:MOST_SWINGS]
        ],
        title=_("What matters most"),
        middle=outcomes.middle,
        middle_words=_("all at their middle: %(value)s") % {"value": say(outcomes.middle)},
        zero_words=_("nothing won or lost"),
        say=money_words,
        headers=(_("Input"), _("Value when low"), _("Value when high"), _("Share of the spread explained")),
    )
