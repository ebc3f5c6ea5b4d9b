"""The overview of expectations: every initiative (or goal) with its latest revealed round, narrowed, sorted and cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Abs
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Asked, Comparison, Round
from accord.apps.expectations.reads import words
from accord.apps.expectations.reads.subjects import ask_url, subject_url, whole_portfolio
from accord.apps.expectations.rules.months import date_of
from accord.apps.expectations.rules.rounds import FRESH_DAYS
from accord.apps.expectations.rules.words import (
    INITIATIVE,
    NO_SUBJECT,
    PERCEPTION_LABELS,
    PORTFOLIO,
    QUESTION_LABELS,
    Question,
    State,
)
from accord.apps.goals import permissions as goals
from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import GoalLink, Money
from accord.apps.initiatives.rules import Flow, Kind
from accord.apps.people import reads as people
from accord.apps.people.models import Department
from accord.apps.people.rules import subtree
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer

CHUNK = 1_000
GAPS = {"payoff": "payoff_gap", "benefit": "benefit_gap", "cost": "cost_gap"}
# what the more optimistic side is, as a condition on the signed gap (IT minus business)
SOONER = {
    "payoff-business": Q(payoff_gap__gte=words.SAME_MONTHS), "payoff-it": Q(payoff_gap__lte=-words.SAME_MONTHS),
    "benefit-business": Q(benefit_gap__lte=-words.SAME_SHARE), "benefit-it": Q(benefit_gap__gte=words.SAME_SHARE),
    "cost-business": Q(cost_gap__gte=words.SAME_SHARE), "cost-it": Q(cost_gap__lte=-words.SAME_SHARE),
}  # fmt: skip
SOONER_LABELS = {
    "payoff-business": gettext_lazy("business expects it sooner"),
    "payoff-it": gettext_lazy("IT expects it sooner"),
    "benefit-business": gettext_lazy("business expects more benefit"),
    "benefit-it": gettext_lazy("IT expects more benefit"),
    "cost-business": gettext_lazy("business expects less cost"),
    "cost-it": gettext_lazy("IT expects less cost"),
}
STANDINGS = {
    "revealed": gettext_lazy("revealed"),
    "old": gettext_lazy("too old, ask again"),
    "sealed": gettext_lazy("sealed, being answered"),
    "never": gettext_lazy("never asked"),
}


@dataclass(frozen=True)
class Cell:
    """One question of a line: both sides' P10, P50, P90 (None: no range), their joint median, and how far apart."""

    question: str
    base: date
    currency: str
    business: tuple[float, float, float] | None
    it: tuple[float, float, float] | None
    joint: float | None
    gap: float | None
    note: str
    is_apart: bool
    perception: str

    @property
    def label(self) -> str:
        """The question in words."""
        return words.question_words(self.question)

    @property
    def business_value(self) -> object:
        """The business's likely value: a day, or an amount."""
        return self._value(self.business)

    @property
    def it_value(self) -> object:
        """IT's likely value: a day, or an amount."""
        return self._value(self.it)

    def _value(self, values: tuple[float, float, float] | None) -> object:
        if values is None:
            return None
        return date_of(self.base, values[1]) if self.question == Question.PAYOFF else round(values[1])


@dataclass(frozen=True)
class PortfolioLine:
    """One initiative or goal: its latest revealed round, and the round being answered now."""

    kind: str
    id: int
    title: str
    url: str
    department: str
    round_url: str
    revealed_at: datetime | None
    is_old: bool
    cells: Mapping[str, Cell]
    perception: str
    size: float | None
    open_url: str
    answered: int
    asked: int
    cost_amount: Decimal | None
    benefit_amount: Decimal | None
    money_currency: str

    @property
    def perception_label(self) -> str:
        """The class of the question furthest apart, in words; empty where nothing is compared."""
        return _(PERCEPTION_LABELS[self.perception]) if self.perception else ""

    @property
    def planned(self) -> dict[str, tuple[Decimal | None, str]]:
        """The planned money beside the question it belongs to."""
        return {
            Question.BENEFIT: (self.benefit_amount, self.money_currency),
            Question.COST: (self.cost_amount, self.money_currency),
        }

    @property
    def ask_url(self) -> str:
        """Where it is asked about."""
        return ask_url(kind=self.kind, number=self.id)

    @property
    def row(self) -> list[Cell | None]:
        """The questions in their order."""
        return [self.cells.get(question.value) for question in Question]

    @property
    def standing(self) -> str:
        """Where the asking stands: revealed, old, sealed or never."""
        if self.revealed_at:
            return "old" if self.is_old else "revealed"
        return "sealed" if self.open_url else "never"


def portfolio_spec(*, viewer: Viewer, kind: str, as_of: date) -> ListSpec:
    """Say how the overview can be narrowed and sorted: one query for departments, one for goals."""
    latest = latest_rounds(viewer=viewer, kind=kind)
    filters = [
        Filter("standing", gettext_lazy("State"), list(STANDINGS.items()), where=_standing(viewer, kind, as_of)),
        Filter("class", gettext_lazy("Class"), [(code, _(said)) for code, said in PERCEPTION_LABELS.items()],
               where=lambda values: _compared(latest, perception__in=values)),
        Filter("question", gettext_lazy("Out of step on"), [(code, _(said)) for code, said in QUESTION_LABELS.items()],
               where=lambda values: _compared(latest, question__in=values, size__gt=1)),
        Filter("sooner", gettext_lazy("More optimistic"), list(SOONER_LABELS.items()),
               where=lambda values: _about(latest.filter(_any([SOONER[value] for value in values])))),
        Filter("department", gettext_lazy("Department"), [
            (str(pk), name) for pk, name in people.department_choices(viewer=viewer)
        ], where=_within),
    ]  # fmt: skip
    if kind == INITIATIVE:
        named = goals.visible_to(viewer).order_by("title").values_list("pk", "title")
        filters.append(Filter("goal", gettext_lazy("Goal"), [(str(pk), title) for pk, title in named], where=_serving))
    return ListSpec(
        filters=tuple(filters),
        search=("title",),
        sorts={
            "size": ("-found_size", "title"),
            **{question: (f"-found_{question}", "title") for question in GAPS},
            "title": ("title",),
            "revealed": ("-found_revealed", "title"),
            **({"money": ("-found_money", "title")} if kind == INITIATIVE else {}),
        },
        default_sort="size",
        page_size=25,
    )


def portfolio_lines(*, viewer: Viewer, kind: str, query: ListQuery, as_of: date) -> ListPage[PortfolioLine]:
    """List one page of the overview: a fixed number of queries, however many initiatives there are."""
    page = query.page(_subjects(viewer, kind, query))
    return query.page_with(_lines(viewer, kind, page.rows, as_of), page)


def all_portfolio_lines(*, viewer: Viewer, kind: str, query: ListQuery, as_of: date) -> Iterable[PortfolioLine]:
    """List everything a query asks for, for a file."""
    rows = list(query.order(query.narrow(_subjects(viewer, kind, query))))
    for start in range(0, len(rows), CHUNK):
        yield from _lines(viewer, kind, rows[start : start + CHUNK], as_of)


def latest_rounds(*, viewer: Viewer, kind: str) -> QuerySet[Round]:
    """Filter the latest revealed rounds about a kind of subject that the viewer may see."""
    return permissions.revealed_to(viewer).filter(is_latest=True, about_kind=kind).order_by()


def whole_line(*, viewer: Viewer, as_of: date) -> PortfolioLine | None:
    """Give the line of the portfolio as a whole; None where nobody was asked about it or the viewer may not see it."""
    line = _lines(viewer, PORTFOLIO, [Whole()], as_of)[0]
    return line if line.round_url or line.open_url else None


@dataclass(frozen=True)
class Whole:
    """The portfolio as a whole, as a subject among others."""

    pk: int = NO_SUBJECT
    department: None = None

    @property
    def title(self) -> str:
        """Its name."""
        return whole_portfolio()


def may_ask_any(*, viewer: Viewer) -> bool:
    """Tell whether there is anything the viewer may ask about: at most two queries."""
    if may(viewer, permissions.ASK):
        return True
    return permissions.own_initiatives(viewer).exists() or permissions.own_goals(viewer).exists()


def _subjects(viewer: Viewer, kind: str, query: ListQuery) -> QuerySet[Any]:
    """Give the initiatives or goals a viewer may see expectations of, with what the order needs."""
    model: QuerySet[Any] = (
        initiatives.visible_to(viewer) if kind == INITIATIVE else goals.visible_to(viewer)
    ).select_related("department").only("title", "department__name")  # fmt: skip
    if not may(viewer, permissions.SEE_ALL):
        own = permissions.own_initiatives(viewer) if kind == INITIATIVE else permissions.own_goals(viewer)
        model = model.filter(
            _about(permissions.visible_to(viewer).filter(about_kind=kind)) | Q(pk__in=own.values("pk"))
        )
    key = query.sort.removeprefix("-")
    if key == "money":
        model = model.annotate(found_money=Subquery(_planned_cost()))
    latest = Round.objects.filter(about_kind=kind, about_id=OuterRef("pk"), is_latest=True).order_by()
    field = {"size": "size", "revealed": "revealed_at", **GAPS}.get(key)
    if field is None:
        return model
    found: Any = Subquery(latest.values(field)[:1])
    if key in GAPS:
        found = Abs(found)
    if not may(viewer, permissions.SEE_ALL):  # what is out of sight has no place in the order either
        found = Case(When(_about(latest_rounds(viewer=viewer, kind=kind)), then=found))
    annotated: QuerySet[Any] = model.annotate(**{f"found_{key}": found})
    return annotated


def _planned_cost() -> QuerySet[Any, Any]:
    there = Money.objects.filter(initiative=OuterRef("pk"), kind=Kind.PLANNED, flow=Flow.COST, removed_at=None)
    return there.order_by().values("initiative").annotate(whole=Sum("amount")).values("whole")


def _lines(viewer: Viewer, kind: str, rows: Sequence[Any], as_of: date) -> list[PortfolioLine]:
    ids = [one.pk for one in rows]
    latest, going_on = _rounds(viewer, kind, ids)
    compared = _comparisons([one.pk for one in latest.values()])
    counts = _counts([one.pk for one in going_on.values()])
    money = _money(ids) if kind == INITIATIVE else {}
    return [
        _line(
            one, kind, latest.get(one.pk), going_on.get(one.pk), compared, counts, money.get(one.pk), as_of
        )
        for one in rows
    ]  # fmt: skip


def _rounds(viewer: Viewer, kind: str, ids: Sequence[int]) -> tuple[dict[int, Round], dict[int, Round]]:
    found = permissions.visible_to(viewer).filter(about_kind=kind, about_id__in=ids).order_by()
    rows = found.filter(Q(is_latest=True) | Q(state=State.OPEN)).only(
        "about_id", "is_latest", "state", "revealed_at", "base_date", "currency", "size"
    )
    latest: dict[int, Round] = {}
    going_on: dict[int, Round] = {}
    for one in rows:
        (going_on if one.state == State.OPEN else latest)[one.about_id] = one
    return latest, going_on


def _comparisons(rounds: Sequence[int]) -> dict[int, list[Comparison]]:
    found: dict[int, list[Comparison]] = defaultdict(list)
    for one in Comparison.objects.filter(round__in=rounds).order_by():
        found[one.round_id].append(one)
    return found


def _counts(rounds: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = Asked.objects.filter(round__in=rounds).order_by().values_list("round")
    return {pk: (answered, asked) for pk, answered, asked in rows.annotate(a=Count("answered_at"), n=Count("pk"))}


def _money(ids: Sequence[int]) -> dict[int, tuple[Decimal | None, Decimal | None, str]]:
    """Sum planned cost and benefit, in the currency most of an initiative's planned money is in: one query."""
    sums: dict[int, dict[str, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    rows = Money.objects.filter(initiative__in=ids, kind=Kind.PLANNED, removed_at=None).order_by()
    for pk, currency, flow, amount in rows.values_list("initiative", "currency", "flow").annotate(Sum("amount")):
        sums[pk][currency][flow] = amount
    found = {}
    for pk, currencies in sums.items():
        currency = max(sorted(currencies), key=lambda code: sum(currencies[code].values()))
        flows = currencies[currency]
        found[pk] = (flows.get(Flow.COST), flows.get(Flow.BENEFIT), currency)
    return found


def _line(
    one: Any,
    kind: str,
    latest: Round | None,
    going_on: Round | None,
    compared: Mapping[int, Sequence[Comparison]],
    counts: Mapping[int, tuple[int, int]],
    money: tuple[Decimal | None, Decimal | None, str] | None,
    as_of: date,
) -> PortfolioLine:
    cells = {row.question: cell_of(row, latest) for row in compared.get(latest.pk, ())} if latest else {}
    worst = max((row for row in compared.get(latest.pk, ()) if row.size is not None), default=None, key=_size) if latest else None  # fmt: skip
    answered, asked = counts.get(going_on.pk, (0, 0)) if going_on else (0, 0)
    return PortfolioLine(
        kind=kind,
        id=one.pk,
        title=one.title,
        url=subject_url(kind=kind, number=one.pk),
        department=one.department.name if one.department else "",
        round_url=reverse("expectations:round", args=[latest.pk]) if latest else "",
        revealed_at=latest.revealed_at if latest else None,
        is_old=latest is not None and is_old(latest.revealed_at, as_of=as_of),
        cells=cells,
        perception=worst.perception if worst else "",
        size=latest.size if latest else None,
        open_url=reverse("expectations:round", args=[going_on.pk]) if going_on else "",
        answered=answered,
        asked=asked,
        cost_amount=money[0] if money else None,
        benefit_amount=money[1] if money else None,
        money_currency=money[2] if money else "",
    )


def _size(row: Comparison) -> float:
    return row.size or 0.0


# no viewer: a row that was found for one
def cell_of(row: Comparison, round_: Round) -> Cell:
    """Give one question of a revealed round as a row shows it."""
    share = row.figures.get("gap_share")
    return Cell(
        question=row.question,
        base=round_.base_date,
        currency=round_.currency,
        business=triple(row.figures.get("business")),
        it=triple(row.figures.get("it")),
        joint=joint[1] if (joint := triple(row.figures.get("pool"))) else None,
        gap=row.gap,
        note=words.gap_note(row.question, row.gap, share, currency=round_.currency),
        is_apart=row.size is not None and row.size > 1,
        perception=row.perception,
    )


# no viewer: plain values
def triple(found: Any) -> tuple[float, float, float] | None:
    """Read P10, P50, P90 out of stored figures; None where they are not there."""
    if not found or len(found) != 3 or any(value is None for value in found):
        return None
    return float(found[0]), float(found[1]), float(found[2])


# no viewer: a rule about days
def is_old(revealed_at: datetime | None, *, as_of: date) -> bool:
    """Tell whether answers are too old to be compared with the world of today."""
    return revealed_at is not None and (as_of - timezone.localdate(revealed_at)).days > FRESH_DAYS


# --- conditions -------------------------------------------------------------------------------------------------------


def _about(rounds: QuerySet[Round]) -> Q:
    return Q(pk__in=rounds.order_by().values("about_id"))


def _compared(latest: QuerySet[Round], **more: Any) -> Q:
    found = Comparison.objects.filter(round__in=latest.values("pk"), **more).order_by()
    return Q(pk__in=found.values("round__about_id"))


def _standing(viewer: Viewer, kind: str, as_of: date) -> Callable[[Sequence[str]], Q]:
    def where(values: Sequence[str]) -> Q:
        seen = permissions.visible_to(viewer).filter(about_kind=kind).order_by()
        latest = latest_rounds(viewer=viewer, kind=kind)
        limit = timezone.make_aware(datetime.combine(as_of - timedelta(days=FRESH_DAYS), time.min))
        going_on = _about(seen.filter(state=State.OPEN))
        parts = {
            "revealed": _about(latest.filter(revealed_at__gte=limit)),
            "old": _about(latest.filter(revealed_at__lt=limit)),
            "sealed": going_on,
            "never": ~_about(latest) & ~going_on,
        }
        return _any([parts[value] for value in values])

    return where


def _within(values: Sequence[str]) -> Q:
    """Filter by departments and all below them."""
    parents = dict(Department.objects.order_by().values_list("pk", "parent_id"))
    return Q(department_id__in=subtree(parents, {int(value) for value in values}))


def _serving(values: Sequence[str]) -> Q:
    links = GoalLink.objects.filter(goal__in=[int(value) for value in values], removed_at=None).order_by()
    return Q(pk__in=links.values("initiative"))


def _any(parts: Sequence[Q]) -> Q:
    found = parts[0]
    for part in parts[1:]:
        found |= part
    return found
