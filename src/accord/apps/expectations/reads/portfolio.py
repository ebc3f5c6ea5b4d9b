"""The overview of expectations: every initiative (or goal) with its latest revealed round, narrowed, sorted and cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Asked, Comparison, Round
from accord.apps.expectations.reads.cells import Cell, cell_of, is_old
from accord.apps.expectations.reads.narrowing import subjects
from accord.apps.expectations.reads.subjects import ask_url, subject_url, whole_portfolio
from accord.apps.expectations.rules.words import INITIATIVE, NO_SUBJECT, PERCEPTION_LABELS, PORTFOLIO, Question, State
from accord.apps.initiatives.models import Money
from accord.apps.initiatives.rules import Flow, Kind
from accord.apps.ui.lists import ListPage, ListQuery
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer

CHUNK = 1_000


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


def portfolio_lines(*, viewer: Viewer, kind: str, query: ListQuery, as_of: date) -> ListPage[PortfolioLine]:
    """List one page of the overview: a fixed number of queries, however many initiatives there are."""
    page = query.page(subjects(viewer=viewer, kind=kind, query=query))
    return query.page_with(_lines(viewer, kind, page.rows, as_of), page)


def all_portfolio_lines(*, viewer: Viewer, kind: str, query: ListQuery, as_of: date) -> Iterable[PortfolioLine]:
    """List everything a query asks for, for a file."""
    rows = list(query.order(query.narrow(subjects(viewer=viewer, kind=kind, query=query))))
    for start in range(0, len(rows), CHUNK):
        yield from _lines(viewer, kind, rows[start : start + CHUNK], as_of)


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
