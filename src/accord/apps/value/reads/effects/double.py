"""Measures that two or more initiatives claim: what each claims, what the measure really moved, and the overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.ui.lists import ListPage, ListQuery, ListSpec, Words
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Claim, Study
from accord.apps.value.permissions import visible_to
from accord.apps.value.reads.effects.credited import HEAVY
from accord.apps.value.reads.effects.inputs import points_of
from accord.apps.value.reads.effects.sizes import ranged, sized
from accord.apps.value.rules.effects.money import CENT, exact
from accord.apps.value.rules.effects.periods import Aligned, align
from accord.apps.value.rules.effects.studying import sign_of
from accord.apps.value.rules.words import RHYTHM_MONTHS

if TYPE_CHECKING:
    from accord.science.effects import Effect

VERDICTS: dict[str, tuple[str, Words, Words]] = {  # tone, what it is, what to do
    "too_much": ("bad", gettext_lazy("Claimed twice"), gettext_lazy(
        "They cannot all be right. Agree whose it is, or divide it, and sign the shares with finance.")),
    "opposed": ("bad", gettext_lazy("It moved the other way"), gettext_lazy(
        "Nothing of it can be credited as claimed. Look at the studies together.")),
    "cannot_tell": ("unclear", gettext_lazy("May be claimed twice"), gettext_lazy(
        "Together they claim more than was seen, but chance could explain it. Divide it before finance signs.")),
    "fits": ("good", gettext_lazy("Fits so far"), gettext_lazy("Together they claim no more than was seen.")),
    "not_measured": ("insufficient", gettext_lazy("Not measured yet"), gettext_lazy(
        "Add values from before and after they began.")),
}  # fmt: skip
ENOUGH_AFTER = 3


@dataclass(frozen=True)
class DoubleClaim:
    """What one initiative claims; ``is_estimated``: a study says so, else it was promised. ``change`` is as the series moves."""

    claim_id: int
    initiative: str
    url: str
    from_date: date
    change: float | None
    said: str
    is_estimated: bool
    grade: str


@dataclass(frozen=True)
class DoubleLine:
    """One measure that several claim. ``excess`` is how much of the claims cannot all be true, in its unit."""

    series_id: int
    title: str
    unit: str
    url: str
    claims: tuple[DoubleClaim, ...]
    hidden: int
    claimed: float
    claimed_said: str
    moved: float | None
    moved_low: float | None
    moved_high: float | None
    moved_said: str
    moved_range: str
    verdict: str
    tone: str
    short: str
    advice: str
    excess: float | None
    excess_amount: Decimal | None
    currency: str


def double_spec() -> ListSpec:
    """Say how the list can be searched and sorted."""
    return ListSpec(search=("title",), sorts={"title": ("title",)}, default_sort="", page_size=25)


def double_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[DoubleLine]:
    """List one page of the measures that several initiatives claim."""
    return query.page_of(all_double_lines(viewer=viewer, query=query, as_of=as_of))


def all_double_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> list[DoubleLine]:
    """List every measure that several initiatives claim and the viewer may see at least one of, the worst first."""
    seen = Claim.objects.filter(removed_at=None, initiative__in=visible_to(viewer).order_by().values("pk"))
    twice = Claim.objects.filter(removed_at=None).order_by().values("series").annotate(n=Count("pk")).filter(n__gt=1)
    rows = seen.filter(series__in=twice.values("series")).select_related("series", "initiative")
    for word in query.search.split():
        rows = rows.filter(Q(series__title__icontains=word) | Q(initiative__title__icontains=word))
    wanted = set(rows.values_list("series", flat=True))
    claims = list(seen.filter(series__in=wanted).select_related("series", "initiative").order_by("series", "from_date"))
    counts = dict(twice.filter(series__in=wanted).values_list("series", "n"))
    last = Study.objects.filter(claim__in=claims).order_by().values("claim").annotate(last=Max("pk")).values("last")
    studies = {one.claim_id: one for one in Study.objects.filter(pk__in=last).defer(*HEAVY)}
    points = points_of(wanted)
    by_series: dict[int, list[Claim]] = {}
    for one in claims:
        by_series.setdefault(one.series_id, []).append(one)
    lines = [_line(some, studies, points[pk], counts[pk] - len(some), as_of) for pk, some in by_series.items()]
    order = list(VERDICTS)
    found = [line for line in lines if line is not None]
    if query.sort.removeprefix("-") == "title":
        return sorted(found, key=lambda line: line.title.casefold(), reverse=query.sort.startswith("-"))
    return sorted(found, key=lambda line: (order.index(line.verdict), line.title.casefold()))


def _line(
    claims: Sequence[Claim],
    studies: dict[int, Study],
    points: list[tuple[date, float]],
    hidden: int,
    as_of: date,
) -> DoubleLine | None:
    from accord.science.effects.doubles import double_counting

    series = claims[0].series
    told = [_claim(one, studies.get(one.pk)) for one in claims]
    sizes = {str(one.claim_id): one.change for one in told if one.change is not None}
    moved = movement(claims=claims, points=points, as_of=as_of)
    found = double_counting(sizes or {"": 0.0}, moved)
    verdict = found.verdict if sizes else "not_measured"
    tone, short, advice = VERDICTS[verdict]
    excess = found.excess if verdict in {"too_much", "cannot_tell", "opposed"} else None
    return DoubleLine(
        series_id=series.pk,
        title=series.title,
        unit=series.unit,
        url=reverse("value:one_series", args=[series.pk]),
        claims=tuple(told),
        hidden=hidden,
        claimed=found.claimed,
        claimed_said=sized(found.claimed) if sizes else "",
        moved=found.moved,
        moved_low=found.low,
        moved_high=found.high,
        moved_said=sized(found.moved),
        moved_range=ranged(found.low, found.high),
        verdict=verdict,
        tone=tone,
        short=str(short),
        advice=str(advice),
        excess=excess,
        excess_amount=_in_money(claims, excess),
        currency=claims[0].currency,
    )


# no viewer: the caller has found the claims as its viewer
def movement(*, claims: Sequence[Claim], points: list[tuple[date, float]], as_of: date) -> Effect:
    """Give what a series moved in all since the first of its claims began, whoever caused it."""
    from accord.science.effects import before_after

    aligned = align(points, from_date=min(one.from_date for one in claims), others={}, as_of=as_of)
    y, start = _without_between(aligned, points, claims, as_of)
    return before_after(y, start)


def _without_between(
    aligned: Aligned, points: list[tuple[date, float]], claims: Sequence[Claim], as_of: date
) -> tuple[list[float | None], int]:
    """Leave out what lies between the first and the last start, if enough is left: only then all are at work."""
    last = align(points, from_date=max(one.from_date for one in claims), others={}, as_of=as_of)
    if last.after >= ENOUGH_AFTER:
        return [*aligned.y[: aligned.start], *aligned.y[last.start :]], aligned.start
    return list(aligned.y), aligned.start


def _claim(claim: Claim, study: Study | None) -> DoubleClaim:
    sign = sign_of(claim.direction)
    estimate = study.estimate if study else None
    size = estimate if estimate is not None else claim.promised_change
    change = None if size is None else sign * size
    return DoubleClaim(
        claim_id=claim.pk,
        initiative=claim.initiative.title,
        url=f"{reverse('value:effects', args=[claim.initiative_id])}#claim-{claim.pk}",
        from_date=claim.from_date,
        change=change,
        said=sized(change) if change is not None else _("no figure"),
        is_estimated=estimate is not None,
        grade=study.grade if study else "",
    )


def _in_money(claims: Sequence[Claim], excess: float | None) -> Decimal | None:
    """Give what the excess comes to in a year, where all claims value one unit alike; rounded once, to the cent."""
    worths = {(one.unit_amount, one.currency, one.rhythm) for one in claims}
    amount, _currency, rhythm = next(iter(worths))
    if excess is None or len(worths) > 1 or amount is None:
        return None
    return (exact(excess) * amount * 12 / RHYTHM_MONTHS[rhythm]).quantize(CENT)
