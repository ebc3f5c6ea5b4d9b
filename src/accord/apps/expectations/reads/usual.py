"""Whom it is sensible to ask about something, and in which currency: who was asked last time, or who answers for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from accord.apps.expectations.models import Asked, Round
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, Side
from accord.apps.goals import permissions as goals
from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import Money
from accord.apps.people.models import Department, Person, holding
from accord.apps.people.rules import Side as DepartmentSide
from accord.apps.ui.rules import Role, Viewer

USUAL_CURRENCY = "EUR"
Sides = dict[str, list[int]]


def usual_people(*, viewer: Viewer, kind: str, number: int) -> Sides:
    """Say per side whom to ask about one subject: at most five queries."""
    return usual_people_of(viewer=viewer, kind=kind, numbers=[number])[number]


def usual_people_of(*, viewer: Viewer, kind: str, numbers: Collection[int]) -> dict[int, Sides]:
    """Say whom to ask about each subject the viewer may see: who was asked last time, otherwise who answers for it."""
    last = _last_time(kind, numbers)
    fresh = _first_time(viewer, kind, [number for number in numbers if number not in last])
    here = _working_here(pk for found in fresh.values() for _side, pk in found)
    chosen = {number: _once(found) for number, found in last.items()}
    for number, found in fresh.items():
        chosen[number] = _once((side, pk) for side, pk in found if pk in here)
    return {number: chosen.get(number, _once(())) for number in numbers}


def _last_time(kind: str, numbers: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    same = Round.objects.filter(about_kind=kind, about_id=OuterRef("round__about_id")).order_by("-number")
    rows = (
        Asked.objects.filter(round__about_kind=kind, round__about_id__in=numbers)
        .filter(person__is_active=True, person__erased_at=None, round__number=Subquery(same.values("number")[:1]))
        .order_by("pk")
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for number, side, person in rows.values_list("round__about_id", "side", "person_id"):
        found.setdefault(number, []).append((side, person))
    return found


def _first_time(viewer: Viewer, kind: str, numbers: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    if not numbers:
        return {}
    finance = finance_head()
    if kind == INITIATIVE:
        found = initiatives.visible_to(viewer).filter(pk__in=numbers).order_by()
        return {one.pk: _known(one.sponsor_id, one.lead_id, finance) for one in found.only("sponsor_id", "lead_id")}
    if kind == GOAL:
        wanted = goals.visible_to(viewer).filter(pk__in=numbers).order_by()
        return {
            one.pk: _known(one.business_owner_id, one.it_owner_id, finance)
            for one in wanted.only("business_owner_id", "it_owner_id")
        }
    return dict.fromkeys(numbers, _known(_head_of(DepartmentSide.EXECUTIVE), _cio(), finance))


def _known(business: int | None, it: int | None, finance: int | None) -> list[tuple[str, int]]:
    pairs = ((Side.BUSINESS, business), (Side.IT, it), (Side.FINANCE, finance))
    return [(side.value, pk) for side, pk in pairs if pk is not None]


# no viewer: who heads finance is known to everybody
def finance_head() -> int | None:
    """Find who answers for finance: the CFO, otherwise the head of the topmost finance department."""
    return _holder(Role.CFO) or _head_of(DepartmentSide.FINANCE)


def _cio() -> int | None:
    return _holder(Role.CIO) or _head_of(DepartmentSide.IT)


def _holder(role: Role) -> int | None:
    return holding(role, Person.objects.filter(is_active=True)).order_by("pk").values_list("pk", flat=True).first()


def _head_of(side: DepartmentSide) -> int | None:
    """Find the head of the topmost department of a side: one that has no parent before one that has."""
    headed = Department.objects.filter(side=side, head__is_active=True)
    return headed.order_by(F("parent").asc(nulls_first=True), "pk").values_list("head_id", flat=True).first()


def _working_here(people: Iterable[int]) -> set[int]:
    there = Person.objects.filter(pk__in=set(people), is_active=True, erased_at=None)
    return set(there.order_by().values_list("pk", flat=True))


def _once(found: Iterable[tuple[str, int]]) -> Sides:
    """Choose everybody for one side only, the first one named."""
    chosen: Sides = {side.value: [] for side in Side}
    seen: set[int] = set()
    for side, pk in found:
        if pk not in seen:
            seen.add(pk)
            chosen[side].append(pk)
    return chosen


def usual_currency(*, viewer: Viewer, kind: str, number: int) -> str:
    """Say in which currency to ask about one subject: at most three queries."""
    return usual_currencies(viewer=viewer, kind=kind, numbers=[number])[number]


def usual_currencies(*, viewer: Viewer, kind: str, numbers: Collection[int]) -> dict[int, str]:
    """Say in which currency to ask: the last round's, the one of the initiative's money, or the commonest here."""
    rows = Round.objects.filter(about_kind=kind, about_id__in=numbers).order_by("number")
    found = dict(rows.values_list("about_id", "currency"))
    if kind == INITIATIVE:
        seen = initiatives.visible_to(viewer).filter(pk__in=[number for number in numbers if number not in found])
        found = {**_commonest_of(Money.objects.filter(initiative__in=seen.order_by().values("pk"))), **found}
    usual = commonest_currency() if set(numbers) - set(found) else ""
    return {number: found.get(number, usual) for number in numbers}


def _commonest_of(money: QuerySet[Money]) -> Mapping[int, str]:
    counted = money.filter(removed_at=None).order_by().values_list("initiative_id", "currency").annotate(n=Count("pk"))
    return {pk: currency for pk, currency, _n in sorted(counted, key=lambda row: (row[2], row[1]))}


# no viewer: a currency says nothing about a record
def commonest_currency() -> str:
    """Give the currency most money is recorded in here."""
    rows = Money.objects.filter(removed_at=None).order_by().values("currency").annotate(n=Count("pk"))
    return next((str(row["currency"]) for row in rows.order_by("-n", "currency")[:1]), USUAL_CURRENCY)
