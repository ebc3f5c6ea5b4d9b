"""Until when anybody told of promises that lists stated: a list is believed up to its own day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accord.apps.initiatives.models import Statement
from accord.apps.promises.models import Promise
from accord.apps.promises.rules import State

_ABOUT = Statement.objects.filter(initiative=OuterRef("about_id")).order_by("-as_of")


# no viewer: it says how a query is built; whoever asks has been checked by the query itself
def with_told(records: QuerySet[Promise]) -> Any:
    """Add ``told_on`` to promises: the last day on which a list said anything of what they are about."""
    return records.annotate(told_on=Subquery(_ABOUT.values("as_of")[:1]))


# no viewer: see with_told
def late_by(day: date) -> Q:
    """Filter the promises that are late: open past their day; of one that nobody owns a list has to have said so since."""
    since = Exists(Statement.objects.filter(initiative=OuterRef("about_id"), as_of__gt=OuterRef("due_date")))
    return Q(state=State.OPEN, due_date__lt=day) & (Q(source="") | Q(owner__isnull=False) | Q(since))
