"""What was promised at Halden Mutual within a year, by whom to whom and how it ended; and what is planned ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accord.apps.promises.rules import Cause, Kind

Thing = tuple[str, str]
"""What is promised (may name {about}) and of what kind."""


@dataclass(frozen=True)
class Stream:
    """Promises of one department to another, oldest first; ``ends`` says of each: kept, anew, or what got in the way.

    ``to`` is whose head they are made to where they are about no initiative; ``sure`` how sure one was, in turn;
    ``shift`` moves all by some days, ``open`` counts what is promised and not due yet.
    """

    by: str
    to: str
    things: tuple[Thing, ...]
    ends: tuple[str, ...]
    sure: tuple[float | None, ...]
    about: tuple[str, ...] = ()
    is_from_it: bool = False
    shift: int = 0
    open: int = 0


@dataclass(frozen=True)
class Ahead:
    """A plan: the initiative, how many days ago it was made, in how many days it ends, its steps with results."""

    about: str
    planned: int
    ends: int
    steps: tuple[tuple[str, str], ...]


def ends(kept: int, *others: str) -> tuple[str, ...]:
    """Lay what was not kept evenly between what was kept, the first of it second."""
    found, gap = ["kept"] * kept, max((kept + len(others)) / max(len(others), 1), 1)
    for place, other in enumerate(others):
        found.insert(min(1 + round(place * gap), len(found)), other)
    return tuple(found)


def mixed(*parts: tuple[str, int]) -> Sequence[str]:
    """Mix causes in turn until each has come up so often."""
    rounds = range(max(count for _cause, count in parts))
    return [cause for turn in rounds for cause, count in parts if turn < count]


BUILT: tuple[Thing, ...] = (
    ("A version of {about} that the team can try on last week's cases", Kind.DELIVERY),
    ("The three worst mistakes of {about} are gone", Kind.DELIVERY),
    ("{about} runs on the test machine with this month's data", Kind.DELIVERY),
    ("A page that says how {about} comes to its answer", Kind.DELIVERY),
    ("Access for the new colleagues to {about}", Kind.DELIVERY),
)
GIVEN: tuple[Thing, ...] = (
    ("Two colleagues try {about} for an afternoon and write down what is missing", Kind.PEOPLE),
    ("Fifty old cases for {about}, with what was decided then", Kind.DATA),
    ("A decision on the open question about {about}", Kind.DECISION),
    ("The words that customers read in {about}", Kind.DELIVERY),
    ("Half a day a week of somebody who knows the rules behind {about}", Kind.PEOPLE),
)
LEARNED: tuple[Thing, ...] = (
    ("A course on working with the new tools for twelve people", Kind.DELIVERY),
    ("The papers for the next newcomers", Kind.DELIVERY),
    ("A room and a trainer for one morning", Kind.PEOPLE),
)
PAID: tuple[Thing, ...] = (
    ("The money for the next quarter of {about}", Kind.MONEY),
    ("The bookings of two months for {about}", Kind.DATA),
)
SALES = ("Next best offer", "Sales assistant", "Campaign writer", "Website helper", "Lead scoring")
WAITED = mixed((Cause.WAITING, 18), (Cause.DATA, 11), (Cause.ESTIMATE, 6), (Cause.SCOPE, 5))
CALM, SURE, HONEST = (0.8, 0.9, 0.8, None), (0.9, 0.95, 0.9), (0.9, 0.8, 0.7, 0.9)
CLAIMS = ("Claims triage", "Damage photo reading", "Invoice reading")
SERVICE = ("Call summaries", "Answer finder")
RISKS = ("Claims triage", "Risk notes", "Flood map update")

STREAMS: tuple[Stream, ...] = (
    # IT says yes to whatever Commercial asks for, is very sure, and then waits
    Stream("Data and AI", "Commercial", BUILT, ends(24, *["anew"] * 6, *WAITED), SURE, SALES, is_from_it=True, open=9),
    Stream("Sales", "IT", GIVEN, ends(1, Cause.PRIORITIES), (None,), SALES, shift=30),
    # Operations and IT promise each other about as much, and most of it holds
    Stream("IT", "Claims", BUILT, ends(14, "anew", Cause.ESTIMATE, Cause.WAITING), CALM, CLAIMS, is_from_it=True, open=2),
    Stream("IT", "Customer service", BUILT, ends(14, Cause.SCOPE, "anew", Cause.ESTIMATE), CALM, SERVICE, is_from_it=True, shift=3, open=2),
    Stream("IT", "Underwriting", BUILT, ends(14, Cause.DATA, "anew"), CALM, RISKS, is_from_it=True, shift=5, open=1),
    Stream("Claims", "IT", GIVEN, ends(13, Cause.PEOPLE, "anew", Cause.DATA), HONEST, CLAIMS, shift=1, open=2),
    Stream("Customer service", "IT", GIVEN, ends(12, "anew", Cause.PEOPLE, "anew"), HONEST, SERVICE, shift=4, open=2),
    Stream("Underwriting", "IT", GIVEN, ends(12, Cause.DECISION, "anew", "anew"), HONEST, RISKS, shift=6, open=1),
    # People keeps everything it promises: small things, promised late
    Stream("People", "Operations", LEARNED, ends(24), (0.95, None), shift=2, open=2),
    Stream("Finance", "IT", PAID, ends(7, "anew"), (None,), ("Month-end checks",), shift=8),
)  # fmt: skip

RIVERS = ("Elster", "Halde", "Wilde Ahr", "Mulde", "Saale", "Ilm", "Werra", "Fulda", "Leine")
PLANS: tuple[Ahead, ...] = (
    Ahead(
        "Flood map update", 55, 72,
        tuple((f"The {river} with all its brooks", "The map of the valley beside the old one") for river in RIVERS),
    ),
    Ahead(
        "Risk notes", 12, 160,
        (("All underwriters work with it", "Every note of a week was written with it; the count is on the wall"),),
    ),
)  # fmt: skip
