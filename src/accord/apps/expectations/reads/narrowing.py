"""How the overview of expectations is narrowed and sorted: by state, class, question, side, department and goal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Abs
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Comparison, Round
from accord.apps.expectations.reads import words
from accord.apps.expectations.rules.rounds import FRESH_DAYS
from accord.apps.expectations.rules.words import INITIATIVE, PERCEPTION_LABELS, QUESTION_LABELS, State
from accord.apps.goals import permissions as goals
from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import GoalLink, Money
from accord.apps.initiatives.rules import Flow, Kind
from accord.apps.people import reads as people
from accord.apps.people.models import Department
from accord.apps.people.rules import subtree
from accord.apps.ui.lists import Filter, ListQuery, ListSpec
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer

GAPS = {"payoff": "payoff_gap", "benefit": "benefit_gap", "cost": "cost_gap"}
# what the more optimistic side is, as a condition on the signed gap (IT minus business)
SOONER = {
    "payoff-business": Q(payoff_gap__gte=words.SAME_MONTHS), "payoff-it": Q(payoff_gap__lte=-words.SAME_MONTHS),
    "benefit-business": Q(benefit_gap__lte=-words.SAME_SHARE), "benefit-it": Q(benefit_gap__gte=words.SAME_SHARE),
    "cost-business": Q(cost_gap__gte=words.SAME_SHARE), "cost-it": Q(cost_gap__lte=-words.SAME_SHARE),
}  # fmt: skip
SOONER_LABELS = {
    "payoff-business": gettext_lazy("business expects it sooner"),
    "payoff-it": gettext_lazy("IT expects it sooner"),
    "benefit-business": gettext_lazy("business expects more benefit"),
    "benefit-it": gettext_lazy("IT expects more benefit"),
    "cost-business": gettext_lazy("business expects less cost"),
    "cost-it": gettext_lazy("IT expects less cost"),
}
STANDINGS = {
    "revealed": gettext_lazy("revealed"),
    "old": gettext_lazy("too old, ask again"),
    "sealed": gettext_lazy("sealed, being answered"),
    "never": gettext_lazy("never asked"),
}


def portfolio_spec(*, viewer: Viewer, kind: str, as_of: date) -> ListSpec:
    """Say how the overview can be narrowed and sorted: one query for departments, one for goals."""
    latest = latest_rounds(viewer=viewer, kind=kind)
    filters = [
        Filter("standing", gettext_lazy("State"), list(STANDINGS.items()), where=_standing(viewer, kind, as_of)),
        Filter("class", gettext_lazy("Class"), [(code, _(said)) for code, said in PERCEPTION_LABELS.items()],
               where=lambda values: _compared(viewer, kind, perception__in=values)),
        Filter("question", gettext_lazy("Out of step on"), [(code, _(said)) for code, said in QUESTION_LABELS.items()],
               where=lambda values: _compared(viewer, kind, question__in=values, size__gt=1)),
        Filter("sooner", gettext_lazy("More optimistic"), list(SOONER_LABELS.items()),
               where=lambda values: _about(latest.filter(_any([SOONER[value] for value in values])))),
        Filter("department", gettext_lazy("Department"), [
            (str(pk), name) for pk, name in people.department_choices(viewer=viewer)
        ], where=_within),
    ]  # fmt: skip
    if kind == INITIATIVE:
        named = goals.visible_to(viewer).order_by("title").values_list("pk", "title")
        filters.append(Filter("goal", gettext_lazy("Goal"), [(str(pk), title) for pk, title in named], where=_serving))
    return ListSpec(
        filters=tuple(filters),
        search=("title",),
        sorts={
            "size": ("found_size", "-title"),
            **{question: (f"found_{question}", "-title") for question in GAPS},
            "title": ("title",),
            "revealed": ("found_revealed", "-title"),
            **({"money": ("found_money", "-title")} if kind == INITIATIVE else {}),
        },
        default_sort="-size",
        page_size=25,
    )


def latest_rounds(*, viewer: Viewer, kind: str) -> QuerySet[Round]:
    """Filter the latest revealed rounds about a kind of subject that the viewer may see."""
    return permissions.visible_to(viewer).filter(is_latest=True, about_kind=kind).order_by()  # a latest one is revealed


def subjects(*, viewer: Viewer, kind: str, query: ListQuery) -> QuerySet[Any]:
    """Give the initiatives or goals a viewer may see expectations of, with what the order needs."""
    model: QuerySet[Any] = (
        initiatives.visible_to(viewer) if kind == INITIATIVE else goals.visible_to(viewer)
    ).prefetch_related("department").only("title", "department")  # fmt: skip
    if not may(viewer, permissions.SEE_ALL):
        own = permissions.own_initiatives(viewer) if kind == INITIATIVE else permissions.own_goals(viewer)
        model = model.filter(
            _about(permissions.visible_to(viewer).filter(about_kind=kind)) | Q(pk__in=own.values("pk"))
        )
    key = query.sort.removeprefix("-")
    if key == "money":
        model = model.annotate(found_money=Subquery(_planned_cost()))
    latest = Round.objects.filter(about_kind=kind, about_id=OuterRef("pk"), is_latest=True).order_by()
    field = {"size": "size", "revealed": "revealed_at", **GAPS}.get(key)
    if field is None:
        return model
    found: Any = Subquery(latest.values(field)[:1])
    if key in GAPS:
        found = Abs(found)
    if not may(viewer, permissions.SEE_ALL):  # what is out of sight has no place in the order either
        found = Case(When(_about(latest_rounds(viewer=viewer, kind=kind)), then=found))
    annotated: QuerySet[Any] = model.annotate(**{f"found_{key}": found})
    return annotated


def _planned_cost() -> QuerySet[Any, Any]:
    there = Money.objects.filter(initiative=OuterRef("pk"), kind=Kind.PLANNED, flow=Flow.COST, removed_at=None)
    return there.order_by().values("initiative").annotate(whole=Sum("amount")).values("whole")


# --- conditions -------------------------------------------------------------------------------------------------------


def _about(rounds: QuerySet[Round]) -> Q:
    return Q(pk__in=rounds.order_by().values("about_id"))


def _compared(viewer: Viewer, kind: str, **more: Any) -> Q:
    found = Comparison.objects.filter(round__is_latest=True, round__about_kind=kind, **more).order_by()
    if not may(viewer, permissions.SEE_ALL):
        found = found.filter(round__in=latest_rounds(viewer=viewer, kind=kind).values("pk"))
    return Q(pk__in=found.values("round__about_id"))


def _standing(viewer: Viewer, kind: str, as_of: date) -> Callable[[Sequence[str]], Q]:
    def where(values: Sequence[str]) -> Q:
        seen = permissions.visible_to(viewer).filter(about_kind=kind).order_by()
        latest = latest_rounds(viewer=viewer, kind=kind)
        limit = timezone.make_aware(datetime.combine(as_of - timedelta(days=FRESH_DAYS), time.min))
        going_on = _about(seen.filter(state=State.OPEN))
        parts = {
            "revealed": _about(latest.filter(revealed_at__gte=limit)),
            "old": _about(latest.filter(revealed_at__lt=limit)),
            "sealed": going_on,
            "never": ~_about(latest) & ~going_on,
        }
        return _any([parts[value] for value in values])

    return where


def _within(values: Sequence[str]) -> Q:
    """Filter by departments and all below them."""
    parents = dict(Department.objects.order_by().values_list("pk", "parent_id"))
    return Q(department_id__in=subtree(parents, {int(value) for value in values}))


def _serving(values: Sequence[str]) -> Q:
    links = GoalLink.objects.filter(goal__in=[int(value) for value in values], removed_at=None).order_by()
    return Q(pk__in=links.values("initiative"))


def _any(parts: Sequence[Q]) -> Q:
    found = parts[0]
    for part in parts[1:]:
        found |= part
    return found
