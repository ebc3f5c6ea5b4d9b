"""Goals as a file: every field a file can bring, with the first measure, so that bringing it back changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.apps.goals.models import Goal
from accord.apps.goals.permissions import visible_to
from accord.apps.goals.rules import DIRECTION_LABELS, GOAL_STATE_LABELS, HORIZON_LABELS, standing_words
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.reads import own_key
from accord.apps.ui.rules import Viewer

PIECE = 1_000


@dataclass(frozen=True)
class Export:
    """A list ready to be written: its columns, and its rows one by one."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def goals_export(*, viewer: Viewer, query: ListQuery) -> Export:
    """Give the goals of a query with every field, one row each."""
    columns = (
        _("Goal"), _("Why"), _("Goal above"), _("Horizon"), _("Department"), _("Owner for the business"), _("Owner for IT"),
        _("Agreement"), _("Review"), _("State"), _("Measure"), _("Unit"), _("Direction"), _("Baseline"),
        _("Day of the baseline"), _("Target"), _("Day of the target"), _("Source of the measure"), _("Key in the source"),
    )  # fmt: skip
    found = query.order(query.narrow(visible_to(viewer)))
    related = found.select_related("parent", "department", "business_owner", "it_owner").prefetch_related("measures")
    return Export(columns, (_row(goal) for goal in related.iterator(PIECE)))


def _row(goal: Goal) -> tuple[object, ...]:
    return (
        goal.title, goal.why, goal.parent.title if goal.parent else "", _(HORIZON_LABELS[goal.horizon]),
        goal.department.name if goal.department else "", goal.business_owner.name if goal.business_owner else "",
        goal.it_owner.name if goal.it_owner else "", _standing(goal), goal.review_date, _(GOAL_STATE_LABELS[goal.state]),
        *_measure(goal), goal.external_key or own_key(pk=goal.pk),
    )  # fmt: skip


def _standing(goal: Goal) -> str:
    words = standing_words(
        has_owners=bool(goal.business_owner and goal.it_owner), business_agreed=goal.business_agreed_at is not None,
        it_agreed=goal.it_agreed_at is not None,
    )  # fmt: skip
    return _(words)


def _measure(goal: Goal) -> tuple[object, ...]:
    """Give the first measure, which is the one the list shows."""
    first = next(iter(goal.measures.all()), None)
    if first is None:
        return (None,) * 8
    return (
        first.name, first.unit, _(DIRECTION_LABELS[first.direction]), first.baseline_value, first.baseline_date,
        first.target_value, first.target_date, first.source,
    )  # fmt: skip
