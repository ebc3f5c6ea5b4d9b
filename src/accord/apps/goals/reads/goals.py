"""The list and the tree of goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.goals.models import Actual, Goal, Measure
from accord.apps.goals.permissions import visible_to
from accord.apps.goals.rules import GOAL_STATE_LABELS, HORIZON_LABELS, GoalState, is_quiet, progress, standing_words
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer

KIND = "goals.goal"


@dataclass(frozen=True)
class GoalLine:
    """One goal in a list; ``progress`` and ``series`` are those of its first measure, None and empty if not known.

    ``last_sign`` is the day of its last value, review, agreement or its start.
    """

    id: int
    title: str
    url: str
    horizon: str
    horizon_label: str
    department: str
    business_owner: str
    it_owner: str
    business_agreed: bool
    it_agreed: bool
    review_date: date | None
    state: str
    parent_id: int | None
    progress: float | None
    measure: str
    series: tuple[tuple[date, float], ...]
    last_sign: date
    is_quiet: bool
    is_review_late: bool
    version: int

    @property
    def is_joint(self) -> bool:
        """Tell whether both sides agreed."""
        return self.business_agreed and self.it_agreed

    @property
    def standing(self) -> str:
        """Say in words how far the sides are with it."""
        has_owners = bool(self.business_owner and self.it_owner)
        words = standing_words(has_owners=has_owners, business_agreed=self.business_agreed, it_agreed=self.it_agreed)
        return _(words)


@dataclass(frozen=True)
class GoalNode:
    """A goal with the goals below it; ``depth`` 0 at the top."""

    line: GoalLine
    depth: int


def goals_spec(*, viewer: Viewer) -> ListSpec:
    """Say how goals can be narrowed and sorted."""
    return ListSpec(
        filters=(
            Filter("horizon", _("Horizon"), [(code, _(words)) for code, words in HORIZON_LABELS.items()]),
            Filter(
                "standing",
                _("Agreement"),
                [
                    ("joint", _("agreed by both")),
                    ("waiting", _("waiting for a side")),
                    ("ownerless", _("owner missing")),
                ],
                where=_standing,
            ),
            Filter("state", _("State"), [(code, _(words)) for code, words in GOAL_STATE_LABELS.items()]),
        ),
        search=("title", "why"),
        sorts={"title": ("title",), "review": ("review_date", "title"), "horizon": ("horizon", "title")},
        default_sort="title",
    )


def _standing(values: Sequence[str]) -> Q:
    joint = Q(business_agreed_at__isnull=False, it_agreed_at__isnull=False)
    ownerless = Q(business_owner=None) | Q(it_owner=None)
    terms = {"joint": joint, "waiting": ~joint & ~ownerless, "ownerless": ownerless}
    found = Q(pk__in=[])
    for value in values:
        found |= terms[value]
    return found


def _with_parts(goals: QuerySet[Goal]) -> QuerySet[Goal]:
    series = Prefetch("actuals", Actual.objects.order_by("date"))
    measures = Prefetch("measures", Measure.objects.order_by("pk").prefetch_related(series))
    return goals.select_related("department", "business_owner", "it_owner").prefetch_related(measures)


def goal_tree(*, viewer: Viewer) -> list[GoalNode]:
    """List active goals depth first, those below a goal right after it: three queries."""
    lines = [_line(goal) for goal in _with_parts(visible_to(viewer).filter(state=GoalState.ACTIVE))]
    known = {line.id for line in lines}
    below: dict[int | None, list[GoalLine]] = defaultdict(list)
    for line in lines:
        below[line.parent_id if line.parent_id in known else None].append(line)
    return list(_walk(below, None, 0))


def _walk(below: dict[int | None, list[GoalLine]], top: int | None, depth: int) -> Iterable[GoalNode]:
    for line in below[top]:
        yield GoalNode(line, depth)
        yield from _walk(below, line.id, depth + 1)


def narrowed_page(*, viewer: Viewer, query: ListQuery) -> ListPage[GoalLine]:
    """List the goals a query asks for, one page of them."""
    page = query.page(_with_parts(visible_to(viewer)))
    return query.page_with((_line(goal) for goal in page.rows), page)


def goal_lines(*, viewer: Viewer, query: ListQuery) -> list[GoalLine]:
    """List all goals a query asks for (export)."""
    return [_line(goal) for goal in query.order(query.narrow(_with_parts(visible_to(viewer))))]


def goal_slice(*, viewer: Viewer, query: ListQuery, offset: int, limit: int) -> tuple[list[GoalLine], int]:
    """Give some of the goals a query asks for, and how many there are."""
    found = query.narrow(visible_to(viewer))
    return [_line(goal) for goal in query.order(_with_parts(found))[offset : offset + limit]], found.count()


def goal_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids of goals the viewer may see to (title, address)."""
    rows = visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", "title")
    return {pk: (title, reverse("goals:goal", args=[pk])) for pk, title in rows}


def goal_choices(*, viewer: Viewer, without: int | None = None) -> list[tuple[int, str]]:
    """List goals to choose from, indented as the tree."""
    nodes = goal_tree(viewer=viewer)
    return [(node.line.id, "– " * node.depth + node.line.title) for node in nodes if node.line.id != without]


def _line(goal: Goal) -> GoalLine:
    today = timezone.localdate()
    measures = list(goal.measures.all())
    measure = measures[0] if measures else None
    series = tuple((actual.date, actual.value) for actual in measure.actuals.all()) if measure else ()
    latest = series[-1][1] if series else None
    signs = _signs(goal, measures)
    return GoalLine(
        id=goal.pk,
        title=goal.title,
        url=reverse("goals:goal", args=[goal.pk]),
        horizon=goal.horizon,
        horizon_label=_(HORIZON_LABELS[goal.horizon]),
        department=goal.department.name if goal.department else "",
        business_owner=goal.business_owner.name if goal.business_owner else "",
        it_owner=goal.it_owner.name if goal.it_owner else "",
        business_agreed=goal.business_agreed_at is not None,
        it_agreed=goal.it_agreed_at is not None,
        review_date=goal.review_date,
        state=goal.state,
        parent_id=goal.parent_id,
        progress=progress(measure.baseline_value, measure.target_value, latest) if measure else None,
        measure=measure.name if measure else "",
        series=series,
        last_sign=max(signs),
        is_quiet=goal.state == GoalState.ACTIVE and is_quiet(signs, today),
        is_review_late=goal.state == GoalState.ACTIVE and goal.review_date is not None and goal.review_date < today,
        version=goal.version,
    )


def _signs(goal: Goal, measures: Sequence[Measure]) -> list[date]:
    moments = (goal.created_at, goal.reviewed_at, goal.business_agreed_at, goal.it_agreed_at)
    days = [timezone.localdate(moment) for moment in moments if moment]
    return days + [actual.date for measure in measures for actual in measure.actuals.all()]
