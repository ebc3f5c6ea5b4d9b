"""The picture of what somebody has just said, drawn from their three numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accord.apps.expectations import reads
from accord.apps.expectations.rules.words import Question
from accord.apps.ui.charts.axes import Amounts, Axis, Months
from accord.apps.ui.charts.drawing import Chart
from accord.apps.ui.charts.ranges import RangeWords, range_picture
from accord.apps.ui.charts.shapes import SideView
from accord.apps.ui.templatetags.formats import money_words


@sensitive_variables()
def pictures_of(
    lines: Sequence[reads.SaidLine], *, side: str, side_label: str, base: date, currency: str
) -> dict[str, Chart]:
    """Draw each question that was given three numbers."""
    found = {}
    for line in lines:
        low, likely, high = (None if value is None else float(value) for value in line.estimate.values)
        if low is None or likely is None or high is None:
            continue
        payoff = line.question == Question.PAYOFF
        axis: Axis = Months(base, lambda day: date_format(day, "M Y")) if payoff else Amounts(
            lambda value: money_words(value, currency)
        )  # fmt: skip
        view = SideView(side_label, side, low, likely, high)
        found[line.question] = range_picture(view, axis=axis, title=line.label, words=_words(payoff=payoff))
    return found


def _words(*, payoff: bool) -> RangeWords:
    return RangeWords(
        low=_("1 in 10 that it is earlier") if payoff else _("1 in 10 that it is less"),
        likely=_("as likely earlier as later") if payoff else _("as likely less as more"),
        high=_("1 in 10 that it is later") if payoff else _("1 in 10 that it is more"),
        exact=_("No range: nothing else seems possible"),
        dots=_("Each dot is one of ten equally likely cases"),
        headers=(_("What it means"), _("Value")),
    )
