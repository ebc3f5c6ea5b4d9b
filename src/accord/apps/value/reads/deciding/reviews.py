"""Value reviews: the list, those of one initiative, what is somebody's turn, what is overdue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Department
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.ui.templatetags.formats import exact_day
from accord.apps.value import permissions
from accord.apps.value.models import Case as ValueCase
from accord.apps.value.models import Review
from accord.apps.value.rules.deciding import SOON_DAYS
from accord.apps.value.rules.words import WAY_LABELS

KIND = "value.review"
MOST = 200
PIECE = 1_000
MONTHS = 3  # between two reviews of an initiative that has no case yet
STATES = {
    "planned": gettext_lazy("Planned"),
    "late": gettext_lazy("Overdue"),
    "held": gettext_lazy("Held"),
}


@dataclass(frozen=True)
class ReviewLine:
    """A look at whether an initiative is still worth it: planned for a day, or held with what came of it."""

    id: int
    initiative_id: int
    initiative: str
    due: date
    held: date | None
    way: str
    reason: str
    owner_id: int | None
    owner: str
    held_by: str
    is_removed: bool
    is_late: bool
    version: int

    @property
    def url(self) -> str:
        """Where it is shown: among what is decided about its initiative."""
        return f"{reverse('value:release', args=[self.initiative_id])}#reviews"

    @property
    def way_label(self) -> str:
        """What was decided, in words."""
        return _(WAY_LABELS[self.way]) if self.way else ""

    @property
    def state(self) -> str:
        """Whether it is planned, late or held."""
        return "held" if self.held else ("late" if self.is_late else "planned")

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(STATES[self.state])


def reviews_spec(*, viewer: Viewer, as_of: date) -> ListSpec:
    """Say how the list of reviews can be narrowed, searched and sorted: one query."""
    seen = permissions.visible_to(viewer).order_by()
    units = Department.objects.filter(pk__in=seen.values("department")).order_by("name", "pk")
    return ListSpec(
        filters=(
            Filter("state", gettext_lazy("State"), list(STATES.items()), where=lambda values: _states(as_of, values)),
            Filter("way", gettext_lazy("Came of it"), [(code, _(words)) for code, words in WAY_LABELS.items()]),
            Filter("part", gettext_lazy("Part"), [("mine", gettext_lazy("I hold it"))],
                   where=lambda values: Q(owner=viewer.pk)),
            Filter("department", gettext_lazy("Department"), [
                (str(pk), name) for pk, name in units.values_list("pk", "name")
            ], lookup="initiative__department"),
        ),
        search=("initiative__title", "reason", "owner__name"),
        sorts={
            "standing": ("place", "-held_date", "due_date"),
            "initiative": ("initiative__title",),
            "due": ("due_date",),
            "held": ("held_date",),
            "owner": ("owner__name",),
        },
        default_sort="standing",
    )  # fmt: skip


def review_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[ReviewLine]:
    """List one page of the reviews the viewer may see: two queries."""
    page = query.page(_whole(_seen(viewer)))
    return query.page_with([_line(one, as_of) for one in page.rows], page)


def review_slice(
    *, viewer: Viewer, query: ListQuery, offset: int, limit: int, as_of: date
) -> tuple[list[ReviewLine], int]:
    """List some of the reviews of a query, and how many there are in all: two queries."""
    rows = query.narrow(_whole(_seen(viewer)))
    return [_line(one, as_of) for one in query.order(rows)[offset : offset + limit]], rows.count()


def all_review_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> Iterator[ReviewLine]:
    """List every review of a query, for a file."""
    for one in query.order(query.narrow(_whole(_seen(viewer)))).iterator(PIECE):
        yield _line(one, as_of)


def reviews_of(*, viewer: Viewer, initiative_id: int, as_of: date) -> list[ReviewLine]:
    """List the reviews of one initiative, the planned one first, then what was held last. Raises NotFound."""
    permissions.find(viewer, initiative_id)
    rows = _whole(Review.objects.filter(initiative=initiative_id, removed_at=None))
    return [_line(one, as_of) for one in rows.order_by(F("held_date").desc(nulls_first=True), "-pk")]


def review_line(*, viewer: Viewer, review_id: int, as_of: date) -> tuple[Review, Initiative, ReviewLine]:
    """Get one review with its initiative. Raises NotFound for one the viewer may not see."""
    one = _whole(Review.objects.filter(pk=review_id)).first()
    if one is None:
        raise NotFound(_("There is no such record, or it is not open to you."))
    return one, permissions.find(viewer, one.initiative_id), _line(one, as_of)


def mine_to_hold(*, viewer: Viewer, as_of: date) -> Sequence[ReviewLine]:
    """List the reviews the viewer is to hold within a week, by day: one query."""
    rows = Review.objects.filter(owner=viewer.pk, held_date=None, removed_at=None)
    rows = _whole(rows.filter(due_date__lte=as_of + timedelta(days=SOON_DAYS)))
    return [_line(one, as_of) for one in rows.order_by("due_date", "pk")[:MOST]]


def overdue_reviews(*, viewer: Viewer, as_of: date) -> Sequence[ReviewLine]:
    """List what should have been reviewed by now and the viewer may see, the longest overdue first: one query."""
    rows = _whole(_seen(viewer)).filter(held_date=None, due_date__lt=as_of)
    return [_line(one, as_of) for one in rows.order_by("due_date", "pk")[:MOST]]


def reviews_by_id(*, viewer: Viewer, ids: Collection[int], as_of: date) -> dict[int, ReviewLine]:
    """Map the ids the viewer may see to their lines: one query."""
    return {one.pk: _line(one, as_of) for one in _whole(_seen(viewer)).filter(pk__in=ids)}


def review_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address): one query."""
    seen = permissions.visible_to(viewer).order_by().values("pk")
    rows = Review.objects.filter(pk__in=ids, initiative__in=seen).order_by()
    return {
        pk: (
            _("%(initiative)s, %(day)s") % {"initiative": title, "day": exact_day(due)},
            f"{reverse('value:release', args=[initiative])}#reviews",
        )
        for pk, title, due, initiative in rows.values_list("pk", "initiative__title", "due_date", "initiative")
    }


# no viewer: the caller has found the initiative as its viewer
def months_between(*, initiative_id: int) -> int:
    """Give how many months lie between two reviews of an initiative: one query."""
    months = ValueCase.objects.filter(initiative=initiative_id).values_list("review_months", flat=True).first()
    return months or MONTHS


def _seen(viewer: Viewer) -> QuerySet[Review]:
    seen = permissions.visible_to(viewer).order_by().values("pk")
    return Review.objects.filter(initiative__in=seen, removed_at=None)


def _whole(rows: QuerySet[Review]) -> QuerySet[Review]:
    """Load what a line shows; ``place``: planned first."""
    place = Case(When(held_date=None, then=0), default=1)
    return rows.select_related("initiative", "owner", "held_by").annotate(place=place)


def _line(one: Review, as_of: date) -> ReviewLine:
    return ReviewLine(
        id=one.pk,
        initiative_id=one.initiative_id,
        initiative=one.initiative.title,
        due=one.due_date,
        held=one.held_date,
        way=one.way,
        reason=one.reason,
        owner_id=one.owner_id,
        owner=one.owner.name if one.owner else "",
        held_by=one.held_by.name if one.held_by else "",
        is_removed=one.removed_at is not None,
        is_late=one.held_date is None and one.due_date < as_of,
        version=one.version,
    )


def _states(as_of: date, values: Sequence[str]) -> Q:
    wanted: dict[str, Any] = {
        "planned": Q(held_date=None, due_date__gte=as_of),
        "late": Q(held_date=None, due_date__lt=as_of),
        "held": Q(held_date__isnull=False),
    }
    found = Q(pk__in=[])
    for value in values:
        found |= wanted[value]
    return found
