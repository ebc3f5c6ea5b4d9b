"""One decision as a line, as lists, pages and others' pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.decisions import rules
from accord.apps.decisions.models import Consulted, Decision
from accord.apps.decisions.rules import STATE_LABELS, State
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer

KIND = "decisions.decision"


@dataclass(frozen=True)
class DecisionLine:
    """One decision; ``about`` stays out of sight if it must. ``people_ids`` are those it takes to settle it."""

    id: int
    question: str
    url: str
    about: Ref | None
    about_title: str
    about_url: str
    decider_id: int
    decider: str
    side: str
    raised_by_id: int
    raised_by: str
    raised_on: date
    decide_by: date | None
    state: str
    option: str
    reasons: str
    decided_at: datetime | None
    recorded_by_id: int | None
    review_on: date | None
    reviewed_at: datetime | None
    reopened: int
    days_waiting: int
    is_overdue: bool
    is_review_due: bool
    people_ids: tuple[int, ...]
    created_at: datetime
    version: int

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(STATE_LABELS[self.state])

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be decided."""
        return self.state == State.OPEN

    @property
    def is_decided(self) -> bool:
        """Tell whether it is decided."""
        return self.state == State.DECIDED


def whole(records: QuerySet[Decision]) -> QuerySet[Decision]:
    """Load what a line shows of others with the decisions; ``place``: undecided first, withdrawn last."""
    place = Case(When(state=State.OPEN, then=0), When(state=State.DECIDED, then=1), default=2)
    return records.select_related("decider", "raised_by").annotate(place=place)


def lines_of(viewer: Viewer, records: Sequence[Decision], as_of: date) -> list[DecisionLine]:
    """Turn decisions into lines; what they are about and who is consulted is looked up together."""
    named = titles(viewer=viewer, refs={one.about for one in records if one.about})
    heard: dict[int, list[int]] = {}
    rows = Consulted.objects.filter(decision__in=[one.pk for one in records]).exclude(person=None)
    for decision, person in rows.order_by("pk").values_list("decision", "person"):
        heard.setdefault(decision, []).append(person)
    return [_line(one, named, tuple(heard.get(one.pk, ())), as_of) for one in records]


def _line(one: Decision, named: dict[Ref, tuple[str, str]], heard: tuple[int, ...], as_of: date) -> DecisionLine:
    about = one.about if one.about in named else None
    title, url = named[about] if about else ("", "")
    return DecisionLine(
        id=one.pk,
        question=one.question,
        url=reverse("decisions:decision", args=[one.pk]),
        about=about,
        about_title=title,
        about_url=url,
        decider_id=one.decider_id,
        decider=one.decider.name,
        side=one.side,
        raised_by_id=one.raised_by_id,
        raised_by=one.raised_by.name,
        raised_on=one.raised_date,
        decide_by=one.decide_by_date,
        state=one.state,
        option=one.option,
        reasons=one.reasons,
        decided_at=one.decided_at,
        recorded_by_id=one.recorded_by_id,
        review_on=one.review_date,
        reviewed_at=one.reviewed_at,
        reopened=one.reopened,
        days_waiting=rules.days_waiting(one.raised_date, _ended(one), today=as_of),
        is_overdue=rules.is_overdue(one.state, one.decide_by_date, today=as_of),
        is_review_due=rules.is_review_due(one.state, one.review_date, today=as_of),
        people_ids=tuple(dict.fromkeys((one.decider_id, one.raised_by_id, *heard))),
        created_at=one.created_at,
        version=one.version,
    )


def _ended(one: Decision) -> date | None:
    """Give the day on which it stopped waiting: decided or withdrawn."""
    moment = one.decided_at or one.withdrawn_at
    return timezone.localdate(moment) if moment else None
