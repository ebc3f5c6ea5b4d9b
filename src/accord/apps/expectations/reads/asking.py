"""What can be asked about, and who can be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Round
from accord.apps.expectations.reads.subjects import whole_portfolio
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, NO_SUBJECT, PORTFOLIO, State
from accord.apps.goals import permissions as goals
from accord.apps.initiatives import permissions as initiatives
from accord.apps.people import permissions as people
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer

SHOWN = 50


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
