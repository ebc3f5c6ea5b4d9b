"""Whose turn it is about decisions: to decide, to look again; and what was decided lately as good news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.decisions import reads, writes
from accord.apps.decisions.reads import DecisionLine
from accord.apps.decisions.rules import LINKED_DECIDE
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import GoodNews, NewsSource, TurnItem, TurnSource, news, turn

KIND = reads.KIND
MINUTES_DECIDE, MINUTES_REVIEW = 3.0, 2.0


def plug_in() -> None:
    """Plug in whose turn it is."""
    turn.plug(
        TurnSource("decisions.decide", 12, to_decide, hand_over=_hand_over),
        TurnSource("decisions.review", 28, to_review),
    )
    news.plug(NewsSource("decisions.made", decided_lately))


def to_decide(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give what the viewer is to decide: in place, by a small form."""
    return [
        TurnItem(
            ref=Ref(KIND, line.id),
            verb=_("Decide"),
            sentence=_asked(line),
            url=line.url,
            due=line.decide_by,
            form_url=reverse("decisions:answer", args=[line.id]),
            linked=LINKED_DECIDE,
            minutes=MINUTES_DECIDE,
        )
        for line in reads.mine_to_decide(viewer=viewer, as_of=today)
    ]


def _asked(line: DecisionLine) -> str:
    if line.days_waiting == 0:
        return line.question
    waited = ngettext("waiting for %(n)s day", "waiting for %(n)s days", line.days_waiting) % {"n": line.days_waiting}
    return _("%(question)s (%(waited)s)") % {"question": line.question, "waited": waited}


def to_review(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the viewer's decisions that are to be looked at again."""
    return [
        TurnItem(
            ref=Ref(KIND, line.id),
            verb=_("Look again"),
            sentence=_("Does it still hold? %(question)s: %(option)s")
            % {"question": line.question, "option": line.option},
            url=line.url,
            due=line.review_on,
            form_url=reverse("decisions:review", args=[line.id]),
            minutes=MINUTES_REVIEW,
        )
        for line in reads.reviews_due(viewer=viewer, as_of=today)
    ]


def _hand_over(by: Viewer, ref: Ref, person_id: int, reason: str, at: datetime) -> None:
    writes.hand_over(decision_id=ref.id, to_id=person_id, reason=reason, by=by, at=at)


def decided_lately(viewer: Viewer, since: datetime) -> Sequence[GoodNews]:
    """Give what was decided since a moment and the viewer may see."""
    lines = reads.decided_since(viewer=viewer, since=since, as_of=timezone.localdate())
    return [
        GoodNews(_("Decided: %(question)s %(option)s") % {"question": line.question, "option": line.option},
                 line.url, line.decided_at)
        for line in lines
        if line.decided_at is not None
    ]  # fmt: skip
