"""What Accord costs people, in minutes: an estimate for every kind of thing done, and how it spreads over people.

The minutes are declared here with their reasons and not measured: a click is recorded, the thought before it is not. What
would have to be talked about anyway, such as the meeting itself, is not counted as a cost of Accord.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accord.science.intervals import median_interval

PROMISED_MINUTES = 2.0  # a week and person; the promise Accord gives
WEEKS = 8  # looked back on: two months smooth holidays, and are recent enough to act on
FEWEST_PEOPLE = 5  # as for every group of people: fewer are not shown


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class Deed:
    """A kind of thing people do: codes of trail events begin with one of ``codes``; minutes each, and why."""

    code: str
    label: str
    codes: tuple[str, ...]
    minutes: float
    why: str


DEEDS: tuple[Deed, ...] = (
    Deed("expect", _("Say what one expects"), ("expectations.answer",), 2.0,
         _("Three questions with low, likely and high: built for under two minutes.")),
    Deed("expect_ask", _("Ask for expectations"), ("expectations.",), 2.0,
         _("Choose a subject, the people and a deadline.")),
    Deed("promise_settle", _("Settle a promise"),
         ("promises.promise.kept", "promises.promise.missed", "promises.promise.withdrawn", "promises.proposal.",
          "promises.offer."), 0.5,
         _("One button, often with a sentence as proof or reason.")),
    Deed("promise_make", _("Make a promise"), ("promises.",), 1.0,
         _("One sentence, one person, one day.")),
    Deed("decide", _("Decide"), ("decisions.",), 2.0,
         _("Options and reasons in a few sentences; the thinking would be needed anyway.")),
    Deed("answer", _("Questions and answers"), ("voice.",), 3.0,
         _("A short text; answers take longer than questions.")),
    Deed("check_in", _("Check in"), ("check_ins.",), 2.0,
         _("A draft is prepared; people correct and sign it.")),
    Deed("agree", _("Agree to a goal"), ("goals.goal.agreed", "goals.goal.agreement", "initiatives.goal_link.agreed"), 0.5,
         _("Read one sentence, press one button.")),
    Deed("goal", _("Keep goals current"), ("goals.",), 1.5,
         _("A form with a few fields.")),
    Deed("gap", _("Arrange about a gap"), ("gaps.",), 1.0,
         _("Choose a meeting, a person or a day.")),
    Deed("meeting", _("Meetings and outcomes"), ("meetings.",), 0.75,
         _("A line for each outcome. The talk itself is not counted: it would take place anyway.")),
    Deed("initiative", _("Keep initiatives current"), ("initiatives.", "guardrails."), 1.0,
         _("One field or one dated answer at a time.")),
    Deed("other", _("Anything else"), ("",), 0.5,
         _("Such as following a record, settings or one's own account.")),
)  # fmt: skip

# From a person's own hand, but no cost of taking part: bringing data in, running the place.
UNCOUNTED = ("batches.", "people.", "readings.", "jobs.", "notices.")


def deed_of(code: str) -> Deed | None:
    """Find the kind of thing an event of the trail stands for; None where it does not count."""
    if code.startswith(UNCOUNTED):
        return None
    return next(deed for deed in DEEDS if code.startswith(deed.codes))


@dataclass(frozen=True)
class Spread:
    """How minutes a week spread over people: the middle with its interval, what nine in ten stay below, who keeps within."""

    n: int
    middle: float
    low: float | None
    high: float | None
    nine_in_ten: float
    within: int

    @property
    def within_share(self) -> float:
        """The share of people who spend no more than was promised."""
        return self.within / self.n


def spread_of(minutes: Sequence[float]) -> Spread | None:
    """Describe minutes a week, one value a person; None for fewer people than may be shown.

    The interval lies between two order statistics (Hahn & Meeker 1991); the ninth decile is the smallest value that at
    least nine in ten do not pass (nearest rank).
    """
    if len(minutes) < FEWEST_PEOPLE:
        return None
    ordered = sorted(minutes)
    middle = median_interval(ordered)
    return Spread(
        n=len(ordered),
        middle=middle.value,
        low=middle.low,
        high=middle.high,
        nine_in_ten=ordered[-(-9 * len(ordered) // 10) - 1],
        within=sum(value <= PROMISED_MINUTES for value in ordered),
    )
