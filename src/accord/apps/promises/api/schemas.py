"""What promises are told and asked for as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from accord.apps.promises import rules
from accord.apps.ui.api import Body, Day, Id, OptionalText, Page, Search, Text, Version, one_of, text

Share = Annotated[float, Field(gt=0, lt=1)]
What = Annotated[str, text(rules.MOST_WHAT)]
Kind = Annotated[str, text(80)]


class AboutIn(Body):
    """A record, by its kind and id."""

    kind: Kind
    id: Id


class AboutOut(Schema):
    """A record, by its kind and id."""

    kind: str
    id: int


class PromiseOut(Schema):
    """A promise; ``about`` is null when there is nothing, or nothing the viewer may see.

    Without ``owner_id`` it is the department's. ``source`` is the list or file that states it, if one does.
    """

    id: int
    what: str
    owner_id: int | None
    owner: str
    department_id: int | None
    made_to_id: int | None
    due_date: date
    first_due_date: date
    about: AboutOut | None
    kind: str
    confidence_share: float | None
    side: str
    to_side: str
    state: str
    is_late: bool | None
    kept_at: datetime | None
    is_renegotiated: bool
    proof: str
    cause: str
    reason: str
    source: str
    made_on: date
    created_at: datetime
    version: int


class PromiseIn(Body):
    """A new promise."""

    what: What
    owner_id: Id
    due_date: Day
    made_to_id: Id | None = None
    about: AboutIn | None = None
    kind: Annotated[str, one_of(rules.Kind)] = rules.Kind.DELIVERY.value
    confidence_share: Share | None = None


class PromiseChange(Body):
    """What changes; what is left out stays. Moving the day needs a reason."""

    version: Version
    what: What | None = None
    due_date: Day | None = None
    made_to_id: Id | None = None
    kind: Annotated[str, one_of(rules.Kind)] | None = None
    confidence_share: Share | None = None
    reason: OptionalText = ""


class KeepIn(Body):
    """What shows that it is kept."""

    proof: OptionalText = ""
    version: Version | None = None


class MissIn(Body):
    """What got in the way, from the list and in words."""

    cause: Annotated[str, one_of(rules.Cause)] | None = None
    reason: Text
    version: Version | None = None


class ProposalIn(Body):
    """Another day, with a reason; ``what`` only if other words are meant."""

    due_date: Day
    reason: Text
    what: What | None = None
    version: Version | None = None


class RefusalIn(Body):
    """Why the day has to stay; may be left out."""

    reason: OptionalText = ""


class ProposalOut(Schema):
    """Another day that was proposed, to whom, and what they answered."""

    id: int
    due_date: date
    what: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    asked_id: int
    asked: str
    state: str
    answer: str
    answered_at: datetime | None


class PromiseReasonIn(Body):
    """Why."""

    reason: Text
    version: Version | None = None


class PromiseHistoryOut(Schema):
    """One event in words."""

    id: int
    at: datetime
    actor: str
    sentence: str


class PromisesQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    part: Annotated[str, one_of(("mine", "to_me", "written"))] | None = None
    state: Annotated[str, one_of(rules.State)] | None = None
    due: Annotated[str, one_of(("late", "soon"))] | None = None
    owner: Id | None = None
