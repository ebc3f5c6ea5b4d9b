"""How many questions there are and how they stand: what the office and the leaders see instead of the questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from accord.apps.ui.permissions import check
from accord.apps.ui.rules import Viewer
from accord.apps.voice.models import Question
from accord.apps.voice.permissions import COUNT
from accord.apps.voice.rules import OFFICE_SEES_FROM, Judged, State, counted

SPAN = timedelta(weeks=26)


@dataclass(frozen=True)
class Counts:
    """Half a year of questions. Those without a name are told as one number, or not at all below ``fewest``."""

    asked: int
    waiting: int
    overdue: int
    answered: int
    judged: int
    judged_yes: int
    published: int
    with_name: int
    without_name: int | None
    fewest: int = OFFICE_SEES_FROM

    @property
    def is_too_few(self) -> bool:
        """Tell whether nothing but a handful was asked: then no number is told."""
        return self.without_name is None


def counts(*, viewer: Viewer, as_of: date) -> Counts:
    """Count the questions of half a year: one query. Nobody is named, neither who asked nor who answers.

    Where there are too few without a name, the other figures speak of those with a name alone: no difference gives them away.
    Raises NotAllowed.
    """
    check(viewer, COUNT)
    rows = list(_lately(as_of).values_list("is_anonymous", "state", "answer_by", "judged", "published_on"))
    without = counted(sum(1 for row in rows if row[0]))
    if without is None:
        rows = [row for row in rows if not row[0]]
    return Counts(
        asked=len(rows),
        waiting=sum(state == State.OPEN for _a, state, *_rest in rows),
        overdue=sum(state == State.OPEN and due < as_of for _a, state, due, *_rest in rows),
        answered=sum(state == State.ANSWERED for _a, state, *_rest in rows),
        judged=sum(bool(judged) for *_rest, judged, _p in rows),
        judged_yes=sum(judged == Judged.YES for *_rest, judged, _p in rows),
        published=sum(state != State.HIDDEN and day is not None for _a, state, _d, _j, day in rows),
        with_name=sum(not is_anonymous for is_anonymous, *_rest in rows),
        without_name=without,
    )


def _lately(as_of: date) -> QuerySet[Question]:
    return Question.objects.filter(Q(asked_on__gte=as_of - SPAN) | Q(state=State.OPEN)).order_by()
