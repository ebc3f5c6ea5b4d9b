"""What a case looks like as JSON, and what is taken."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import Field

from accord.apps.initiatives.rules import Flow
from accord.apps.ui.api import WHOLE, Amount, Body, Currency, Day, Id, Share, Version, one_of, text
from accord.apps.value.rules import Rhythm, Side
from accord.apps.value.rules.words import MOST_TEXT, MOST_TITLE, Benefit, Cost

CaseWords = Annotated[str, text(MOST_TEXT, blank=True)]
CaseReason = Annotated[str, text(MOST_TEXT)]
CaseTitle = Annotated[str, text(MOST_TITLE)]
Number = Annotated[int, Field(ge=1, le=100_000), WHOLE]
Months = Annotated[int, Field(ge=1, le=240), WHOLE]
Measured = Annotated[float, Field(ge=-1e14, le=1e14, allow_inf_nan=False)]
Shift = Annotated[float, Field(ge=-120, le=120, allow_inf_nan=False)]
Discount = Annotated[float, Field(gt=-1, le=1, allow_inf_nan=False)]


class CaseRangeOut(Schema):
    """Low, likely and high amount, as text with two decimals."""

    low: Decimal
    likely: Decimal
    high: Decimal


class CaseLineOut(Schema):
    """A line: ``each`` time it comes, and what it comes to in each year and in all."""

    id: int
    key: str
    flow: str
    kind: str
    title: str
    rhythm: str
    from_month: date
    to_month: date | None
    each: CaseRangeOut
    currency: str
    note: str
    years: dict[str, CaseRangeOut]
    total: CaseRangeOut
    version: int


class CaseSumOut(Schema):
    """What costs, benefits or both (net) come to in one currency."""

    flow: str
    currency: str
    years: dict[str, CaseRangeOut]
    total: CaseRangeOut


class CaseItemOut(Schema):
    """One of the eight items of a complete case: there, missing or skipped."""

    code: str
    state: str
    why: str
    reason: str


class CaseSignatureOut(Schema):
    """Where the signature of one side stands."""

    side: str
    signed_by: str
    signed_at: datetime | None


class CaseClockOut(Schema):
    """When finance came in and money was first committed; ``days`` is above zero when finance came first."""

    finance_on: date | None
    committed_on: date | None
    is_month_only: bool
    days: int | None
    sentence: str


class CaseVersionOut(Schema):
    """One version of a case with everything it says; ``is_unchanged``: it still is what its signers saw."""

    id: int
    case_id: int
    initiative_id: int
    number: int
    state: str
    headline: str
    digest: str
    is_unchanged: bool | None
    start_month: date
    horizon_months: int
    currency: str
    discount_share: float
    measure_id: int | None
    baseline_value: float | None
    baseline_date: date | None
    baseline_source: str
    target_value: float | None
    target_date: date | None
    benefit_owner_id: int | None
    counterfactual: str
    nothing_words: str
    nothing: CaseRangeOut | None
    switched_off: str
    exit_rule: str
    adoption: list[float] | None
    shift: list[float] | None
    cost_class: str
    items: list[CaseItemOut]
    lines: list[CaseLineOut]
    sums: list[CaseSumOut]
    signatures: list[CaseSignatureOut]
    clock: CaseClockOut
    versions: list[int]
    version: int


class CaseVersionChange(Body):
    """What changes; what is left out stays. Low, likely and high of something are given together or not at all."""

    version: Version
    start_month: Day | None = None
    horizon_months: Months | None = None
    currency: Currency | None = None
    discount_share: Discount | None = None
    measure_id: Id | None = None
    baseline_value: Measured | None = None
    baseline_date: Day | None = None
    baseline_source: Annotated[str, text(300, blank=True)] | None = None
    target_value: Measured | None = None
    target_date: Day | None = None
    benefit_owner_id: Id | None = None
    counterfactual: CaseWords | None = None
    nothing_words: CaseWords | None = None
    nothing_low: Amount | None = None
    nothing_likely: Amount | None = None
    nothing_high: Amount | None = None
    switched_off: CaseWords | None = None
    exit_rule: CaseWords | None = None
    adoption_low: Share | None = None
    adoption_likely: Share | None = None
    adoption_high: Share | None = None
    shift_low: Shift | None = None
    shift_likely: Shift | None = None
    shift_high: Shift | None = None
    cost_class: Annotated[str, text(40, blank=True)] | None = None


class CaseLineIn(Body):
    """A cost or a benefit: low, likely and high amount of each time it comes."""

    flow: Annotated[str, one_of(Flow)]
    kind: Annotated[str, one_of((*Cost, *(one for one in Benefit if one not in set(Cost))))]
    title: CaseTitle
    rhythm: Annotated[str, one_of(Rhythm)]
    from_month: Day
    to_month: Day | None = None
    low: Amount
    likely: Amount
    high: Amount
    currency: Currency
    note: CaseWords = ""
    version: Version | None = None


class CaseItemIn(Body):
    """Why an item does not apply; empty: it applies after all."""

    reason: CaseWords = ""
    version: Version | None = None


class CaseOfferIn(Body):
    """The version that was looked at."""

    version: Version | None = None


class CaseTakeBackIn(Body):
    """Why it is taken back; needed once somebody has signed."""

    reason: CaseWords = ""
    version: Version | None = None


class CaseSignIn(Body):
    """The digest of what was looked at."""

    digest: Annotated[str, text(64)]


class CaseWithdrawIn(Body):
    """Why the signature is withdrawn."""

    reason: CaseReason


class CaseInvolvementIn(Body):
    """That a side was asked on a day, outside Accord."""

    side: Annotated[str, one_of(Side)]
    on: Day
    words: CaseReason


class CaseInvolvementOut(Schema):
    """That a side was asked on a day."""

    id: int
    side: str
    date: date
    words: str


class CaseChangeOut(Schema):
    """One value that differs between two versions, in words."""

    name: str
    old: str
    new: str


class CaseChangesOut(Schema):
    """What differs in one line, or (with an empty key) in the case itself."""

    key: str
    title: str
    state: str
    changes: list[CaseChangeOut]


class CaseHistoryOut(Schema):
    """One event in words."""

    id: int
    at: datetime
    actor: str
    sentence: str
