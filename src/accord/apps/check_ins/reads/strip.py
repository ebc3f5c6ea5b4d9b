"""How it stood over time, as one calm strip with its table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accord.apps.check_ins.reads.lines import CheckInLine
from accord.apps.check_ins.rules import State
from accord.apps.ui.charts import Chart, StatusMark, status_strip
from accord.apps.ui.templatetags.formats import exact_day, share_words

SIGNS = {State.OPEN: "waiting", State.MISSED: "missed", State.CANCELLED: "cancelled"}


def strip_of(lines: Sequence[CheckInLine]) -> Chart:
    """Draw check-ins, given newest first, from the oldest to the newest."""
    marks = [
        StatusMark(
            one.planned_on,
            one.status_label or one.state_label,
            SIGNS.get(State(one.state), one.tone),
            (one.state_label, share_words(one.confidence_share) if one.confidence_share is not None else ""),
        )
        for one in reversed(lines)
    ]
    return status_strip(
        marks, title=_("How it stood over time"), say_day=exact_day,
        headers=(_("Check-in"), _("How it stood"), _("State"), _("How sure")), empty=_("No check-in yet"),
    )  # fmt: skip
