"""How many minutes a week Accord costs people: what they did times what each kind of thing takes, never by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models.functions import TruncMinute
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.people.models import Person
from accord.apps.people.rules import SIDE_LABELS
from accord.apps.trail.models import Entry
from accord.apps.turn.permissions import SEE_COST
from accord.apps.turn.reads.waiting import everything
from accord.apps.turn.rules import DEEDS, FEWEST_PEOPLE, WEEKS, Deed, Spread, deed_of, spread_of
from accord.apps.ui.permissions import check
from accord.apps.ui.rules import OFFICE, Viewer

ASKED = 30  # of how many people it is looked up what waits for them
Minutes = dict[int, dict[str, float]]  # person → kind of thing → minutes in all weeks


@dataclass(frozen=True)
class CostSpread:
    """How minutes a week spread over one group of people; ``spread`` is None for fewer than may be shown."""

    code: str
    label: str
    spread: Spread | None


@dataclass(frozen=True)
class CostLine:
    """What one kind of thing costs: minutes a week and person who took part; how often, by how many people."""

    deed: Deed
    minutes: float
    times: int
    people: int


@dataclass(frozen=True)
class Cost:
    """The estimate: for everybody but the office; for those who did anything, in all and by side; for the office.

    ``lines`` spread over those who did anything; ``unshown`` counts kinds done by fewer people than may be shown. ``waiting`` are the
    minutes that wait for a person now, from some of those who did anything.
    """

    first: date
    last: date
    everybody: CostSpread
    active: CostSpread
    sides: tuple[CostSpread, ...]
    office: CostSpread
    lines: tuple[CostLine, ...]
    unshown: int
    waiting: Spread | None

    @property
    def idle(self) -> int:
        """Count those who did nothing, 0 where too few took part to tell."""
        everybody, active = self.everybody.spread, self.active.spread
        return everybody.n - active.n if everybody and active else 0


def minutes_spent(*, viewer: Viewer, today: date) -> Cost:
    """Estimate minutes a week and person over the last full weeks. Raises NotAllowed.

    Counted once: all that one person did of one kind to one record within one minute; a form with ten fields is one
    thing done. What came in a batch is not counted.
    """
    check(viewer, SEE_COST)
    last = today - timedelta(days=today.weekday() + 1)
    first = last - timedelta(days=7 * WEEKS - 1)
    people = list(Person.objects.filter(is_active=True, erased_at=None).select_related("department"))
    office = {one.pk for one in people if not OFFICE.isdisjoint(one.roles)}
    spent, times = _spent({one.pk for one in people} - office, office, first=first, last=last)
    everyone = [one for one in people if one.pk not in office]
    active = [one for one in everyone if one.pk in spent]
    sides: dict[str, list[int]] = defaultdict(list)
    for one in active:
        if one.department:
            sides[one.department.side].append(one.pk)
    lines = tuple(_lines(spent, times, {one.pk for one in active}))
    return Cost(
        first=first,
        last=last,
        everybody=_spread("", _("Everybody"), spent, [one.pk for one in everyone]),
        active=_spread("", _("Who took part"), spent, [one.pk for one in active]),
        sides=tuple(_spread(code, _(SIDE_LABELS[code]), spent, sides[code]) for code in SIDE_LABELS if sides[code]),
        office=_spread("office", _("Programme office and administrators"), spent, office),
        lines=tuple(line for line in lines if line.people >= FEWEST_PEOPLE),
        unshown=sum(line.people < FEWEST_PEOPLE for line in lines),
        waiting=_waiting(active, today),
    )


def _spent(
    staff: Collection[int], office: Collection[int], *, first: date, last: date
) -> tuple[Minutes, Mapping[tuple[int, str], int]]:
    """Add up minutes per person and kind: one query."""
    begins = timezone.make_aware(datetime.combine(first, time.min))
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    rows = (
        Entry.objects.filter(at__gte=begins, at__lt=ends, actor_id__isnull=False, batch="")
        .order_by()
        .values_list("actor_id", "code", "subject_kind", "subject_id", TruncMinute("at"))
        .distinct()
    )
    forms = {(actor, deed, *form) for actor, code, *form in rows if (deed := deed_of(code))}
    known = {*staff, *office}
    spent: Minutes = defaultdict(lambda: defaultdict(float))
    times: dict[tuple[int, str], int] = defaultdict(int)
    for actor, deed, *_form in forms:
        if actor in known:
            spent[actor][deed.code] += deed.minutes
            times[actor, deed.code] += 1
    return spent, times


def _spread(code: str, label: str, spent: Minutes, people: Iterable[int]) -> CostSpread:
    minutes = [sum(spent[pk].values()) / WEEKS if pk in spent else 0.0 for pk in people]
    return CostSpread(code, label, spread_of(minutes))


def _lines(spent: Minutes, times: Mapping[tuple[int, str], int], staff: Collection[int]) -> Iterable[CostLine]:
    for deed in DEEDS:
        doing = [pk for pk in spent if pk in staff and deed.code in spent[pk]]
        if doing:
            minutes = sum(spent[pk][deed.code] for pk in doing) / WEEKS / len(staff)
            yield CostLine(deed, minutes, sum(times[pk, deed.code] for pk in doing), len(doing))


def _waiting(people: list[Person], today: date) -> Spread | None:
    """Add up what waits for some people, spread evenly over the list, as looking for all would take long."""
    step = max(1, len(people) // ASKED)
    some = sorted(people, key=lambda one: one.pk)[::step][:ASKED]
    return spread_of([sum(row.item.minutes for row in everything(viewer=one, today=today)) for one in some])
