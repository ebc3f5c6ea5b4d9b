"""Kept by the first date: in all, by direction, by team and over time; what got in the way; how sure people were.

One query over what the viewer may see; never by person, and nothing of groups in which fewer than three people promised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.apps.people.models import Department
from accord.apps.people.rules import SIDE_LABELS, Side
from accord.apps.promises import rules
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import SEE_ALL, visible_to
from accord.apps.promises.reads.sureness import Sureness, sureness
from accord.apps.promises.reads.telling import with_told
from accord.apps.promises.rules import CAUSE_LABELS, KIND_LABELS, Became
from accord.apps.ui.lists import Filter, ListQuery, ListSpec
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer
from accord.science import ShareInterval, prior_by_likelihood, shrink, wilson

BOTH_WAYS = ((Side.BUSINESS.value, Side.IT.value), (Side.IT.value, Side.BUSINESS.value))
SPANS = {"quarter": 91, "year": 365}
COMPARED = (Side.BUSINESS, Side.IT, Side.FINANCE)


@dataclass(frozen=True)
class KeptLine:
    """One group: how many were due and what became of them by the first day, or why that is not told.

    ``share`` is kept ÷ due with Wilson's interval; ``shrunk`` the same drawn towards what teams have in common.
    """

    key: str
    label: str
    side: str
    due: int
    kept: int | None
    renegotiated: int | None
    missed: int | None
    share: ShareInterval | None
    why_not: str = ""
    shrunk: ShareInterval | None = None
    is_too_good: bool = False


@dataclass(frozen=True)
class CauseLine:
    """What got in the way, how often, and what share it and all before it make up."""

    code: str
    label: str
    count: int
    so_far_share: float


@dataclass(frozen=True)
class QuarterLine:
    """A quarter of a year by the first days in it."""

    starts: date
    ends: date
    line: KeptLine


@dataclass(frozen=True)
class SureWay:
    """One direction: how sure people said they were against what was kept, None where too few said it."""

    key: str
    label: str
    side: str
    stated: int
    sure: Sureness | None


@dataclass(frozen=True)
class PromiseRecord:
    """What became of promises by the day first given, as far as the viewer may see them."""

    total: KeptLine
    released: int
    untold: int
    both_ways: tuple[KeptLine, ...]
    other_ways: tuple[KeptLine, ...]
    teams: tuple[KeptLine, ...]
    causes: tuple[CauseLine, ...]
    causes_unsaid: int
    quarters: tuple[QuarterLine, ...]
    sure: Sureness | None
    sure_stated: int
    sure_ways: tuple[SureWay, ...]
    is_compared: bool  # enough teams to say what they have in common
    is_partial: bool


@dataclass(frozen=True)
class _Row:
    promiser: tuple[int | None, int | None]
    team: tuple[int, str] | None
    side: str
    to_side: str
    first_due: date
    became: Became
    sure: float | None
    cause: str


def record_spec(*, viewer: Viewer, as_of: date) -> ListSpec:
    """Say how the record can be narrowed: one query for the teams."""
    own = visible_to(viewer).order_by().values("department")
    teams = [(str(pk), name) for pk, name in Department.objects.filter(pk__in=own).values_list("pk", "name")]
    sides = [(side.value, _(SIDE_LABELS[side])) for side in COMPARED]
    return ListSpec(
        filters=(
            Filter("from", gettext_lazy("From"), sides, where=lambda values: _sides("side", values)),
            Filter("to", gettext_lazy("To"), sides, where=lambda values: _sides("to_side", values)),
            Filter("team", gettext_lazy("Team"), teams, lookup="department"),
            Filter("kind", gettext_lazy("What"), [(code, _(words)) for code, words in KIND_LABELS.items()]),
            Filter("since", gettext_lazy("Due"), [
                ("quarter", gettext_lazy("in the last three months")), ("year", gettext_lazy("in the last year")),
            ], where=lambda values: _since(as_of, values)),
        ),
    )  # fmt: skip


def promise_record(*, viewer: Viewer, as_of: date, query: ListQuery | None = None) -> PromiseRecord:
    """Count what became of the promises the viewer may see by their first day: one query."""
    records = visible_to(viewer)
    rows = _rows(records if query is None else query.narrow(records), as_of)
    released = sum(row.became == Became.RELEASED for row in rows)
    due = [row for row in rows if row.became not in {Became.RELEASED, Became.UNTOLD}]
    both = [_way(due, side, to) for side, to in BOTH_WAYS]
    others = sorted({(row.side, row.to_side) for row in due} - set(BOTH_WAYS))
    said = [row.cause for row in due if row.became == Became.MISSED]
    known = [cause for cause in said if cause]
    stated = [row for row in due if row.sure is not None]
    teams, is_compared = _teams(due)
    return PromiseRecord(
        total=_line("", _("All promises"), "", due),
        released=released,
        untold=len(rows) - len(due) - released,
        both_ways=tuple(both),
        other_ways=tuple(_way(due, side, to) for side, to in others),
        teams=teams,
        causes=_causes(known) if _people(due) >= rules.FEWEST_PEOPLE else (),
        causes_unsaid=len(said) - len(known),
        quarters=_quarters(due),
        sure=_sure(stated),
        sure_stated=len(stated),
        sure_ways=tuple(
            SureWay(line.key, line.label, line.side, len(mine), _sure(mine))
            for line, way in zip(both, BOTH_WAYS, strict=True)
            for mine in [[row for row in stated if (row.side, row.to_side) == way]]
        ),
        is_compared=is_compared,
        is_partial=not may(viewer, SEE_ALL),
    )


def _sure(stated: Sequence[_Row]) -> Sureness | None:
    return sureness([(row.sure or 0.0, row.became == Became.KEPT) for row in stated], people=_people(stated))


def _rows(records: QuerySet[Promise], as_of: date) -> list[_Row]:
    values = with_told(records).filter(first_due_date__lt=as_of).order_by("pk")
    return [
        _Row(
            promiser=(owner, team),
            team=(team, name) if name else None,
            side=rules.standing(side),
            to_side=rules.standing(to_side),
            first_due=first,
            became=rules.became(
                state=rules.as_told(state, day=first, told_on=told, is_stated=bool(source) and owner is None),
                first_due=first, kept_on=_day(kept), withdrawn_on=_day(withdrawn),
                renegotiated_on=_day(agreed), today=as_of,
            ),
            sure=sure,
            cause=cause,
        )
        for owner, team, name, side, to_side, first, state, kept, withdrawn, agreed, sure, cause, source, told in values.values_list(
            "owner_id", "department_id", "department__name", "side", "to_side", "first_due_date", "state", "kept_at",
            "withdrawn_at", "renegotiated_at", "confidence_share", "cause", "source", "told_on",
        )
    ]  # fmt: skip


def _line(key: str, label: str, side: str, rows: Sequence[_Row]) -> KeptLine:
    counts = {kind: sum(row.became == kind for row in rows) for kind in Became}
    kept, due = counts[Became.KEPT], len(rows)
    why = _why_not(due, _people(rows))
    is_open = not rows or _people(rows) >= rules.FEWEST_PEOPLE
    return KeptLine(
        key=key,
        label=label,
        side=side,
        due=due,
        kept=kept if is_open else None,
        renegotiated=counts[Became.RENEGOTIATED] if is_open else None,
        missed=counts[Became.MISSED] if is_open else None,
        share=None if why else wilson(kept, due),
        why_not=why,
        is_too_good=not why and rules.is_too_good(kept, due, [row.sure for row in rows if row.sure is not None]),
    )


def _why_not(due: int, people: int) -> str:
    if not due:
        return _("None was due yet.")
    if due < rules.ENOUGH_FOR_SHARE:
        words = ngettext("%(n)s was due; %(least)s are needed.", "%(n)s were due; %(least)s are needed.", due)
        return words % {"n": due, "least": rules.ENOUGH_FOR_SHARE}
    if people < rules.FEWEST_PEOPLE:
        return _("From fewer than %(least)s people: a share would speak of persons.") % {"least": rules.FEWEST_PEOPLE}
    return ""


def _way(rows: Sequence[_Row], side: str, to_side: str) -> KeptLine:
    words, names = rules.direction_label(side, to_side)
    mine = [row for row in rows if (row.side, row.to_side) == (side, to_side)]
    label = _(words) % {name: _(text) if text else "" for name, text in names.items()}
    return _line(f"{side}-{to_side}", label, side, mine)


def _teams(rows: Sequence[_Row]) -> tuple[tuple[KeptLine, ...], bool]:
    """Count by team, each drawn towards what they have in common as far as there are enough to tell."""
    by_team = _by_team(rows)
    lines = [_line(str(pk), name, mine[0].side, mine) for (pk, name), mine in by_team]
    told = [line for line in lines if line.share is not None]
    if not told:
        return tuple(lines), False
    counts = [sum(row.became == Became.KEPT for row in mine) for _team, mine in by_team]
    prior = prior_by_likelihood(counts, [line.due for line in lines])
    shrunk = shrink([line.kept or 0 for line in told], [line.due for line in told], prior=prior)
    drawn = {line.key: one.shrunk for line, one in zip(told, shrunk, strict=True)}
    is_compared = prior.way != "flat"
    return tuple(replace(line, shrunk=drawn.get(line.key) if is_compared else None) for line in lines), is_compared


def _by_team(rows: Sequence[_Row]) -> list[tuple[tuple[int, str], list[_Row]]]:
    found: dict[tuple[int, str], list[_Row]] = {}
    for row in rows:
        if row.team is not None:
            found.setdefault(row.team, []).append(row)
    return sorted(found.items(), key=lambda item: (item[0][1].casefold(), item[0][0]))


def _causes(known: Sequence[str]) -> tuple[CauseLine, ...]:
    return tuple(
        CauseLine(code, _(CAUSE_LABELS[code]), count, so_far) for code, count, so_far in rules.cause_counts(known)
    )


def _quarters(rows: Sequence[_Row]) -> tuple[QuarterLine, ...]:
    by_start: dict[date, list[_Row]] = {}
    for row in rows:
        first = row.first_due
        by_start.setdefault(first.replace(month=first.month - (first.month - 1) % 3, day=1), []).append(row)
    return tuple(
        QuarterLine(start, _quarter_end(start), _line(start.isoformat(), "", "", mine))
        for start, mine in sorted(by_start.items())
    )


def _quarter_end(start: date) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + 3, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def _people(rows: Iterable[_Row]) -> int:
    return rules.voices(row.promiser for row in rows)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else timezone.localdate(moment)


def _sides(name: str, values: Sequence[str]) -> Q:
    found = [side for side in Side if rules.standing(side) in values]
    return Q(**{f"{name}__in": found})


def _since(as_of: date, values: Sequence[str]) -> Q:
    return Q(first_due_date__gte=as_of - timedelta(days=max(SPANS[value] for value in values)))
