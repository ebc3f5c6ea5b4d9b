"""One promise as a line, as lists, pages and others' pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.promises import rules
from accord.apps.promises.models import Promise
from accord.apps.promises.reads.telling import with_told
from accord.apps.promises.rules import CAUSE_LABELS, KIND_LABELS, STATE_LABELS, State
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer

KIND = "promises.promise"


@dataclass(frozen=True)
class PromiseLine:
    """One promise; ``is_late`` is None when no day was given to judge by, ``about`` stays out of sight if it must.

    ``owner`` is who promised in words: a person, or without ``owner_id`` a department. ``source`` is the list or file
    that states it, ``made_on`` the day it was promised.
    """

    id: int
    what: str
    url: str
    owner_id: int | None
    owner: str
    department_id: int | None
    made_to_id: int | None
    made_to: str
    due_date: date
    first_due_date: date
    about: Ref | None
    about_title: str
    about_url: str
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

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(STATE_LABELS[self.state])

    @property
    def kind_label(self) -> str:
        """What is promised, in words."""
        return _(KIND_LABELS[self.kind])

    @property
    def cause_label(self) -> str:
        """What got in the way, in words; empty if nobody said."""
        return _(CAUSE_LABELS[self.cause]) if self.cause else ""

    @property
    def days_moved(self) -> int:
        """By how many days it moved since it was made."""
        return rules.days_moved(self.first_due_date, self.due_date)

    @property
    def is_open(self) -> bool:
        """Tell whether it is open."""
        return self.state == State.OPEN


def whole(records: QuerySet[Promise]) -> QuerySet[Promise]:
    """Load what a line shows of others with the promises."""
    found: QuerySet[Promise] = with_told(records.select_related("owner", "made_to", "department"))
    return found


def lines_of(viewer: Viewer, records: Sequence[Promise], as_of: date | None) -> list[PromiseLine]:
    """Turn promises into lines; what they are about is looked up together."""
    named = titles(viewer=viewer, refs={one.about for one in records if one.about})
    return [_line(one, named, as_of) for one in records]


def _line(one: Promise, named: dict[Ref, tuple[str, str]], as_of: date | None) -> PromiseLine:
    about = one.about if one.about in named else None
    title, url = named[about] if about else ("", "")
    return PromiseLine(
        id=one.pk,
        what=one.what,
        url=reverse("promises:promise", args=[one.pk]),
        owner_id=one.owner_id,
        owner=one.by_whom,
        department_id=one.department_id,
        made_to_id=one.made_to_id,
        made_to=one.made_to.name if one.made_to else "",
        due_date=one.due_date,
        first_due_date=one.first_due_date,
        about=about,
        about_title=title,
        about_url=url,
        kind=one.kind,
        confidence_share=one.confidence_share,
        side=one.side,
        to_side=one.to_side,
        state=one.state,
        is_late=None if as_of is None else rules.is_late(_as_told(one), one.due_date, today=as_of),
        kept_at=one.kept_at,
        is_renegotiated=one.renegotiated_at is not None,
        proof=one.proof,
        cause=one.cause,
        reason=one.reason,
        source=one.source,
        made_on=one.made_on or timezone.localdate(one.created_at),
        created_at=one.created_at,
        version=one.version,
    )


def _as_told(one: Promise) -> str:
    told_on: date | None = getattr(one, "told_on", None)
    is_stated = bool(one.source) and one.owner_id is None and hasattr(one, "told_on")
    return rules.as_told(one.state, day=one.due_date, told_on=told_on, is_stated=is_stated)
