"""Which questions divide us: how many likely values lie apart, how far, and which side expects more of it; with counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from accord.apps.expectations.reads import words
from accord.apps.expectations.reads.narrowing import GAPS, latest_rounds
from accord.apps.expectations.rules.words import INITIATIVE, Question, Side
from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.people.models import Department
from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import number_words, share_words
from accord.practices import PRACTICES

FEW = 5  # fewer than this are counted; what is typical of them is not said
MEASURES = {Question.PAYOFF: "P08.dates", Question.BENEFIT: "P08.benefit", Question.COST: "P08.cost"}
MOST_GOALS = 50
Gaps: TypeAlias = NDArray[
    np.float64
]  # a row for each initiative, a column for each question, signed; NaN: not compared


@dataclass(frozen=True)
class Divide:
    """How one question stands over several initiatives: of ``compared``, ``apart`` lie further apart than what is large.

    ``business`` and ``it`` count where that side expects it sooner, more of it or cheaper.
    """

    question: str
    label: str
    compared: int
    apart: int
    business: int
    it: int
    typical: float | None
    url: str = ""

    @property
    def count_words(self) -> str:
        """Say "4 of 12"; empty where nothing is compared."""
        return _("%(apart)s of %(all)s") % {"apart": self.apart, "all": self.compared} if self.compared else ""

    @property
    def share_of(self) -> str:
        """Say the share that lies apart, from ten compared on."""
        return share_words(self.apart / self.compared) if self.compared >= 2 * FEW else ""

    @property
    def typical_words(self) -> str:
        """Say how far apart the middle one is: "typically 4 months"; empty for too few."""
        if self.typical is None or self.compared < FEW:
            return ""
        if self.question == Question.PAYOFF:
            distance = words.distance_words(self.question, round(self.typical), currency="")
            return _("typically %(distance)s") % {"distance": distance}
        return _("typically %(share)s") % {"share": share_words(self.typical)}

    @property
    def who_words(self) -> str:
        """Say which side expects more of it how often; empty where neither ever does."""
        if not self.business and not self.it:
            return ""
        business = self.business >= self.it
        more, less = (self.business, self.it) if business else (self.it, self.business)
        side = words.side_words(Side.BUSINESS if business else Side.IT)
        if self.question == Question.PAYOFF:
            said = _("%(side)s sooner %(more)s times, later %(less)s")
        elif self.question == Question.BENEFIT:
            said = _("%(side)s higher %(more)s times, lower %(less)s")
        else:
            said = _("%(side)s lower %(more)s times, higher %(less)s")
        return said % {"side": side, "more": number_words(more), "less": number_words(less)}


@dataclass(frozen=True)
class DivideRow:
    """One department or goal: how each question stands over its initiatives."""

    name: str
    depth: int
    url: str
    compared: int
    divides: tuple[Divide, ...]


@dataclass(frozen=True)
class Dividing:
    """What divides the two sides: over all initiatives, by department (those below it counted in) and by goal."""

    compared: int
    divides: tuple[Divide, ...]
    departments: tuple[DivideRow, ...]
    goals: tuple[DivideRow, ...]
    more_goals: int

    @property
    def headline(self) -> str:
        """Say which question divides most."""
        return headline(divides=self.divides)


def divides(*, viewer: Viewer, kind: str) -> tuple[Divide, ...]:
    """Tell how each question stands over all latest rounds the viewer may see: one query."""
    rows = latest_rounds(viewer=viewer, kind=kind).values_list(*GAPS.values())
    return _divides(_gaps(rows), lambda question: f"?{urlencode({'question': question})}")


def dividing(*, viewer: Viewer) -> Dividing:
    """Tell what divides the two sides, by department and by goal too: five queries."""
    rows = list(latest_rounds(viewer=viewer, kind=INITIATIVE).values_list("about_id", *GAPS.values()))
    gaps = _gaps(row[1:] for row in rows)
    place = {row[0]: number for number, row in enumerate(rows)}
    served = _by_goal(gaps, place)
    return Dividing(
        _compared(gaps),
        _divides(gaps, lambda question: _list_url(question=question)),
        _by_department(gaps, place),
        served[:MOST_GOALS],
        max(0, len(served) - MOST_GOALS),
    )


# no viewer: says what was counted for one
def headline(*, divides: Sequence[Divide]) -> str:
    """Say which question divides most, or that none does; empty where nothing is compared."""
    known = [one for one in divides if one.compared]
    if not known:
        return ""
    worst = max(known, key=lambda one: (one.apart / one.compared, one.compared))
    if not worst.apart:
        return _("Wherever both sides answered, they are in step.")
    said = {
        Question.PAYOFF: ngettext(
            "What divides us most is when it pays off: out of step in %(count)s initiative.",
            "What divides us most is when it pays off: out of step in %(count)s initiatives.", worst.compared,
        ),
        Question.BENEFIT: ngettext(
            "What divides us most is the benefit: out of step in %(count)s initiative.",
            "What divides us most is the benefit: out of step in %(count)s initiatives.", worst.compared,
        ),
        Question.COST: ngettext(
            "What divides us most is the cost: out of step in %(count)s initiative.",
            "What divides us most is the cost: out of step in %(count)s initiatives.", worst.compared,
        ),
    }[Question(worst.question)]  # fmt: skip
    return said % {"count": worst.count_words}


def _gaps(rows: Iterable[Sequence[float | None]]) -> Gaps:
    return np.array(list(rows), dtype=np.float64).reshape(-1, len(GAPS))


def _divides(gaps: Gaps, link: Callable[[str], str]) -> tuple[Divide, ...]:
    return tuple(_divide(question, gaps[:, column], link(question)) for column, question in enumerate(GAPS))


def _divide(question: str, column: Gaps, url: str) -> Divide:
    gaps = column[~np.isnan(column)]
    large = PRACTICES[MEASURES[Question(question)]].threshold_open
    same = words.SAME_MONTHS if question == Question.PAYOFF else words.SAME_SHARE
    up, down = int((gaps >= same).sum()), int((gaps <= -same).sum())
    business, it = (down, up) if question == Question.BENEFIT else (up, down)
    return Divide(
        question=question,
        label=words.question_words(question),
        compared=len(gaps),
        apart=int((np.abs(gaps) > large).sum()),
        business=business,
        it=it,
        typical=float(np.median(np.abs(gaps))) if len(gaps) else None,
        url=url,
    )


def _compared(gaps: Gaps) -> int:
    """Count where both sides answered any question."""
    return int((~np.isnan(gaps)).any(axis=1).sum())


def _by_department(gaps: Gaps, place: Mapping[int, int]) -> tuple[DivideRow, ...]:
    """Count each department with all below it, in the order of the tree: two queries."""
    own: dict[int | None, list[int]] = defaultdict(list)
    for pk, department in Initiative.objects.order_by().values_list("pk", "department_id"):
        if pk in place:
            own[department].append(place[pk])
    below: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for pk, name, parent in Department.objects.order_by("name", "pk").values_list("pk", "name", "parent_id"):
        below[parent].append((pk, name))
    rows: list[DivideRow] = []

    def walk(pk: int, name: str, depth: int) -> list[int]:
        start = len(rows)
        inside = [*own.get(pk, ()), *(number for child in below[pk] for number in walk(*child, depth + 1))]
        if row := _row(name, gaps[inside], depth=depth, by="department", pk=pk):
            rows.insert(start, row)
        return inside

    for top in below[None]:
        walk(*top, 0)
    if row := _row(_("no department named"), gaps[own.get(None, [])]):
        rows.append(row)
    return tuple(rows)


def _by_goal(gaps: Gaps, place: Mapping[int, int]) -> tuple[DivideRow, ...]:
    """Count the initiatives that serve each goal, the most divided first: two queries."""
    served: dict[int, list[int]] = defaultdict(list)
    links = GoalLink.objects.filter(removed_at=None).order_by()
    for initiative, goal in links.values_list("initiative_id", "goal_id"):
        if initiative in place:
            served[goal].append(place[initiative])
    named = Goal.objects.filter(pk__in=served).order_by().values_list("pk", "title")
    rows = [row for pk, title in named if (row := _row(title, gaps[served[pk]], by="goal", pk=pk))]
    return tuple(sorted(rows, key=lambda row: (-sum(one.apart for one in row.divides), -row.compared, row.name)))


def _row(name: str, gaps: Gaps, *, depth: int = 0, by: str = "", pk: int = 0) -> DivideRow | None:
    """Make a row; None where nothing is compared."""
    if not (compared := _compared(gaps)):
        return None
    chosen = {by: pk} if by else {}
    url = _list_url(**chosen) if by else ""
    link = (lambda question: _list_url(**chosen, question=question)) if by else (lambda question: "")
    return DivideRow(name, depth, url, compared, _divides(gaps, link))


def _list_url(**query: object) -> str:
    return f"{reverse('expectations:expectations')}?{urlencode(query)}"
