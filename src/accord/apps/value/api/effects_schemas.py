"""What comes in and goes out about series, claims, studies and credits as JSON."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import Field

from accord.apps.ui.api import (
    Amount,
    Body,
    Currency,
    Day,
    Id,
    Line,
    OptionalLine,
    Page,
    Search,
    Share,
    Version,
    one_of,
    text,
)
from accord.apps.value.rules.effects.checks import LARGEST, MOST_UNIT, RHYTHMS
from accord.apps.value.rules.effects.reading import MOST_POINTS
from accord.apps.value.rules.words import MOST_TEXT, Direction, Role
from accord.apps.value.writes.effects.claims import MOST_COMPARED

Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, le=LARGEST, allow_inf_nan=False)]
Words = Annotated[str, text(MOST_TEXT, blank=True)]
Why = Annotated[str, text(MOST_TEXT)]


class EffectPointIn(Body):
    """What a series was on a day."""

    date: Day
    value: Number


class EffectPointOut(Schema):
    """What a series was on a day."""

    date: date
    value: float


Points = Annotated[list[EffectPointIn], Field(max_length=MOST_POINTS)]


class EffectSeriesOut(Schema):
    """A series; ``is_measure``: its values are those of a goal's measure and are changed there."""

    id: int
    title: str
    unit: str
    source: str
    is_measure: bool
    goal: str
    values: int
    first_on: date | None
    last_on: date | None
    last: float | None
    is_count: bool
    is_removed: bool
    version: int


class EffectWholeSeriesOut(EffectSeriesOut):
    """A series with all its values."""

    points: list[EffectPointOut]


class EffectSeriesIn(Body):
    """A series kept for comparing; ``is_count``: it counts something, ``out_of_id``: out of how many."""

    title: Line
    unit: Annotated[str, text(MOST_UNIT, blank=True)] = ""
    source: OptionalLine = ""
    is_count: bool = False
    out_of_id: Id | None = None
    points: Points = []


class EffectSeriesChange(Body):
    """What changes; what is left out stays. ``points`` replaces all values."""

    version: Version
    title: Line | None = None
    unit: Annotated[str, text(MOST_UNIT, blank=True)] | None = None
    source: OptionalLine | None = None
    is_count: bool | None = None
    out_of_id: Id | None = None
    points: Points | None = None


class EffectSeriesQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    kind: Annotated[str, one_of(("measure", "kept"))] | None = None


class EffectClaimIn(Body):
    """That an initiative moves a series, or a goal's measure, from a day on."""

    series_id: Id | None = None
    measure_id: Id | None = None
    from_date: Day
    announced_date: Day | None = None
    direction: Annotated[str, one_of(Direction)] = Direction.UP.value
    promised_change: Positive | None = None
    unit_amount: Amount | None = None
    currency: Currency | None = None
    rhythm: Annotated[str, one_of(RHYTHMS)] = RHYTHMS[0].value
    why_then: Words = ""
    other_events: Words = ""
    is_by_lot: bool = False


class EffectClaimChange(Body):
    """What changes; what is left out stays."""

    version: Version
    from_date: Day | None = None
    announced_date: Day | None = None
    promised_change: Positive | None = None
    unit_amount: Amount | None = None
    currency: Currency | None = None
    rhythm: Annotated[str, one_of(RHYTHMS)] | None = None
    why_then: Words | None = None
    other_events: Words | None = None
    is_by_lot: bool | None = None


class EffectComparisonIn(Body):
    """Another series a claim is judged against."""

    series_id: Id
    role: Annotated[str, one_of(Role)] = Role.UNIT.value


class EffectComparisonsIn(Body):
    """Everything a claim is judged against; what is not named is compared no more."""

    version: Version
    series: Annotated[list[EffectComparisonIn], Field(max_length=MOST_COMPARED)]
    why: Words = ""


class EffectComparisonOut(Schema):
    """Another series a claim is judged against."""

    series_id: int
    title: str
    role: str
    why: str


class EffectMethodOut(Schema):
    """What one method says: as the series moves, below zero is lower."""

    code: str
    is_ok: bool
    is_chosen: bool
    change: float | None
    low: float | None
    high: float | None
    rank: int | None
    rank_of: int | None
    reasons: list[str]


class EffectStudyOut(Schema):
    """One study."""

    id: int
    number: int
    as_of: date
    made_at: datetime
    headline: str
    grade: str
    share: Decimal
    periods: int
    methods: list[EffectMethodOut]


class EffectCreditOut(Schema):
    """What finance signed."""

    share: Decimal
    reason: str
    signed_at: datetime
    signed_by: str
    study_number: int
    is_older: bool
    says_otherwise: bool


class EffectWorthOut(Schema):
    """An amount with its interval; null where it has none."""

    amount: Decimal
    low: Decimal | None
    high: Decimal | None


class EffectClaimOut(Schema):
    """A claim with its newest study, its money and what finance signed."""

    id: int
    initiative_id: int
    series_id: int
    title: str
    unit: str
    from_date: date
    announced_date: date | None
    direction: str
    promised_change: float | None
    unit_amount: Decimal | None
    currency: str
    rhythm: str
    why_then: str
    other_events: str
    is_by_lot: bool
    compared: list[EffectComparisonOut]
    study: EffectStudyOut | None
    credit: EffectCreditOut | None
    share: Decimal
    full: EffectWorthOut | None
    credited: EffectWorthOut | None
    promised: Decimal | None
    is_due: bool
    is_removed: bool
    version: int


class EffectCreditIn(Body):
    """Which share of which study is credited, and why."""

    study_id: Id
    share: Share
    reason: Why


class EffectReasonIn(Body):
    """Why."""

    reason: Why


class EffectDoubleClaimOut(Schema):
    """What one initiative claims of a measure."""

    claim_id: int
    initiative: str
    change: float | None
    is_estimated: bool
    grade: str


class EffectDoubleOut(Schema):
    """A measure that several initiatives claim, and what it really moved."""

    series_id: int
    title: str
    unit: str
    claims: list[EffectDoubleClaimOut]
    hidden: int
    claimed: float
    moved: float | None
    moved_low: float | None
    moved_high: float | None
    verdict: str
    excess: float | None
    excess_amount: Decimal | None
    currency: str
