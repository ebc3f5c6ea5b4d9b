"""What a list said of all its initiatives from one of its states to the next: how many moved, by rating, and the money."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.batches.models import SourceList
from accord.apps.initiatives.models import Initiative, Statement
from accord.apps.initiatives.permissions import visible_to
from accord.apps.initiatives.rules import (
    GREW,
    LONG,
    RATING_LABELS,
    Growth,
    Move,
    Rating,
    Stated,
    days_between,
    growth_of,
    is_rebased,
    move_of,
    ratio_between,
)
from accord.apps.ui.rules import NotFound, Viewer
from accord.science import ShareInterval, wilson

ENOUGH_FOR_SHARE = 5  # below, counts only


@dataclass(frozen=True)
class ListLine:
    """One list of which states have been brought in."""

    id: int
    name: str
    url: str
    states: int
    first: date
    last: date


@dataclass(frozen=True)
class Pair:
    """One initiative in two states of its list that follow each other."""

    initiative_id: int
    title: str
    earlier: Stated
    later: Stated

    @property
    def url(self) -> str:
        """Where it is told."""
        return reverse("initiatives:initiative", args=[self.initiative_id]) + "#said"

    @property
    def days(self) -> int | None:
        """By how many days its planned end moved."""
        return days_between(self.earlier, self.later)

    @property
    def moved(self) -> str:
        """By how much its planned end moved, in words."""
        days = self.days or 0
        words = (
            ngettext("%(n)s day later", "%(n)s days later", days)
            if days > 0
            else ngettext("%(n)s day earlier", "%(n)s days earlier", -days)
        )
        return words % {"n": f"{abs(days):,}"}

    @property
    def was_over(self) -> bool:
        """Tell whether the old day had passed when a later one was named."""
        before = self.earlier.planned_end_on
        return bool(self.days and self.days > 0 and before and before <= self.later.as_of)

    @property
    def ratio(self) -> float | None:
        """The later cost ÷ the earlier one."""
        return ratio_between(self.earlier, self.later)

    @property
    def rating_label(self) -> str:
        """The earlier rating in words; "" if nothing was said."""
        return _(RATING_LABELS[self.earlier.rating]) if self.earlier.rating else ""

    @property
    def is_rebased(self) -> bool:
        """Tell whether its cost is counted anew."""
        return self.ratio is not None and is_rebased(self.ratio)


@dataclass(frozen=True)
class MoveLine:
    """How many planned ends moved, of those named in both states; ``share`` is the share that moved later."""

    label: str
    code: str
    both: int
    later: int
    same: int
    earlier: int
    far: int
    too_late: int
    median_days: float | None
    share: ShareInterval | None


@dataclass(frozen=True)
class MoneyMove:
    """How many costs changed, of those named in both states in one currency.

    ``grew`` and ``fell`` count changes of more than a tenth; ``rebased`` those of more than ten times, which are another
    scope or unit. ``ratio`` is the median.
    """

    both: int
    up: int
    same: int
    down: int
    grew: int
    fell: int
    rebased: int
    ratio: float | None


@dataclass(frozen=True)
class StatesLine:
    """One state of a list and the next: how many are named in both, left, came."""

    earlier: date
    later: date
    linked: int
    left: int
    came: int
    move: MoveLine


@dataclass(frozen=True)
class ListStory:
    """Everything a list said, between all its states or two of them."""

    id: int
    name: str
    days: tuple[date, ...]
    steps: tuple[StatesLine, ...]
    total: MoveLine
    ratings: tuple[MoveLine, ...]
    money: MoneyMove
    moved: tuple[Pair, ...]
    rebased: tuple[Pair, ...]
    pairs: tuple[Pair, ...]


def source_lists(*, viewer: Viewer) -> list[ListLine]:
    """List the lists that said anything of initiatives the viewer may see: two queries."""
    seen = visible_to(viewer).order_by().values("pk")
    rows = Statement.objects.filter(source_list__isnull=False, initiative__in=seen).order_by()
    found = rows.values("source_list").annotate(
        states=Count("as_of", distinct=True), first=Min("as_of"), last=Max("as_of")
    )
    names = dict(SourceList.objects.values_list("pk", "name"))
    lines = [
        ListLine(
            row["source_list"], names[row["source_list"]], reverse("initiatives:list_story", args=[row["source_list"]]),
            row["states"], row["first"], row["last"],
        )
        for row in found
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.name.casefold(), line.id))


def list_story(
    *, viewer: Viewer, list_id: int, later: Collection[date] = (), ratings: Collection[str] = ()
) -> ListStory:
    """Tell what a list said between all its states, or between those of the days ``later`` and those before: three queries.

    ``ratings`` narrows it to what was rated so in the earlier state. Raises NotFound where the viewer may see nothing the
    list said.
    """
    name = SourceList.objects.filter(pk=list_id).values_list("name", flat=True).first()
    by_day = _by_day(viewer, list_id)
    if name is None or not by_day:
        raise NotFound(_("There is no such list, or nothing it said is open to you."))
    titles = dict(
        Initiative.objects.filter(statements__source_list=list_id).order_by().values_list("pk", "title").distinct()
    )
    steps = [(a, b, _pairs(by_day[a], by_day[b], titles)) for a, b in pairwise(sorted(by_day))]
    pairs = [
        pair
        for _a, b, some in steps
        for pair in some
        if (not later or b in later) and (not ratings or pair.earlier.rating in ratings)
    ]
    moved = sorted((pair for pair in pairs if pair.days), key=lambda pair: -abs(pair.days or 0))
    return ListStory(
        id=list_id, name=name, days=tuple(sorted(by_day)),
        steps=tuple(_step(a, b, by_day, some) for a, b, some in steps),
        total=_move_line(_("All"), "", pairs), ratings=tuple(_by_rating(pairs)), money=_money(pairs),
        moved=tuple(moved), rebased=tuple(pair for pair in pairs if pair.is_rebased), pairs=tuple(pairs),
    )  # fmt: skip


def _by_day(viewer: Viewer, list_id: int) -> dict[date, dict[int, Stated]]:
    """Read what the list said, by its days and initiatives."""
    seen = visible_to(viewer).order_by().values("pk")
    rows = Statement.objects.filter(source_list=list_id, initiative__in=seen).order_by("as_of", "pk")
    found: dict[date, dict[int, Stated]] = {}
    for pk, day, end, cost, currency, rating in rows.values_list(
        "initiative_id", "as_of", "planned_end_on", "cost_amount", "cost_currency", "rating"
    ):
        found.setdefault(day, {})[pk] = Stated(day, end, cost, currency, rating)
    return found


def _pairs(earlier: dict[int, Stated], later: dict[int, Stated], titles: dict[int, str]) -> list[Pair]:
    return [Pair(pk, titles.get(pk, ""), earlier[pk], later[pk]) for pk in sorted(earlier.keys() & later.keys())]


def _step(a: date, b: date, by_day: dict[date, dict[int, Stated]], pairs: Sequence[Pair]) -> StatesLine:
    return StatesLine(
        a, b, len(pairs), len(by_day[a].keys() - by_day[b].keys()), len(by_day[b].keys() - by_day[a].keys()),
        _move_line("", "", pairs),
    )  # fmt: skip


def _by_rating(pairs: Sequence[Pair]) -> Iterable[MoveLine]:
    for code in (*Rating, ""):
        mine = [pair for pair in pairs if pair.earlier.rating == code]
        if mine:
            yield _move_line(_(RATING_LABELS[code]) if code else _("Nothing said"), str(code), mine)


def _move_line(label: str, code: str, pairs: Sequence[Pair]) -> MoveLine:
    days = [pair.days for pair in pairs if pair.days is not None]
    moves = [move_of(one) for one in days]
    later = moves.count(Move.LATER)
    return MoveLine(
        label=label, code=code, both=len(days), later=later, same=moves.count(Move.SAME),
        earlier=moves.count(Move.EARLIER), far=sum(one > LONG for one in days),
        too_late=sum(pair.was_over for pair in pairs), median_days=median(days) if days else None,
        share=wilson(later, len(days)) if len(days) >= ENOUGH_FOR_SHARE else None,
    )  # fmt: skip


def _money(pairs: Sequence[Pair]) -> MoneyMove:
    ratios = [pair.ratio for pair in pairs if pair.ratio is not None]
    growths = [growth_of(one) for one in ratios]
    return MoneyMove(
        both=len(ratios), up=growths.count(Growth.UP), same=growths.count(Growth.SAME), down=growths.count(Growth.DOWN),
        grew=sum(one > 1 + GREW for one in ratios), fell=sum(one < 1 - GREW for one in ratios),
        rebased=sum(map(is_rebased, ratios)), ratio=median(ratios) if ratios else None,
    )  # fmt: skip
