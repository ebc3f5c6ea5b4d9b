"""What sources said of one initiative from day to day: where its end was planned for, what it was to cost, its rating."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Statement
from accord.apps.initiatives.permissions import visible_to
from accord.apps.initiatives.rules import RATING_LABELS, Stated, days_between, is_rebased, ratio_between
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.ui.templatetags.formats import exact_day, share_words


@dataclass(frozen=True)
class StatementLine:
    """What was said on one day, and what differs from what was said before.

    ``planned_end`` is in words, as exact as it was said. ``days_moved`` compares with the planned end named last before;
    ``was_over`` says that the old day had passed when the new one was named. ``ratio`` divides the cost by the one named
    last before.
    """

    id: int
    as_of: date
    source: str
    list_name: str
    list_url: str
    planned_end: str
    planned_end_on: date | None
    days_moved: int | None
    was_over: bool
    ended_on: date | None
    cost: Decimal | None
    cost_currency: str
    ratio: float | None
    benefit: Decimal | None
    benefit_currency: str
    rating: str
    rating_words: str

    @property
    def rating_label(self) -> str:
        """The rating in words."""
        return _(RATING_LABELS[self.rating]) if self.rating else ""

    @property
    def is_rebased(self) -> bool:
        """Tell whether the cost changed so much that another scope or unit is counted."""
        return self.ratio is not None and is_rebased(self.ratio)

    @property
    def change(self) -> str:
        """By what share the cost changed, in words; "" where it did not, nothing can be compared, or it is counted anew."""
        if self.ratio is None or self.ratio == 1 or self.is_rebased:
            return ""
        return ("+" if self.ratio > 1 else "−") + share_words(abs(self.ratio - 1))


@dataclass(frozen=True)
class Story:
    """Everything that was said, oldest first, and what it comes to."""

    lines: tuple[StatementLine, ...]

    @property
    def planned(self) -> tuple[StatementLine, ...]:
        """The lines that name a planned end."""
        return tuple(line for line in self.lines if line.planned_end_on)

    @property
    def days_moved(self) -> int | None:
        """By how many days the planned end moved in all; None with fewer than two."""
        ends = [line.planned_end_on for line in self.planned if line.planned_end_on]
        return (ends[-1] - ends[0]).days if len(ends) > 1 else None

    @property
    def times_later(self) -> int:
        """How often a later day was named."""
        return sum(line.days_moved is not None and line.days_moved > 0 for line in self.lines)

    @property
    def times_too_late(self) -> int:
        """How often a later day was named only when the old one had passed."""
        return sum(line.was_over for line in self.lines)


def initiative_story(*, viewer: Viewer, initiative_id: int) -> Story:
    """Tell what sources said of an initiative: two queries. Raises NotFound for one the viewer may not see."""
    if not visible_to(viewer).filter(pk=initiative_id).exists():
        raise NotFound(_("There is no such initiative, or it is not open to you."))
    return story_of(initiative_id)


# no viewer: the caller has found the initiative among those the viewer may see
def story_of(initiative_id: int) -> Story:
    """Tell what sources said of an initiative: one query."""
    rows = Statement.objects.filter(initiative=initiative_id).select_related("source_list").order_by("as_of", "pk")
    return Story(tuple(_lines(rows)))


def stated(one: Statement) -> Stated:
    """Give a statement as the rules compare it."""
    return Stated(one.as_of, one.planned_end_on, one.cost_amount, one.cost_currency, one.rating)


def _lines(rows: Iterable[Statement]) -> Iterable[StatementLine]:
    planned: Stated | None = None
    priced: Stated | None = None
    for one in rows:
        now = stated(one)
        days = days_between(planned, now) if planned else None
        over = bool(planned and planned.planned_end_on and days and days > 0 and planned.planned_end_on <= one.as_of)
        yield StatementLine(
            id=one.pk, as_of=one.as_of, source=one.source, list_name=one.source_list.name if one.source_list else "",
            list_url=reverse("initiatives:list_story", args=[one.source_list_id]) if one.source_list_id else "",
            planned_end=planned_words(one.planned_end, one.planned_end_words), planned_end_on=one.planned_end_on,
            days_moved=days, was_over=over, ended_on=one.ended_on, cost=one.cost_amount, cost_currency=one.cost_currency,
            ratio=ratio_between(priced, now) if priced else None, benefit=one.benefit_amount,
            benefit_currency=one.benefit_currency, rating=one.rating, rating_words=one.rating_words,
        )  # fmt: skip
        planned = now if now.planned_end_on else planned
        priced = now if now.cost is not None else priced


# no viewer: it says in words what the caller already holds
def planned_words(known: str, words: str = "") -> str:
    """Say a planned end as exactly as it is known: a day, a month, a year, or the words that stood there."""
    if len(known) == 10:
        return exact_day(date.fromisoformat(known))
    if len(known) == 7:
        return date_format(date.fromisoformat(f"{known}-01"), "F Y")
    return known or words
