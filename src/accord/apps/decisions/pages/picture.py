"""The picture of how long decisions wait."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accord.apps.decisions.reads import DecisionSpeed
from accord.apps.ui.charts import Chart, Curve, Mark, survival_chart
from accord.apps.ui.templatetags.formats import share_words


def waiting_chart(found: DecisionSpeed) -> Chart | None:
    """Draw the share still undecided after so many days, with ticks for what waits; None with too few."""
    speed = found.speed
    if speed is None:
        return None
    curve = Curve(_("Undecided"), speed.days, speed.open_share, speed.low, speed.high, censored=speed.still_open)
    marks = [Mark(speed.median, _("half are decided"))] if speed.median is not None else []
    return survival_chart(
        [curve],
        title=_("Share still undecided, by days since the question came up"),
        time_words=_("days"),
        marks=marks,
        say=share_words,
        headers=(_("Questions"), _("After"), _("Undecided"), _("Low"), _("High")),
        empty=_("Nothing has been asked yet"),
    )
