"""What goals ask of a person now."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.goals.permissions import visible_to
from accord.apps.goals.rules import GoalState, OwningSide, is_review_due
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import TurnItem

KIND = "goals.goal"


def goals_to_agree(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List the goals the viewer owns and has yet to agree to: one light query, however many."""
    business = Q(business_owner=viewer.pk, business_agreed_at=None)
    unsaid = business | Q(it_owner=viewer.pk, it_agreed_at=None)
    rows = visible_to(viewer).filter(unsaid, state=GoalState.ACTIVE).annotate(for_business=Q(business))
    verb, sentence, place = _("Agree"), _("You own “%(goal)s” and have not agreed to it yet."), _place()
    return [
        TurnItem(
            ref=Ref(KIND, pk),
            verb=verb,
            sentence=sentence % {"goal": title},
            url=f"{place}{pk}/",
            action_url=f"{place}{pk}/agreement/{OwningSide.BUSINESS if for_business else OwningSide.IT}/",
            action_label=verb,
            minutes=0.5,
        )
        for pk, title, for_business in rows.values_list("pk", "title", "for_business")
    ]


def goals_to_review(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List the goals the viewer owns that are due for review: one light query, however many."""
    mine = Q(business_owner=viewer.pk) | Q(it_owner=viewer.pk)
    rows = visible_to(viewer).filter(mine, state=GoalState.ACTIVE, review_date__isnull=False)
    verb, label, sentence, place = _("Review"), _("We looked at it"), _("“%(goal)s” is due for review."), _place()
    return [
        TurnItem(
            ref=Ref(KIND, pk),
            verb=verb,
            sentence=sentence % {"goal": title},
            url=f"{place}{pk}/",
            due=day,
            action_label=label,
            form_url=f"{place}{pk}/review/",
            minutes=2.0,
        )
        for pk, title, day in rows.values_list("pk", "title", "review_date")
        if is_review_due(day, today)
    ]


def _place() -> str:
    """Give the address before a goal's number: asked once, as addresses of thousands take their time."""
    return reverse("goals:goal", args=[0]).removesuffix("0/")
