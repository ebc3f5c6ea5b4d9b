"""Asking about several initiatives at once: the list to tick from, and what would come of what is ticked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Comparison, Round
from accord.apps.expectations.reads.usual import Sides, usual_currencies, usual_people_of
from accord.apps.expectations.reads.words import gap_note
from accord.apps.expectations.rules.rounds import FRESH_DAYS
from accord.apps.expectations.rules.words import INITIATIVE, NEEDED_SIDES, Question, Side, State
from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Stage
from accord.apps.people.models import Person
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer

OVER = (Stage.RETIRED, Stage.CANCELLED)
NEVER, LONG_AGO, DATES = "never", "long_ago", "dates"
PAGE = 100


@dataclass(frozen=True)
class SeveralLine:
    """One initiative to tick: who would be asked first, when it was asked last, how far apart the dates were."""

    id: int
    title: str
    department: str
    sponsor: str
    lead: str
    open_round: int | None
    revealed_at: datetime | None
    gap: str


# no viewer: it says what a list can be narrowed by
def several_spec(*, at: datetime) -> ListSpec:
    """Say what the list can be narrowed by."""
    choices = [
        (NEVER, _("not asked yet")),
        (LONG_AGO, _("asked more than %(days)s days ago") % {"days": FRESH_DAYS}),
        (DATES, _("dates out of step")),
    ]
    which = Filter("which", _("Asked"), choices, where=lambda values: _which(values, at))
    return ListSpec(
        filters=(which,), search=("title",), sorts={"title": ("title",)}, default_sort="title", page_size=PAGE
    )


def _which(values: Collection[str], at: datetime) -> Q:
    about = Round.objects.filter(about_kind=INITIATIVE).order_by()
    latest = about.filter(is_latest=True)
    asked = {
        NEVER: ~Q(pk__in=about.exclude(state=State.CALLED_OFF).values("about_id")),
        LONG_AGO: Q(pk__in=latest.filter(revealed_at__lt=at - timedelta(days=FRESH_DAYS)).values("about_id")),
        DATES: Q(pk__in=latest.filter(pk__in=_apart().values("round_id")).values("about_id")),
    }
    found = Q(pk__in=[])
    for value in values:
        found |= asked[value]
    return found


def _apart() -> QuerySet[Comparison]:
    """Filter the comparisons of dates that lie further apart than counts as large."""
    return Comparison.objects.filter(question=Question.PAYOFF, size__gt=1).order_by()


def _to_ask(viewer: Viewer) -> QuerySet[Initiative]:
    found = initiatives.visible_to(viewer).exclude(stage__in=OVER)
    return (
        found if may(viewer, permissions.ASK) else found.filter(pk__in=permissions.own_initiatives(viewer).values("pk"))
    )


def several_lines(*, viewer: Viewer, query: ListQuery) -> ListPage[SeveralLine]:
    """List the initiatives the viewer may ask about: three queries."""
    records = query.page(_to_ask(viewer).select_related("department", "sponsor", "lead"))
    rounds = Round.objects.filter(about_kind=INITIATIVE, about_id__in=[one.pk for one in records.rows]).order_by()
    by_state: dict[tuple[int, bool], Round] = {}
    for one in rounds.filter(Q(state=State.OPEN) | Q(is_latest=True)).select_related():
        by_state[one.about_id, one.state == State.OPEN] = one
    return query.page_with((_line(one, by_state) for one in records.rows), records)


def _line(one: Initiative, rounds: dict[tuple[int, bool], Round]) -> SeveralLine:
    latest, sealed = rounds.get((one.pk, False)), rounds.get((one.pk, True))
    gap = gap_note(Question.PAYOFF, latest.payoff_gap, None, currency=latest.currency) if latest else ""
    return SeveralLine(
        one.pk, one.title, one.department.name if one.department else "", one.sponsor.name if one.sponsor else "",
        one.lead.name if one.lead else "", sealed.pk if sealed else None, latest.revealed_at if latest else None, gap,
    )  # fmt: skip


@dataclass(frozen=True)
class PlannedRound:
    """One round that would be made: whom it asks, in which currency."""

    id: int
    title: str
    asked: tuple[tuple[int, str], ...]
    names: str
    currency: str


@dataclass(frozen=True)
class Plan:
    """What comes of what is ticked: the rounds, and what is left out with the reason in words."""

    rounds: tuple[PlannedRound, ...]
    left_out: tuple[tuple[str, str], ...]


def round_plan(*, viewer: Viewer, ids: Collection[int]) -> Plan:
    """Say what asking about these initiatives would make: a fixed number of queries. Ids out of sight are left out."""
    rows = list(_to_ask(viewer).filter(pk__in=ids).order_by("title", "pk"))
    numbers = [one.pk for one in rows]
    people = usual_people_of(viewer=viewer, kind=INITIATIVE, numbers=numbers)
    currencies = usual_currencies(viewer=viewer, kind=INITIATIVE, numbers=numbers)
    sealed = set(
        Round.objects.filter(about_kind=INITIATIVE, about_id__in=numbers, state=State.OPEN)
        .order_by()
        .values_list("about_id", flat=True)
    )
    names = _names(people.values())
    planned, left_out = [], []
    for one in rows:
        if why := _why_left_out(one, people[one.pk], one.pk in sealed):
            left_out.append((one.title, why))
            continue
        asked = tuple((pk, side) for side, chosen in people[one.pk].items() for pk in chosen)
        said = ", ".join(names[pk] for pk, _side in asked)
        planned.append(PlannedRound(one.pk, one.title, asked, said, currencies[one.pk]))
    return Plan(tuple(planned), tuple(left_out))


def _names(chosen: Collection[Sides]) -> dict[int, str]:
    ids = {pk for sides in chosen for people in sides.values() for pk in people}
    return dict(Person.objects.filter(pk__in=ids).order_by().values_list("pk", "name"))


def _why_left_out(one: Initiative, sides: Sides, is_sealed: bool) -> str:
    if is_sealed:
        return _("it is being answered already")
    missing = [side for side in NEEDED_SIDES if not sides[side]]
    if not missing:
        return ""
    if one.sponsor_id is not None and one.sponsor_id == one.lead_id:
        return _("sponsor and lead are the same person")
    if len(missing) > 1:
        return _("neither sponsor nor lead is known")
    return _("no sponsor is known") if missing == [Side.BUSINESS] else _("no lead is known")
