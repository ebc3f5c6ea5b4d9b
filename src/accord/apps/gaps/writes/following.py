"""What a measurement does to gaps: it opens, closes and reopens them, and keeps their size and rank current."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, Sum
from django.utils import timezone

from accord.apps.gaps import events, rules
from accord.apps.gaps.models import Gap
from accord.apps.gaps.reads.words import value_words
from accord.apps.gaps.rules import GapState, Move, Owners, Streak, Unit
from accord.apps.gaps.writes.deciding import KIND, store
from accord.apps.initiatives.models import Initiative, Money
from accord.apps.people.models import Department, holding
from accord.apps.people.rules import Role, Side
from accord.apps.readings.models import EvidenceRow, Measurement, ReadingRow
from accord.apps.readings.rules import side_of
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer
from accord.practices import PRACTICES

Key = tuple[str, str, int]
FEW, PIECE = 500, 500  # how many values go into one condition


@dataclass(frozen=True)
class _Place:
    """Where an initiative belongs."""

    department: int | None
    sponsor: int | None
    lead: int | None


def follow(*, measurement_id: int, by: Viewer | None, at: datetime) -> None:
    """Let the gaps follow a measurement; runs in its transaction. Opening and closing is told by Accord itself."""
    run = Measurement.objects.get(pk=measurement_id)
    gaps = {_key(gap): gap for gap in Gap.objects.filter(practice__in=run.practices)}
    known = Gap.objects.filter(
        practice=OuterRef("practice"), subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id")
    )
    rows = ReadingRow.objects.filter(Q(opens=True) | Q(Exists(known)), is_latest=True, practice__in=run.practices)
    wanted = {_key(row): row for row in rows.order_by()}
    _close_what_is_gone([gap for key, gap in gaps.items() if key not in wanted and gap.state not in rules.OVER], at)
    if not wanted:
        return
    facts = _Facts()
    streaks = _streaks(list(wanted.values()))
    for key, row in sorted(wanted.items()):
        if key[1] in {kind.value for kind in PRACTICES[key[0]].own_gap_subjects}:
            _one(gaps.get(key), row, streaks[key], facts, at)


def _close_what_is_gone(gaps: Sequence[Gap], at: datetime) -> None:
    """Close the gaps whose subject was measured no more because it is no longer there (two queries)."""
    if not gaps:
        return
    models = {"department": Department, "initiative": Initiative}
    there = {
        (kind, pk)
        for kind, model in models.items()
        for pk in model._default_manager.filter(pk__in=[gap.subject_id for gap in gaps if gap.subject_kind == kind])
        .order_by()
        .values_list("pk", flat=True)
    }
    for gap in gaps:
        if gap.subject_kind in models and (gap.subject_kind, gap.subject_id) not in there:
            values = {"state": GapState.CLOSED, "closed_at": at, "reason": "", "accepted_until": None}
            store(gap, values, events.GapSubjectGone, (), None, at)


def _key(row: ReadingRow | Gap) -> Key:
    return row.practice, row.subject_kind, row.subject_id


def _streaks(rows: Sequence[ReadingRow]) -> dict[Key, Streak]:
    """Count how many readings in a row say the same: two queries for those that are new, none for the others."""
    fresh = [row for row in rows if row.times < rules.IN_A_ROW]
    before = _before(fresh) if fresh else {}
    return {
        _key(row): rules.streak_of([(row.opens, row.closes, row.times), *before.get(_key(row), [])]) for row in rows
    }


def _before(fresh: Sequence[ReadingRow]) -> dict[Key, list[tuple[bool, bool, int]]]:
    """Find the answer before each new one."""
    older = ReadingRow.objects.filter(is_latest=False, practice__in={row.practice for row in fresh})
    if len(fresh) <= FEW:
        older = older.filter(subject_id__in={row.subject_id for row in fresh})
    last = older.order_by().values("practice", "subject_kind", "subject_id").annotate(last=Max("pk"))
    wanted = {_key(row) for row in fresh}
    ids = [
        one["last"] for one in last if (one["practice"], one["subject_kind"], one["subject_id"]) in wanted
    ]  # fmt: skip
    found: dict[Key, list[tuple[bool, bool, int]]] = {}
    for start in range(0, len(ids), PIECE):
        rows = ReadingRow.objects.filter(pk__in=ids[start : start + PIECE]).values_list(
            "practice", "subject_kind", "subject_id", "opens", "closes", "times"
        )
        for practice, kind, number, opens, closes, times in rows:
            found[practice, kind, number] = [(opens, closes, times)]
    return found


def _one(gap: Gap | None, row: ReadingRow, streak: Streak, facts: _Facts, at: datetime) -> None:
    expired = rules.is_expired(gap.accepted_until, timezone.localdate(at)) if gap else False
    what = rules.move(gap.state if gap else None, streak, recovered=bool(gap and gap.recovered_at), expired=expired)
    if gap is None:
        if what == Move.OPEN:
            _open(row, facts, at)
        return
    current = facts.current(row, gap.opened_at, at)
    match what:
        case Move.CLOSE:
            values = {"state": GapState.CLOSED, "closed_at": at, "reason": "", "accepted_until": None}
            store(gap, {**current, **values}, events.GapClosed, _said(row), None, at)
        case Move.REOPEN:
            values = {
                "state": GapState.OPEN, "closed_at": None, "recovered_at": None, "reopened": gap.reopened + 1,
                "business_differs_at": None, "it_differs_at": None, "opened_at": at, "opening_id": row.pk,
            }  # fmt: skip
            store(gap, {**facts.current(row, at, at), **values}, events.GapFellBack, _said(row), None, at)
        case Move.EXPIRE:
            until = Change(field="until", new=gap.accepted_until)
            values = {"state": GapState.OPEN, "reason": "", "accepted_until": None}
            store(gap, {**current, **values}, events.AcceptanceExpired, (until,), None, at)
        case Move.RECOVER:
            Gap.objects.filter(pk=gap.pk).update(**current, recovered_at=at)
        case _:
            Gap.objects.filter(pk=gap.pk).update(**current)


def _open(row: ReadingRow, facts: _Facts, at: datetime) -> None:
    gap = Gap.objects.create(
        practice=row.practice,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        opening=row,
        opened_at=at,
        **facts.current(row, at, at),
    )
    trail.record(events.GapOpened(subject=Ref(KIND, gap.pk), changes=_said(row)), by=None, at=at)


def _said(row: ReadingRow) -> tuple[Change, ...]:
    """Keep what was measured then: the gap's own sentence goes with the time."""
    return (Change(field="measured", new=value_words(row.value, row.unit, at_least=row.at_least)),)


class _Facts:
    """What sizes and owners of gaps rest on, each read once and only if asked for."""

    def __init__(self) -> None:
        self.units: dict[int, Unit] = {
            pk: Unit(pk, parent, side, head)
            for pk, parent, side, head in Department.objects.order_by().values_list(
                "pk", "parent_id", "side", "head_id"
            )
        }
        self.places: dict[int, _Place] = {
            pk: _Place(department, sponsor, lead)
            for pk, department, sponsor, lead in Initiative.objects.order_by().values_list(
                "pk", "department_id", "sponsor_id", "lead_id"
            )
        }
        self.cio, self.cfo = _first(Role.CIO), _first(Role.CFO)
        self.money, self.currency = _planned()
        self.failing: dict[str, set[int]] = defaultdict(set)
        for practice, record in EvidenceRow.objects.filter(
            passes=False, kind="initiatives.initiative"
        ).order_by().values_list("practice", "record_id"):  # fmt: skip
            self.failing[practice].add(record)

    def current(self, row: ReadingRow, opened_at: datetime, at: datetime) -> dict[str, Any]:
        """Give what a gap shows of its subject now: reading, owners, money at risk and rank."""
        practice = PRACTICES[row.practice]
        who = self.owners(row)
        at_risk = self.at_risk(row)
        total = sum(self.money.values())
        weight = rules.weight(
            money_share=float(at_risk / total) if total and at_risk is not None else None,
            age_days=(at - opened_at).days,
            margin=rules.margin(better=practice.better, threshold=practice.threshold_open, low=row.guard_low,
                                high=row.guard_high),
        )  # fmt: skip
        return {
            "reading_id": row.pk, "business_owner_id": who.business, "it_owner_id": who.it, "money_amount": at_risk,
            "currency": self.currency if at_risk is not None else "", "weight": weight,
        }  # fmt: skip

    def owners(self, row: ReadingRow) -> Owners:
        if row.subject_kind == "initiative" and row.subject_id in self.places:
            place = self.places[row.subject_id]
            return rules.owners(
                self.units, department=place.department, sponsor=place.sponsor, lead=place.lead, cio=self.cio
            )
        department = row.subject_id if row.subject_kind == "department" else None
        # finance answers for itself: the CFO sits where somebody else would speak for the business
        cfo = self.cfo if row.subject_kind == "side" and side_of(row.subject_id) == Side.FINANCE else None
        return rules.owners(self.units, department=department, sponsor=cfo, cio=self.cio)

    def at_risk(self, row: ReadingRow) -> Decimal | None:
        """Sum the planned cost of the initiatives that fall short; None when no money is recorded for them."""
        failing = self.failing[row.practice]
        if row.subject_kind == "initiative":
            failing = {row.subject_id}
        elif row.subject_kind == "department":
            below = self.below(row.subject_id)
            failing = {pk for pk in failing if pk in self.places and self.places[pk].department in below}
        known = [self.money[pk] for pk in failing if pk in self.money]
        return sum(known, Decimal(0)) if known else None

    def below(self, department: int) -> set[int]:
        found, queue = {department}, [department]
        while queue:
            here = queue.pop()
            children = [unit.id for unit in self.units.values() if unit.parent == here and unit.id not in found]
            found.update(children)
            queue += children
        return found


def _first(role: Role) -> int | None:
    """Find who holds an office; of several the one that was added first."""
    held = holding(role).filter(is_active=True, erased_at=None).order_by("pk")
    return held.values_list("pk", flat=True).first()


def _planned() -> tuple[Mapping[int, Decimal], str]:
    """Sum the planned cost of each initiative in the currency used most; others are not mixed in."""
    rows = (
        Money.objects.filter(removed_at=None, kind="planned", flow="cost")
        .order_by()
        .values_list("currency", "initiative_id")
        .annotate(total=Sum("amount"))
    )
    by_currency: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for currency, initiative, total in rows:
        by_currency[currency][initiative] = total
    if not by_currency:
        return {}, ""
    most = max(by_currency, key=lambda code: (len(by_currency[code]), code))
    return by_currency[most], most
