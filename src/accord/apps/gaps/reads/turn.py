"""What gaps ask of a person now, and which gaps closed lately."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.gaps.models import Gap
from accord.apps.gaps.permissions import visible_to
from accord.apps.gaps.reads.lines import KIND, GapLine, gap_lines
from accord.apps.gaps.rules import GapState
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import GoodNews, TurnItem

AT_MOST = 50
ABOUT_GAPS = "P50.gaps"


def turn_items(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List the viewer's own open gaps for which nothing is arranged, and those due to be measured again."""
    mine = (Q(business_owner=viewer.pk) | Q(it_owner=viewer.pk)) & Q(state=GapState.OPEN)
    rows = list(
        visible_to(viewer)
        .filter(mine)
        .select_related("reading", "opening", "business_owner", "it_owner")
        .order_by("-weight")[:AT_MOST]
    )
    items = []
    for gap, line in zip(rows, gap_lines(viewer=viewer, gaps=rows), strict=True):
        again = gap.measure_again_date
        if again and again <= today:
            items.append(_item(gap, line, _("Look again"), reverse("gaps:measuring", args=[gap.pk]), due=again))
        elif not line.next_step:
            items.append(_item(gap, line, _("Arrange"), reverse("gaps:agenda", args=[gap.pk])))
    return items


def _item(gap: Gap, line: GapLine, verb: str, form_url: str, due: date | None = None) -> TurnItem:
    return TurnItem(
        Ref(KIND, gap.pk), verb, line.sentence, line.url, due=due, form_url=form_url, action_label=verb, minutes=2.0
    )


def closed_lately(*, viewer: Viewer, since: datetime) -> list[GoodNews]:
    """List gaps that closed because the measure moved; that a gap is no longer old is told by the gap itself."""
    rows = list(
        visible_to(viewer)
        .filter(state=GapState.CLOSED, closed_at__gte=since)
        .exclude(practice=ABOUT_GAPS)
        .select_related("reading", "opening", "business_owner", "it_owner")
        .order_by("-closed_at")[:3]
    )
    return [
        GoodNews(_("A gap is closed. %(sentence)s") % {"sentence": line.sentence}, line.url, gap.closed_at or since)
        for gap, line in zip(rows, gap_lines(viewer=viewer, gaps=rows), strict=True)
    ]
