"""The ledger of all initiatives: one line each, exact totals, groups by goal and by department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.people.models import Department
from accord.apps.ui.lists import Filter, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion
from accord.apps.value.models import Review as ValueReview
from accord.apps.value.permissions import visible_to
from accord.apps.value.reads.ledger.amounts import LedgerSum, ledger_sums
from accord.apps.value.reads.ledger.evidence import Evidence, evidence_of
from accord.apps.value.reads.ledger.lines import (
    COLUMNS,
    NAMES,
    PLACES,
    LedgerBook,
    LedgerLine,
    LeftOut,
    Own,
    Total,
    reported,
    total_of,
)
from accord.apps.value.reads.money import converted, rates_on, reporting_currency
from accord.apps.value.rules import CaseState
from accord.apps.value.rules.ledger import What
from accord.apps.value.rules.words import CASE_STATE_LABELS, GRADE_LABELS

NO_CASE = "none"
NONE = "none"
_STATES = (CaseState.SIGNED, CaseState.OFFERED, CaseState.DRAFT)


def ledger_spec(*, viewer: Viewer) -> ListSpec:
    """Say how the ledger can be narrowed, searched and sorted by this viewer: three queries."""
    seen = visible_to(viewer).order_by().values("pk")
    units = Department.objects.filter(pk__in=Initiative.objects.filter(pk__in=seen).order_by().values("department"))
    links = GoalLink.objects.filter(initiative__in=seen, removed_at=None).order_by().values("goal")
    goals = Goal.objects.filter(pk__in=links)
    return ListSpec(
        filters=(
            Filter("department", gettext_lazy("Department"), _choices(units.order_by("name", "pk"), "name")),
            Filter("goal", gettext_lazy("Goal"), _choices(goals.order_by("title", "pk"), "title"), where=_serving),
            Filter("case", gettext_lazy("Case"), [
                *((code, _(CASE_STATE_LABELS[code])) for code in _STATES), (NO_CASE, gettext_lazy("No case yet")),
            ], where=_in_state),
            Filter("grade", gettext_lazy("Evidence"), [
                *((code, f"{code} · {_(words)}") for code, words in GRADE_LABELS.items()),
                (NONE, gettext_lazy("Nothing studied yet")),
            ], where=_anything),
            Filter("spent", gettext_lazy("Spent"), [
                ("beyond", gettext_lazy("more than was released")), ("over", gettext_lazy("more than was planned")),
            ], where=_anything),
            Filter("currency", gettext_lazy("Currency"), [(code, code) for code in _currencies()], where=_anything),
        ),
        search=("title", "external_key"),
        sorts=dict.fromkeys(("title", "department", "case", "grade", "review", *NAMES), ()),
        default_sort="-planned",
    )  # fmt: skip


def _choices(records: QuerySet[Any], name: str) -> list[tuple[str, str]]:
    return [(str(pk), words) for pk, words in records.values_list("pk", name)]


def _currencies() -> list[str]:
    """List the currencies cases are written in; they are no secret of any record."""
    return sorted(set(CaseVersion.objects.order_by().values_list("currency", flat=True).distinct()))


def _serving(values: Sequence[str]) -> Q:
    return Q(
        Exists(GoalLink.objects.filter(initiative=OuterRef("pk"), goal__in=list(map(int, values)), removed_at=None))
    )


def _in_state(values: Sequence[str]) -> Q:
    versions = CaseVersion.objects.filter(case__initiative=OuterRef("pk"))
    found = Q(pk__in=[])
    if states := [value for value in values if value != NO_CASE]:
        found |= Q(Exists(versions.filter(state__in=states)))
    return found | Q(~Exists(versions)) if NO_CASE in values else found


def _anything(values: Sequence[str]) -> Q:
    """Leave it to the lines themselves, which know what the database does not."""
    return Q()


def ledger_book(*, viewer: Viewer, query: ListQuery, as_of: date) -> LedgerBook:
    """Give every line of a query in its order, with exact totals: a fixed number of queries, however many lines.

    Amounts in other currencies are converted with the rate that counts on ``as_of``; those without one stand in
    ``left_out``.
    """
    seen = query.narrow(visible_to(viewer))
    people = seen.order_by("title", "pk").values_list("pk", "title", "department_id", "department__name")
    own, signed = _own(ledger_sums(viewer=viewer, among=seen))
    known = evidence_of(viewer=viewer, among=seen)
    for pk, found in known.items():
        for currency, cents in found.cents.items():
            _add(own, pk, currency, PLACES[What.REALISED, "benefit"], cents)
    states, reviews = _cases(seen), _reviews(seen)
    to, rates = reporting_currency(), rates_on(on=as_of)
    lines = []
    for pk, title, unit_id, unit in people:
        state, number = states.get(pk, ("", None))
        mine = tuple(Own(currency, tuple(cells)) for currency, cells in sorted(own.get(pk, {}).items()))
        cells, missing = reported(mine, to, as_of, rates)
        proof = known.get(pk, Evidence())
        lines.append(
            LedgerLine(
                pk, title, unit_id, unit or "", state, number, pk in signed, proof.grade, proof.is_double,
                reviews.get(pk), cells, mine, missing,
            )
        )  # fmt: skip
    lines = _ordered([line for line in lines if _wanted(line, query)], query.sort)
    others = sorted({one.currency for line in lines for one in line.own} - {to})
    return LedgerBook(
        lines,
        total_of(lines),
        to,
        as_of,
        {code: converted(amount=_ONE, currency=code, to=to, on=as_of, rates=rates) for code in others},
        _left_out(lines),
    )


_ONE = Decimal(1)


def _own(sums: Iterable[LedgerSum]) -> tuple[dict[int, dict[str, list[int | None]]], set[int]]:
    own: dict[int, dict[str, list[int | None]]] = {}
    signed: set[int] = set()
    for one in sums:
        place = PLACES.get((one.what, one.flow))
        if place is not None:
            _add(own, one.initiative_id, one.currency, place, one.cents)
        if one.what == What.PLANNED and one.is_signed:
            signed.add(one.initiative_id)
    return own, signed


def _add(own: dict[int, dict[str, list[int | None]]], pk: int, currency: str, place: int, cents: int) -> None:
    cells = own.setdefault(pk, {}).setdefault(currency, [None] * len(COLUMNS))
    cells[place] = (cells[place] or 0) + cents


def _cases(seen: QuerySet[Initiative]) -> dict[int, tuple[str, int | None]]:
    """Map initiatives to the state of their latest version and the number of the signed one."""
    found: dict[int, tuple[str, int | None]] = {}
    versions = CaseVersion.objects.filter(case__initiative__in=seen.order_by().values("pk"), state__in=_STATES)
    for pk, state, number in versions.order_by("number").values_list("case__initiative_id", "state", "number"):
        before = found.get(pk, ("", None))[1]
        found[pk] = (state, number if state == CaseState.SIGNED else before)
    return found


def _reviews(seen: QuerySet[Initiative]) -> dict[int, date]:
    due = ValueReview.objects.filter(
        initiative__in=seen.order_by().values("pk"), held_date=None, removed_at=None
    ).order_by("-due_date")
    return dict(due.values_list("initiative_id", "due_date"))


def _wanted(line: LedgerLine, query: ListQuery) -> bool:
    grades, currencies = query.values("grade"), query.values("currency")
    if grades and (line.grade or NONE) not in grades:
        return False
    spent = query.values("spent")
    if spent and not any((line.beyond if code == "beyond" else line.over) > 0 for code in spent):
        return False
    return not currencies or any(one.currency in currencies for one in line.own)


def _ordered(lines: list[LedgerLine], sort: str) -> list[LedgerLine]:
    """Sort lines that stand by title already; what is not known comes last either way."""
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    if name in NAMES:
        place = NAMES.index(name)
        known = [line for line in lines if line.cells[place] is not None]
        rest = [line for line in lines if line.cells[place] is None]
        return sorted(known, key=lambda line: line.cells[place] or 0, reverse=falling) + rest
    keys = {"department": "department", "case": "state", "grade": "grade", "review": "review_on"}
    if name in keys:
        known = [line for line in lines if getattr(line, keys[name])]
        rest = [line for line in lines if not getattr(line, keys[name])]
        return sorted(known, key=lambda line: getattr(line, keys[name]), reverse=falling) + rest
    return lines[::-1] if falling else lines


def _left_out(lines: Sequence[LedgerLine]) -> tuple[LeftOut, ...]:
    found: dict[str, list[Own]] = defaultdict(list)
    for line in lines:
        for one in line.own:
            if one.currency in line.without_rate:
                found[one.currency].append(one)
    return tuple(LeftOut(code, total_of(own)) for code, own in sorted(found.items()))


# --- groups ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LedgerGroup:
    """The lines that serve one goal, or belong to one department, added up; ``id`` is None for those without one."""

    id: int | None
    title: str
    total: Total


def ledger_groups(*, viewer: Viewer, lines: Sequence[LedgerLine], by: str, sort: str = "-planned") -> list[LedgerGroup]:
    """Add lines up by "goal" or by "department", sorted as lines are: at most one query.

    An initiative that serves several goals stands under each of them; the total counts it once.
    """
    if by == "goal":
        return _sorted(_by_goal(lines), sort)
    found: dict[int | None, list[LedgerLine]] = defaultdict(list)
    names: dict[int | None, str] = {None: _("No department")}
    for line in lines:
        found[line.department_id].append(line)
        if line.department_id is not None:
            names[line.department_id] = line.department
    return _sorted({(pk, names[pk]): own for pk, own in found.items()}, sort)


def _by_goal(lines: Sequence[LedgerLine]) -> dict[tuple[int | None, str], list[LedgerLine]]:
    mine = {line.id: line for line in lines}
    links = GoalLink.objects.filter(removed_at=None).order_by("goal__title", "goal_id")
    found: dict[tuple[int | None, str], list[LedgerLine]] = defaultdict(list)
    served: set[int] = set()
    for initiative_id, goal_id, title in links.values_list("initiative_id", "goal_id", "goal__title"):
        if initiative_id in mine:
            found[goal_id, title].append(mine[initiative_id])
            served.add(initiative_id)
    if rest := [line for line in lines if line.id not in served]:
        found[None, _("No goal")] = rest
    return found


def _sorted(found: Mapping[tuple[int | None, str], Sequence[LedgerLine]], sort: str) -> list[LedgerGroup]:
    """Sort groups by their titles or by a column of amounts; what is not known, and what belongs to none, comes last."""
    groups = [LedgerGroup(pk, title, total_of(lines)) for (pk, title), lines in found.items()]
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    groups.sort(key=lambda one: one.title, reverse=sort == "-title")
    place = NAMES.index(name) if name in NAMES else 0
    if name in NAMES:
        groups.sort(key=lambda one: one.total.cells[place] or 0, reverse=falling)
    return sorted(groups, key=lambda one: (one.id is None, name in NAMES and one.total.cells[place] is None))
