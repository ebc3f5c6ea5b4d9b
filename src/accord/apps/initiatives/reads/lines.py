"""The list of initiatives: how it is narrowed, sorted and cut, one line per initiative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.initiatives.permissions import visible_to
from accord.apps.initiatives.rules import RATING_LABELS, STAGE_LABELS, VISIBILITY_LABELS
from accord.apps.initiatives.sockets import filters
from accord.apps.people import reads as people
from accord.apps.people.models import Department
from accord.apps.people.rules import subtree
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer

SHORT = 180


@dataclass(frozen=True)
class InitiativeLine:
    """One initiative in a list."""

    id: int
    title: str
    summary: str
    url: str
    stage: str
    stage_date: date | None
    department_id: int | None
    department: str
    sponsor_id: int | None
    sponsor: str
    lead_id: int | None
    lead: str
    visibility: str
    external_key: str
    goals: int
    goals_agreed: int
    planned_end_on: date | None
    rating: str
    left_list_on: date | None
    version: int

    @property
    def rating_label(self) -> str:
        """What its source rated it last, in words; "" if nothing was said."""
        return _(RATING_LABELS[self.rating]) if self.rating else ""

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return _(STAGE_LABELS[self.stage])

    @property
    def is_limited(self) -> bool:
        """Tell whether it is not open to everyone."""
        return self.visibility == "limited"

    @property
    def short_summary(self) -> str:
        """The beginning of the summary."""
        return self.summary if len(self.summary) <= SHORT else self.summary[:SHORT].rsplit(" ", 1)[0] + "…"


def initiatives_spec(*, viewer: Viewer) -> ListSpec:
    """Say how the list can be narrowed, searched and sorted by this viewer: one query, and one per plugged filter."""
    return ListSpec(
        filters=(
            Filter("stage", gettext_lazy("Stage"), [(code, _(words)) for code, words in STAGE_LABELS.items()]),
            Filter("department", gettext_lazy("Department"), [
                (str(pk), name) for pk, name in people.department_choices(viewer=viewer)
            ], where=_within),
            Filter("goal", gettext_lazy("Goal"), [
                ("agreed", gettext_lazy("agreed by both sides")),
                ("linked", gettext_lazy("named, not agreed by both yet")),
                ("none", gettext_lazy("not named yet")),
            ], where=_with_goal),
            Filter("missing", gettext_lazy("What is missing"), [
                ("sponsor", gettext_lazy("a sponsor")),
                ("lead", gettext_lazy("a lead")),
                ("department", gettext_lazy("a department")),
                ("summary", gettext_lazy("a plain summary")),
                ("milestone", gettext_lazy("a milestone")),
            ], where=_missing),
            Filter("rating", gettext_lazy("Rating"), [(code, _(words)) for code, words in RATING_LABELS.items()]),
            Filter("listed", gettext_lazy("In its list"), [
                ("here", gettext_lazy("still named, or of no list")),
                ("left", gettext_lazy("left the list")),
            ], where=_listed),
            Filter("visibility", gettext_lazy("Audience"), [
                (code, _(words)) for code, words in VISIBILITY_LABELS.items()
            ]),
            Filter("mine", gettext_lazy("My part"), [
                ("sponsor", gettext_lazy("sponsor")),
                ("lead", gettext_lazy("lead")),
            ], where=lambda values: _mine(viewer, values)),
            *(item.make(viewer) for item in filters),
        ),
        search=("title", "summary", "external_key"),
        sorts={
            "title": ("title",),
            "stage": ("stage", "stage_date", "title"),
            "since": ("stage_date", "title"),
            "end": ("planned_end_on", "title"),
            "department": ("department__name", "title"),
            "sponsor": ("sponsor__name", "title"),
            "lead": ("lead__name", "title"),
            "added": ("created_at",),
        },
        default_sort="title",
    )  # fmt: skip


def initiative_lines(*, viewer: Viewer, query: ListQuery) -> ListPage[InitiativeLine]:
    """List one page of the initiatives the viewer may see: three queries, however many there are."""
    page = query.page(_light(visible_to(viewer)))
    goals = _goal_counts([one.pk for one in page.rows])
    return query.page_with([_line(one, *goals.get(one.pk, (0, 0))) for one in page.rows], page)


def initiative_slice(*, viewer: Viewer, query: ListQuery, offset: int, limit: int) -> tuple[list[InitiativeLine], int]:
    """List some of the initiatives of a query, and how many there are in all: three queries."""
    found = query.narrow(_light(visible_to(viewer)))
    rows = list(query.order(found)[offset : offset + limit])
    goals = _goal_counts([one.pk for one in rows])
    return [_line(one, *goals.get(one.pk, (0, 0))) for one in rows], found.count()


def all_initiative_lines(*, viewer: Viewer, query: ListQuery) -> Iterator[InitiativeLine]:
    """List every initiative of a query, for a file."""
    agreed = Q(goal_links__business_agreed_at__isnull=False, goal_links__it_agreed_at__isnull=False)
    there = Q(goal_links__removed_at=None)
    rows = query.order(query.narrow(_light(visible_to(viewer)))).annotate(
        goals_here=Count("goal_links", filter=there), goals_agreed=Count("goal_links", filter=there & agreed)
    )
    for one in rows.iterator(2_000):
        yield _line(one, one.goals_here, one.goals_agreed)


def _light(records: QuerySet[Initiative]) -> QuerySet[Initiative]:
    return records.select_related("department", "sponsor", "lead").only(
        "title", "summary", "stage", "stage_date", "visibility", "external_key", "version",
        "planned_end_on", "rating", "left_list_on",
        "department__name", "sponsor__name", "lead__name",
    )  # fmt: skip


def _goal_counts(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    both = Q(business_agreed_at__isnull=False, it_agreed_at__isnull=False)
    rows = (
        GoalLink.objects.filter(initiative__in=ids, removed_at=None)
        .order_by()
        .values_list("initiative_id")
        .annotate(here=Count("pk"), agreed=Count("pk", filter=both))
    )
    return {pk: (here, agreed) for pk, here, agreed in rows}


def _line(one: Initiative, goals: int, agreed: int) -> InitiativeLine:
    return InitiativeLine(
        id=one.pk,
        title=one.title,
        summary=one.summary,
        url=reverse("initiatives:initiative", args=[one.pk]),
        stage=one.stage,
        stage_date=one.stage_date,
        department_id=one.department_id,
        department=one.department.name if one.department else "",
        sponsor_id=one.sponsor_id,
        sponsor=one.sponsor.name if one.sponsor else "",
        lead_id=one.lead_id,
        lead=one.lead.name if one.lead else "",
        visibility=one.visibility,
        external_key=one.external_key,
        goals=goals,
        goals_agreed=agreed,
        planned_end_on=one.planned_end_on,
        rating=one.rating,
        left_list_on=one.left_list_on,
        version=one.version,
    )


def _within(values: Sequence[str]) -> Q:
    """Filter by departments and all below them."""
    parents = dict(Department.objects.order_by().values_list("pk", "parent_id"))
    return Q(department_id__in=subtree(parents, {int(value) for value in values}))


def _with_goal(values: Sequence[str]) -> Q:
    links = GoalLink.objects.filter(initiative=OuterRef("pk"), removed_at=None)
    named = Exists(links)
    agreed = Exists(links.filter(business_agreed_at__isnull=False, it_agreed_at__isnull=False))
    parts = {"agreed": Q(agreed), "linked": Q(named) & ~Q(agreed), "none": ~Q(named)}
    return _any([parts[value] for value in values])


def _listed(values: Sequence[str]) -> Q:
    return _any([Q(left_list_on__isnull=value == "here") for value in values])


def _missing(values: Sequence[str]) -> Q:
    parts = {
        "sponsor": Q(sponsor=None),
        "lead": Q(lead=None),
        "department": Q(department=None),
        "summary": Q(summary=""),
        "milestone": ~Q(Exists(_milestones())),
    }
    return _any([parts[value] for value in values])


def _milestones() -> QuerySet[Initiative]:
    there = Q(milestones__isnull=False, milestones__removed_at=None)
    return Initiative.objects.filter(there, pk=OuterRef("pk"))


def _mine(viewer: Viewer, values: Sequence[str]) -> Q:
    return _any([Q(**{name: viewer.pk}) for name in ("sponsor", "lead") if name in values])


def _any(parts: Sequence[Q]) -> Q:
    found = parts[0]
    for part in parts[1:]:
        found |= part
    return found
