"""Sockets of initiatives: parts of their pages, what follows their lists, and what is expected and known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from django.http import HttpRequest

from accord.apps.ui.lists import Filter
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import Socket

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Shown(Protocol):
    """The initiative of the page, as a section sees it."""

    pk: int
    title: str
    stage: str
    department_id: int | None
    sponsor_id: int | None
    lead_id: int | None


def no_history(initiative_id: int) -> Iterable[Ref]:
    """Say that a section has no records with a history of their own."""
    return ()


@dataclass(frozen=True)
class Section:
    """One section of the initiative page.

    ``render`` answers (template, context) for a viewer who may see the initiative (a ``Shown``), with a fixed number of queries;
    None leaves the section out. ``history`` names the records whose events belong to the initiative's history.
    """

    code: str
    title: str | StrPromise
    order: int
    render: Callable[[Viewer, Any, HttpRequest], tuple[str, Mapping[str, Any]] | None]
    history: Callable[[int], Iterable[Ref]] = no_history


sections: Socket[Section] = Socket("initiative sections")


@dataclass(frozen=True)
class ListFilter:
    """A way to narrow the list of initiatives that an app above knows; ``make`` builds it for a viewer."""

    code: str
    make: Callable[[Viewer], Filter]


filters: Socket[ListFilter] = Socket("initiative filters")


@dataclass(frozen=True)
class ListFollower:
    """What an app above does when initiatives leave the list they came from, or are named by it again.

    ``leave(ids, on, by, at, batch)`` and ``stay(ids, by, at, batch)`` run in the transaction of the import.
    """

    leave: Callable[[Sequence[int], date, Viewer, datetime, Ref], None]
    stay: Callable[[Sequence[int], Viewer, datetime, Ref], None]


followers: Socket[ListFollower] = Socket("initiatives followed in their lists")


@dataclass(frozen=True)
class ExpectedRange:
    """What one side expects in answer to one question ("benefit", "cost", "payoff"), as revealed last.

    ``low`` is undercut one time in ten, ``high`` exceeded one time in ten; an amount in ``currency`` (of a benefit: a
    year's), or the month of the payoff. ``words`` says all three; ``people`` is how many answered for the side.
    """

    question: str
    label: str
    side: str
    side_label: str
    low: Decimal | date
    likely: Decimal | date
    high: Decimal | date
    currency: str
    people: int
    words: str


@dataclass(frozen=True)
class HeldRanges:
    """How often what happened lay within one side's earlier ranges: ``within`` of ``n``, None while that is not told."""

    side: str
    side_label: str
    n: int
    within: int | None
    sentence: str
    advice: str


@dataclass(frozen=True)
class Expected:
    """What the sides expect of an initiative once it is revealed, and how their earlier ranges held.

    ``ranges`` is empty where nothing was revealed or it is not open to the viewer; what is sealed is in no field.
    """

    ranges: tuple[ExpectedRange, ...]
    held: tuple[HeldRanges, ...]
    revealed_on: date | None
    headline: str
    url: str
    is_being_asked: bool


@dataclass(frozen=True)
class TrackRecord:
    """Who knows what the sides expect: ``read(viewer=, initiative_id=, as_of=)``, a fixed number of queries."""

    read: Callable[..., Expected]


track_records: Socket[TrackRecord] = Socket("expectations of an initiative and how earlier ones held")


@dataclass(frozen=True)
class KnownOutcome:
    """What time answered: the month of the payoff, or the amount of a year's benefit or of the closed cost."""

    id: int
    question: str
    payoff_date: date | None
    amount: Decimal | None
    currency: str
    source: str
    recorded_at: datetime


@dataclass(frozen=True)
class OutcomeRecorder:
    """Who keeps what really happened, by which forecasts are judged.

    ``record(initiative_id=, question=, by=, at=, amount=, payoff_date=, currency=, source=)`` raises NotFound,
    NotAllowed, Invalid or, when it is recorded already, WrongState. ``recorded(viewer=, initiative_id=)`` lists what the
    viewer may see (one query); ``closed_costs(viewer=)`` maps initiatives to their closed costs (one query);
    ``may_record(viewer=, initiative_id=)`` tells who may record at all.
    """

    record: Callable[..., KnownOutcome]
    recorded: Callable[..., tuple[KnownOutcome, ...]]
    closed_costs: Callable[..., Mapping[int, tuple[Decimal, str]]]
    may_record: Callable[..., bool]


recorders: Socket[OutcomeRecorder] = Socket("outcomes of initiatives")
