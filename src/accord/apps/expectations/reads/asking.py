"""What to ask about, whom it is sensible to ask, and in which currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Asked, Round
from accord.apps.expectations.reads.subjects import whole_portfolio
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, NO_SUBJECT, PORTFOLIO, Side, State
from accord.apps.goals import permissions as goals
from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import Money
from accord.apps.people import permissions as people
from accord.apps.people.models import Department, Person, holding
from accord.apps.people.rules import Side as DepartmentSide
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Role, Viewer

SHOWN = 50
USUAL_CURRENCY = "EUR"


@dataclass(frozen=True)
class Subject:
    """What a round is to be about, and how it stands: an open round about it, how often it was asked before."""

    kind: str
    number: int
    title: str
    open_round: int | None
    rounds: int

    @property
    def about(self) -> str:
        """Write it as addresses carry it."""
        return self.kind if self.kind == PORTFOLIO else f"{self.kind}:{self.number}"


def subject(*, viewer: Viewer, kind: str, number: int) -> Subject:
    """Find what a round is to be about. Raises NotFound, NotAllowed: two or three queries."""
    permissions.check_subject(viewer, kind, number)
    permissions.check_ask(viewer, kind, number)
    there = list(Round.objects.filter(about_kind=kind, about_id=number).order_by().values_list("pk", "state"))
    open_round = next((pk for pk, state in there if state == State.OPEN), None)
    return Subject(kind, number, _title(viewer, kind, number), open_round, len(there))


def _title(viewer: Viewer, kind: str, number: int) -> str:
    if kind == INITIATIVE:
        return initiatives.find(viewer, number).title
    return goals.find(viewer, number).title if kind == GOAL else whole_portfolio()


def directory(*, viewer: Viewer) -> dict[int, str]:
    """List who works here and can be asked, as id → "name, department": one query. No two read the same."""
    rows = list(
        people.visible_to(viewer)
        .filter(is_active=True, erased_at=None)
        .order_by("name", "pk")
        .values_list("pk", "name", "department__name", "title")
    )
    short = {pk: f"{name}, {department}" if department else name for pk, name, department, _title in rows}
    often = Counter(short.values())
    named = {pk: f"{short[pk]}, {title}" if often[short[pk]] > 1 and title else short[pk] for pk, _n, _d, title in rows}
    often = Counter(named.values())
    return {pk: f"{words}, no. {pk}" if often[words] > 1 else words for pk, words in named.items()}


def usual_people(*, viewer: Viewer, kind: str, number: int) -> dict[str, list[int]]:
    """Say whom it is sensible to ask per side: who was asked last time, otherwise who answers for the subject."""
    last = Round.objects.filter(about_kind=kind, about_id=number).order_by("-number").values("pk")[:1]
    before = Asked.objects.filter(round__in=last, person__is_active=True, person__erased_at=None).order_by("pk")
    found = list(before.values_list("side", "person_id"))
    if not found:
        found = [(side, pk) for side, pk in _first_time(viewer, kind, number) if pk is not None]
    return _once(_working_here(found))


def _first_time(viewer: Viewer, kind: str, number: int) -> list[tuple[str, int | None]]:
    if kind == INITIATIVE:
        one = initiatives.find(viewer, number)
        return [(Side.BUSINESS, one.sponsor_id), (Side.IT, one.lead_id), (Side.FINANCE, finance_head())]
    if kind == GOAL:
        goal = goals.find(viewer, number)
        return [(Side.BUSINESS, goal.business_owner_id), (Side.IT, goal.it_owner_id), (Side.FINANCE, finance_head())]
    return [(Side.BUSINESS, _head_of(DepartmentSide.EXECUTIVE)), (Side.IT, _cio()), (Side.FINANCE, finance_head())]


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
    rows = headed.order_by("parent_id", "pk").values_list("head_id", "parent_id")
    return next((head for head, parent in sorted(rows, key=lambda row: row[1] is not None)), None)


def _working_here(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    wanted = list(found)
    there = set(
        Person.objects.filter(pk__in=[pk for _side, pk in wanted], is_active=True, erased_at=None)
        .order_by()
        .values_list("pk", flat=True)
    )
    return [(side, pk) for side, pk in wanted if pk in there]


def _once(found: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Choose everybody for one side only, the first of business, IT, finance."""
    chosen: dict[str, list[int]] = {side.value: [] for side in Side}
    seen: set[int] = set()
    for side, pk in found:
        if pk not in seen:
            seen.add(pk)
            chosen[side].append(pk)
    return chosen


def usual_currency(*, viewer: Viewer, kind: str, number: int) -> str:
    """Say in which currency to ask: the last round's, the one of the initiative's money, or the commonest here."""
    last = Round.objects.filter(about_kind=kind, about_id=number).order_by("-number").values_list("currency", flat=True)
    own = Money.objects.filter(removed_at=None, initiative=number) if kind == INITIATIVE else Money.objects.none()
    return last.first() or _commonest(own) or commonest_currency()


# no viewer: a currency says nothing about a record
def commonest_currency() -> str:
    """Give the currency most money is recorded in here."""
    return _commonest(Money.objects.filter(removed_at=None)) or USUAL_CURRENCY


def _commonest(money: Collection[Money] | object) -> str:
    rows = money.order_by().values("currency").annotate(n=Count("pk")).order_by("-n", "currency")  # type: ignore[attr-defined]
    return next((str(row["currency"]) for row in rows[:1]), "")


# no viewer: how a reference stands in an address
def read_about(*, text: str) -> tuple[str, int] | None:
    """Read what a round is to be about from an address: ``initiatives.initiative:7``, ``organisation``; else None."""
    if text == PORTFOLIO:
        return PORTFOLIO, NO_SUBJECT
    kind, _colon, number = text.partition(":")
    if kind in (INITIATIVE, GOAL) and number.isascii() and number.isdigit() and len(number) <= 18 and int(number) > 0:
        return kind, int(number)
    return None


@dataclass(frozen=True)
class ChoiceLine:
    """Something that can be asked about, and how it stands."""

    about: str
    title: str
    open_round: int | None
    revealed_at: datetime | None


@dataclass(frozen=True)
class SubjectChoice:
    """What can be asked about; ``more`` goals and initiatives fit the words than are shown."""

    portfolio: tuple[ChoiceLine, ...]
    goals: tuple[ChoiceLine, ...]
    initiatives: tuple[ChoiceLine, ...]
    more: bool


def subject_choice(*, viewer: Viewer, words: str, at: datetime) -> SubjectChoice:
    """List what the viewer may ask about and whose title holds the words: three or four queries."""
    everything = may(viewer, permissions.ASK)
    found_goals = goals.visible_to(viewer).filter(state="active")
    found_initiatives = initiatives.visible_to(viewer)
    if not everything:
        found_goals = found_goals.filter(pk__in=permissions.own_goals(viewer).values("pk"))
        found_initiatives = found_initiatives.filter(pk__in=permissions.own_initiatives(viewer).values("pk"))
    for word in words.split():
        found_goals = found_goals.filter(title__icontains=word)
        found_initiatives = found_initiatives.filter(title__icontains=word)
    rows = {
        kind: list(found.order_by("title", "pk").values_list("pk", "title")[: SHOWN + 1])
        for kind, found in ((GOAL, found_goals), (INITIATIVE, found_initiatives))
    }
    standing = _standing({kind: [pk for pk, _title in lines] for kind, lines in rows.items()})
    lines = {
        kind: tuple(ChoiceLine(f"{kind}:{pk}", title, *standing.get((kind, pk), (None, None))) for pk, title in some[:SHOWN])
        for kind, some in rows.items()
    }  # fmt: skip
    whole = ChoiceLine(PORTFOLIO, whole_portfolio(), *standing.get((PORTFOLIO, NO_SUBJECT), (None, None)))
    return SubjectChoice(
        (whole,) if everything else (), lines[GOAL], lines[INITIATIVE], any(len(some) > SHOWN for some in rows.values())
    )


def _standing(wanted: Mapping[str, Collection[int]]) -> dict[tuple[str, int], tuple[int | None, datetime | None]]:
    """Find the open round and the latest reveal of subjects: one query."""
    about = Q(about_kind=PORTFOLIO)
    for kind, ids in wanted.items():
        about |= Q(about_kind=kind, about_id__in=ids)
    rows = Round.objects.filter(about & (Q(state=State.OPEN) | Q(is_latest=True))).order_by()
    found: dict[tuple[str, int], tuple[int | None, datetime | None]] = {}
    for kind, number, pk, state, revealed_at in rows.values_list(
        "about_kind", "about_id", "pk", "state", "revealed_at"
    ):
        open_round, latest = found.get((kind, number), (None, None))
        found[kind, number] = (pk, latest) if state == State.OPEN else (open_round, revealed_at)
    return found
